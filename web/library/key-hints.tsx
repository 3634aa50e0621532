/** Keys and what they do, for eyes alone: the table's help says it, too. */
export function KeyHints({
  keys,
  className,
}: {
  keys: readonly (readonly [key: string, action: string])[];
  className: string | undefined;
}) {
  return (
    <p className={className} aria-hidden="true">
      {keys.map(([key, action]) => (
        <span key={key}>
          <kbd>{key}</kbd> {action}
        </span>
      ))}
    </p>
  );
}
