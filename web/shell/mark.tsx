/** The sign of Tonearm: a record, and the arm that reads it. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <circle cx="13.5" cy="18.5" r="11.5" fill="var(--ink)" />
      <circle cx="13.5" cy="18.5" r="8" stroke="var(--paper)" strokeOpacity="0.35" />
      <circle cx="13.5" cy="18.5" r="4.4" fill="var(--genre-rock-fill)" />
      <circle cx="13.5" cy="18.5" r="1.1" fill="var(--paper)" />
      <path
        d="M28.5 4v12.5L20 24"
        stroke="var(--genre-rock-fill)"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="28.5" cy="4" r="2.6" fill="var(--ink)" />
    </svg>
  );
}
