import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { rangeBelow } from '../jobs/path-rules.ts';

/** The condition that a path lies below one of the folders, or is one of them; always true where none are given. */
export function isBelow(folders: readonly string[] | undefined, column = 'files.path'): RawBuilder<SqlBool> {
  const path = sql.ref(column);
  if (folders === undefined) return sql`true`;
  const inside = folders.map((folder) => {
    const [first, end] = rangeBelow(folder);
    return sql`(${path} = ${folder} or (${path} >= ${first} and ${path} < ${end}))`;
  });
  return inside.length === 0 ? sql`false` : sql`(${sql.join(inside, sql` or `)})`;
}
