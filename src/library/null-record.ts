/**
 * Factory of objects with these fields, all null. Fields added one by one under computed names turn an object
 * into a hash table, four times as large; a copy of a whole object is none.
 */
export function nullRecord<Name extends string>(names: readonly Name[]): () => Record<Name, unknown> {
  const blank = Object.fromEntries(names.map((name) => [name, null])) as Record<Name, unknown>;
  return () => ({ ...blank });
}
