/** Condition for the rows of the list that are visible from some folders. */
import { type SqlBool, sql } from 'kysely';
import { rangeBelow } from '../../../jobs/path-rules.ts';
import { isBelow } from '../../below.ts';
import type { Library } from '../../store/store.ts';
import type { Sql } from './conditions.ts';

/**
 * Condition for one row per song: the first of its files below the folders, in order of name.
 * @param isWhole see `areAllBelow`
 */
export function scopeOf(folders: readonly string[] | undefined, isWhole: boolean): Sql {
  if (isWhole) return sql`copy = 0`;
  return sql`(${isBelow(folders, 'path')} and (copy = 0 or not exists (
    select from listed_songs as other where other.song_id = listed_songs.song_id and other.copy < listed_songs.copy
      and ${isBelow(folders, 'other.path')})))`;
}

/** Whether no file lies outside the folders: an index lookup for each gap. */
export async function areAllBelow(
  library: Library,
  folders: readonly string[] | undefined,
): Promise<boolean> {
  if (folders === undefined) return true;
  if (folders.length === 0) return false;
  const ranges = folders
    .map((folder) => rangeBelow(folder))
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const bounds = [undefined, ...ranges.flat(), undefined];
  const gaps: Sql[] = [];
  for (let i = 0; i < bounds.length; i += 2) {
    const [from, to] = [bounds[i], bounds[i + 1]];
    const after = from === undefined ? sql`true` : sql`path >= ${from}`;
    const before = to === undefined ? sql`true` : sql`path < ${to}`;
    gaps.push(sql<SqlBool>`exists (select from files where ${after} and ${before})`);
  }
  const { rows } = await sql<{ some: boolean }>`select ${sql.join(gaps, sql` or `)} as some`.execute(library);
  return !rows[0].some;
}
