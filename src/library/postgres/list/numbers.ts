/** Counts of songs whose numbers lie in ranges: of one range from the marks of its order, of two by half of the songs at most. */
import { sql } from 'kysely';
import type { SongFilter } from '../../catalogue/song-filter.ts';
import type { Library } from '../../store/store.ts';
import {
  allOf,
  bound,
  listConditions,
  type NumberRange,
  numberRanges,
  type Sql,
  within,
} from './conditions.ts';
import { countRows } from './counts.ts';
import { countBetweenMarks } from './marks.ts';
import { LEADING_NUMBER } from './table.ts';

/** Whether a filter asks for ranges of numbers and nothing else. */
export function asksForNumbers(filter: SongFilter): boolean {
  const ranges = numberRanges(filter).length;
  return ranges > 0 && ranges === listConditions(filter).length;
}

/** Number of songs of the whole list in all ranges. */
export async function countInRanges(library: Library, filter: SongFilter): Promise<number> {
  const ranges = numberRanges(filter);
  const first = ranges.find(({ column }) => column === LEADING_NUMBER) ?? ranges[0];
  const [other, ...more] = ranges.filter((range) => range !== first);
  const known = more.length === 0 ? await countBetweenMarks(library, first) : undefined;
  if (known && !other) return known.songs;
  const isMost = known !== undefined && known.songs > known.filled / 2;
  if (!isMost || first.column !== LEADING_NUMBER) return counted(library, ranges.map(within));
  const all = await countBetweenMarks(library, other);
  return all!.songs - (await countOutside(library, first, within(other)));
}

/** Number of songs that pass, but do not lie in a range of the leading column of the index of numbers. */
async function countOutside(
  library: Library,
  { column, least, most }: NumberRange,
  where: Sql,
): Promise<number> {
  const key = sql.ref(column);
  const sides: Sql[] = [sql`${key} < ${bound(least)}`, sql`${key} > ${bound(most)}`, sql`${key} is null`];
  const counts = await Promise.all(sides.map((side) => counted(library, [where, side])));
  return counts.reduce((sum, count) => sum + count, 0);
}

function counted(library: Library, where: readonly Sql[]): Promise<number> {
  return countRows(library, allOf([sql`copy = 0`, ...where]));
}
