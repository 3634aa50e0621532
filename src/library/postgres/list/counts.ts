/** Numbers of songs and files by genre: maintained in the transactions that change the list, and only read here. */
import { type RawBuilder, sql } from 'kysely';
import type { Summary } from '../../catalogue/catalogue.ts';
import type { SongFilter } from '../../catalogue/song-filter.ts';
import { MAX_KEY } from '../../catalogue/sorts.ts';
import { fold } from '../../fold.ts';
import type { Library } from '../../store/store.ts';
import { allOf, listConditions, type Sql } from './conditions.ts';
import { countAtMarks } from './marks.ts';
import { orderedBytes } from './table.ts';

/** Count of songs that agree in all of these columns. */
interface CountRow {
  readonly genre: string;
  readonly outside: boolean;
  readonly unsure: boolean;
  readonly songs: number;
  readonly seconds: number;
}

/** Filters that the counts alone can answer. */
const COUNTED = new Set<keyof SongFilter>(['genres', 'excludedGenres', 'sure']);

/**
 * Runs a statement that inserts or deletes rows of the list, and updates the counts and marks.
 * @param sign 1 for rows that come, -1 for those that go
 */
export async function withCounts(work: Library, change: RawBuilder<unknown>, sign: 1 | -1): Promise<void> {
  const signed = (name: string) => sql`${sql.lit(sign)} * ${sql.ref(name)}`;
  const added = (name: string) =>
    sql`${sql.ref(name)} = listed_counts.${sql.ref(name)} + excluded.${sql.ref(name)}`;
  const names = ['songs', 'seconds', 'files'];
  await sql`with changed as (${change} returning *),
    counted as (
      select genre, outside, unsure, within, count(*) filter (where copy = 0) as songs,
        coalesce(sum(duration_seconds::numeric) filter (where copy = 0), 0) as seconds, count(*) as files
      from changed group by genre, outside, unsure, within
    ), marked as (${countAtMarks(sign)})
    insert into listed_counts
    select genre, outside, unsure, within, ${sql.join(names.map(signed))} from counted
    on conflict (genre, outside, unsure, within) do update set ${sql.join(names.map(added))}`.execute(work);
}

/** Summary of the whole list, from the counts. */
export async function keptSummary(library: Library): Promise<Summary> {
  const { rows } = await sql<CountRow>`
    select genre, outside, unsure, sum(songs)::bigint as songs, sum(seconds)::double precision as seconds
    from listed_counts where songs > 0 group by genre, outside, unsure`.execute(library);
  return summaryOf(rows);
}

/** Summary of a part of the list, counted now. */
export async function countedSummary(library: Library, scope: Sql): Promise<Summary> {
  const { rows } = await sql<CountRow>`
    select genre, outside, unsure, count(*) as songs, sum(duration_seconds) as seconds
    from listed_songs where ${scope} group by genre, outside, unsure`.execute(library);
  return summaryOf(rows);
}

/** Number of rows of the list that pass, counted now. */
export async function countRows(library: Library, where: Sql): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from listed_songs where ${where}`.execute(library);
  return rows[0].total;
}

/** Number of songs of the whole list that pass; undefined if the counts cannot tell. */
export async function keptCount(library: Library, filter: SongFilter): Promise<number | undefined> {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
  if (!asked.every(([name]) => COUNTED.has(name as keyof SongFilter))) return undefined;
  const { rows } = await sql<{ songs: number }>`
    select coalesce(sum(songs), 0)::bigint as songs from listed_counts
    where ${allOf(listConditions(filter))}`.execute(library);
  return rows[0].songs;
}

/** Key range that holds all songs of some genres, in the order of genres; undefined without any. */
export async function genreBounds(
  library: Library,
  genres: readonly string[],
): Promise<readonly [Buffer, Buffer] | undefined> {
  const { rows } = await sql<{ genre: string }>`
    select distinct genre from listed_counts
    where ${allOf(listConditions({ genres }))} and songs > 0`.execute(library);
  const keys = rows
    .map(({ genre }) => orderedBytes(fold(genre).slice(0, MAX_KEY)))
    .sort((a, b) => Buffer.compare(a, b));
  // What comes behind the genre in a key begins with a zero.
  return keys.length === 0 ? undefined : [keys[0], Buffer.concat([keys[keys.length - 1], Buffer.of(1)])];
}

/**
 * Number of files in the list, and of those that are not in it since they were not analysed, by indexes of
 * those alone.
 */
export async function keptFiles(library: Library): Promise<number> {
  const { rows } = await sql<{ files: number }>`
    select (select coalesce(sum(files), 0) from listed_counts)::bigint
      + (select count(*) from files where content_hash is null)
      + (select count(*) from songs join files on files.content_hash = songs.content_hash where songs.genre is null)
      as files`.execute(library);
  return rows[0].files;
}

function summaryOf(rows: readonly CountRow[]): Summary {
  const genres = new Map<string, { genre: string; songs: number; unsure: number }>();
  let [all, total] = [0, 0];
  for (const { genre, outside, unsure, songs, seconds } of rows) {
    all += songs;
    total += seconds;
    if (outside) continue;
    const counts = genres.get(genre) ?? { genre, songs: 0, unsure: 0 };
    genres.set(genre, counts);
    counts.songs += songs;
    if (unsure) counts.unsure += songs;
  }
  return {
    songs: all,
    seconds: total,
    genres: [...genres.values()].sort((a, b) => (a.genre < b.genre ? -1 : 1)),
  };
}
