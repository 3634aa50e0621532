import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { rangeBelow } from '../jobs/path-rules.ts';

/** The condition that a file lies below one of the folders, or is named itself; always true where none are given. */
export function isBelow(folders: readonly string[] | undefined): RawBuilder<SqlBool> {
  if (folders === undefined) return sql`true`;
  const inside = folders.map((folder) => {
    const [first, end] = rangeBelow(folder);
    return sql`(files.path = ${folder} or (files.path >= ${first} and files.path < ${end}))`;
  });
  return inside.length === 0 ? sql`false` : sql`(${sql.join(inside, sql` or `)})`;
}
