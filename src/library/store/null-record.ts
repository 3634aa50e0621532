/**
 * Factory of objects with these fields, all null. Fields added one by one under computed names turn an object
 * into a hash table, four times as large; a copy of a whole object is none. One that was parsed has its fields
 * within itself, and so have its copies.
 */
export function nullRecord<Name extends string>(names: readonly Name[]): () => Record<Name, unknown> {
  const blank: Record<Name, unknown> = JSON.parse(
    JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))),
  );
  return () => ({ ...blank });
}
