import { sep } from 'node:path';
import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Every path below a folder lies from the first (with it) to the second (without it), byte by byte. */
export function rangeBelow(root: string): [string, string] {
  const prefix = root.endsWith(sep) ? root : `${root}${sep}`;
  return [prefix, `${prefix.slice(0, -1)}${String.fromCharCode(sep.charCodeAt(0) + 1)}`];
}

/** The condition that a file lies below one of the folders, or is named itself; always true where none are given. */
export function isBelow(folders: readonly string[] | undefined): RawBuilder<SqlBool> {
  if (folders === undefined) return sql`true`;
  const inside = folders.map((folder) => {
    const [first, end] = rangeBelow(folder);
    return sql`(files.path = ${folder} or (files.path >= ${first} and files.path < ${end}))`;
  });
  return inside.length === 0 ? sql`false` : sql`(${sql.join(inside, sql` or `)})`;
}
