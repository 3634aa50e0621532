/**
 * Marks in the orders of the list: songs some thousand rows apart, with the number of rows between, so that
 * a place far within an order is found without a walk from its end. Maintained in the transactions that
 * change the list.
 */
import { type RawBuilder, sql } from 'kysely';
import { SORT_KEYS } from '../../catalogue/sorts.ts';
import type { Library } from '../../store/store.ts';
import { bound, type NumberRange } from './conditions.ts';
import { orderColumn } from './table.ts';

const COLUMNS = [...new Set(SORT_KEYS.map(orderColumn))];
/** A song's place in an order: numbers and texts have a column each. */
const PLACE = sql.raw('number, bytes, song_id');
const DESCENDING = sql.raw('number desc, bytes desc, song_id desc');

/** Last song before some rows of an order. */
interface Mark {
  readonly column: string;
  /** Less than all numbers at the beginning of an order, of texts too. */
  readonly number: number;
  readonly bytes: Buffer;
  readonly id: number;
  /** Number of rows up to the next mark. */
  readonly songs: number;
}

/** Known position in an order: the last song before an offset. */
export interface Position {
  /** Number of songs up to it; none at the beginning. */
  readonly offset: number;
  readonly key: Buffer | number;
  readonly id: number;
}

/** Position in the ascending order of a column. */
interface MarkedPosition extends Position {
  /** Number of songs with a value in the column. */
  readonly filled: number;
}

/**
 * Last mark before an offset in the ascending order of a column; undefined without marks.
 * @param isFromEnd whether the offset counts from the end of the songs with a value
 */
export async function markBefore(
  library: Library,
  column: string,
  offset: number,
  isFromEnd: boolean,
): Promise<MarkedPosition | undefined> {
  const wanted = isFromEnd ? sql`filled - ${offset}::bigint` : sql`${offset}::bigint`;
  const { rows } = await sql<MarkedPosition>`
    select ${sql.ref(isText(column) ? 'bytes' : 'number')} as key, song_id as id,
      passed::bigint as offset, filled::bigint as filled
    from (
      select ${PLACE}, sum(songs) over (order by ${PLACE}) - songs as passed, sum(songs) over () as filled
      from listed_marks where sort = ${column}
    ) as marks
    where passed <= greatest(0, ${wanted}) order by ${DESCENDING} limit 1`.execute(library);
  return rows[0];
}

/** Numbers of songs in a range of a column, and with a value in it; undefined without marks. */
export async function countBetweenMarks(
  library: Library,
  { column, least, most }: NumberRange,
): Promise<{ readonly songs: number; readonly filled: number } | undefined> {
  const upTo = most === Infinity ? sql`(select sum(songs) from marks)` : countUpTo(column, '<=', most);
  const before = least === -Infinity ? sql`0` : countUpTo(column, '<', least);
  const { rows } = await sql<{ songs: number; filled: number | null }>`
    with marks as (
      select ${PLACE}, sum(songs) over (order by ${PLACE}) - songs as passed, songs
      from listed_marks where sort = ${column}
    )
    select greatest(0, coalesce(${upTo}, 0) - coalesce(${before}, 0))::bigint as songs,
      (select sum(songs) from marks)::bigint as filled`.execute(library);
  const [{ songs, filled }] = rows;
  return filled === null ? undefined : { songs, filled };
}

function countUpTo(column: string, operator: '<' | '<=', most: number): RawBuilder<unknown> {
  const [key, limit] = [sql.ref(column), sql`${sql.raw(operator)} ${bound(most)}`];
  return sql`(
    select passed + (
      select count(*) from listed_songs
      where copy = 0 and (${key}, listed_songs.song_id) > (number, last.song_id) and ${key} ${limit}
    ) from (select * from marks where number ${limit} order by ${DESCENDING} limit 1) as last
  )`;
}

/**
 * Statement that counts the rows of `changed` at the marks before them.
 * @param sign 1 for rows that come, -1 for those that go
 */
export function countAtMarks(sign: 1 | -1): RawBuilder<unknown> {
  const places = COLUMNS.map((column) => {
    const [name, key] = [sql.lit(column), sql.ref(`changed.${column}`)];
    return isText(column) ? sql`(${name}, 0::double precision, ${key})` : sql`(${name}, ${key}, ''::bytea)`;
  });
  return sql`update listed_marks as mark set songs = mark.songs + ${sql.lit(sign)} * passed.songs
    from (
      select before.sort, before.number, before.bytes, before.song_id, count(*) as songs
      from changed, lateral (values ${sql.join(places)}) as own (sort, number, bytes), lateral (
        select * from listed_marks as m
        where m.sort = own.sort and (m.number, m.bytes, m.song_id) < (own.number, own.bytes, changed.song_id)
        order by ${DESCENDING} limit 1
      ) as before
      where changed.copy = 0 and own.number is not null and own.bytes is not null
      group by before.sort, before.number, before.bytes, before.song_id
    ) as passed
    where (mark.sort, mark.number, mark.bytes, mark.song_id)
      = (passed.sort, passed.number, passed.bytes, passed.song_id)`;
}

/** Whether a list with indexes has no marks, or too few. */
export async function needsMarks(library: Library, step: number): Promise<boolean> {
  const { rows } = await sql<{ needed: boolean }>`
    select to_regclass('listed_within') is not null and (
      not exists (select from listed_marks) or exists (select from listed_marks where songs > ${2 * step})
    ) as needed`.execute(library);
  return rows[0].needed;
}

/** Adds the marks that are missing: the beginning of each order, and some a step apart where there are too few. */
export async function addMarks(work: Library, step: number): Promise<void> {
  const columns = COLUMNS.map((column) => sql.ref(column));
  const counts = sql.join(columns.map((column) => sql`count(${column}) as ${column}`));
  const pairs = sql.join(COLUMNS.map((column) => sql`(${sql.lit(column)}, ${sql.ref(column)})`));
  await sql`insert into listed_marks select sort, '-Infinity', '', 0, songs
    from (select ${counts} from listed_songs where copy = 0) as counted, lateral (values ${pairs}) as own (sort, songs)
    where not exists (select from listed_marks)`.execute(work);
  const { rows } = await sql<Mark>`select sort as column, number, bytes, song_id as id, songs
    from listed_marks where songs > ${2 * step}`.execute(work);
  for (const mark of rows) await split(work, mark, step);
}

async function split(work: Library, { column, number, bytes, id, songs }: Mark, step: number): Promise<void> {
  const key = sql.ref(column);
  const after =
    number === -Infinity
      ? sql`${key} is not null`
      : sql`(${key}, song_id) > (${isText(column) ? bytes : number}, ${id})`;
  await sql`insert into listed_marks
    select ${column}, ${sql.raw(isText(column) ? '0, key' : "key, ''")}, song_id, least(${step}::bigint, ${songs} - place)
    from (
      select key, song_id, row_number() over (order by key, song_id) as place from (
        select ${key} as key, song_id from listed_songs where copy = 0 and ${after}
        order by ${key}, song_id limit ${songs}
      ) as walked
    ) as placed where place % ${step} = 0 and place < ${songs}`.execute(work);
  await sql`update listed_marks set songs = ${step}
    where sort = ${column} and number = ${number} and bytes = ${bytes} and song_id = ${id}`.execute(work);
}

function isText(column: string): boolean {
  return column.startsWith('by_');
}
