import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { rangeBelow } from '../jobs/path-rules.ts';

/** Condition that a path is one of the folders or lies below one; true without folders. */
export function isBelow(folders: readonly string[] | undefined, column = 'files.path'): RawBuilder<SqlBool> {
  const path = sql.ref(column);
  if (folders === undefined) return sql`true`;
  const inside = folders.map((folder) => {
    const [first, end] = rangeBelow(folder);
    return sql`(${path} = ${folder} or (${path} >= ${first} and ${path} < ${end}))`;
  });
  return inside.length === 0 ? sql`false` : sql`(${sql.join(inside, sql` or `)})`;
}
