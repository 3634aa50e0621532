/** How many songs and files the list holds, genre by genre: kept in the transactions that change it, and only read. */
import { type RawBuilder, sql } from 'kysely';
import type { Summary } from '../../catalogue.ts';
import type { Library } from '../../store.ts';
import type { Sql } from './conditions.ts';

/** A genre of the list, or those of none that have it as their nearest. */
interface CountRow {
  readonly genre: string;
  readonly outside: boolean;
  readonly songs: number;
  readonly unsure: number;
  readonly seconds: number;
}

/** Seconds are exact, so that what comes and goes again leaves nothing. */
export const COUNT_TABLES: readonly string[] = [
  'drop table if exists listed_counts',
  `create table listed_counts (
    genre text collate "C" not null, outside boolean not null,
    songs bigint not null, unsure bigint not null, seconds numeric not null, files bigint not null,
    primary key (genre, outside)
  )`,
  'create index if not exists songs_unknown on songs (content_hash) where genre is null',
];

const COUNTS = sql`genre, outside, count(*) filter (where copy = 0) as songs,
  count(*) filter (where copy = 0 and unsure) as unsure,
  coalesce(sum(duration_seconds::numeric) filter (where copy = 0), 0) as seconds`;

/**
 * Runs what brings rows into the list, or takes them out.
 * @param sign 1 for rows that come, -1 for those that go
 */
export async function withCounts(work: Library, change: RawBuilder<unknown>, sign: 1 | -1): Promise<void> {
  const signed = (name: string) => sql`${sql.lit(sign)} * ${sql.ref(name)}`;
  const added = (name: string) =>
    sql`${sql.ref(name)} = listed_counts.${sql.ref(name)} + excluded.${sql.ref(name)}`;
  const names = ['songs', 'unsure', 'seconds', 'files'];
  await sql`with changed as (${change} returning *),
    counted as (select ${COUNTS}, count(*) as files from changed group by genre, outside)
    insert into listed_counts select genre, outside, ${sql.join(names.map(signed))} from counted
    on conflict (genre, outside) do update set ${sql.join(names.map(added))}`.execute(work);
}

/** Of the whole list. */
export async function keptSummary(library: Library): Promise<Summary> {
  const { rows } = await sql<CountRow>`
    select genre, outside, songs, unsure, seconds::double precision as seconds
    from listed_counts where songs > 0`.execute(library);
  return summaryOf(rows);
}

/** Of some of the list: counted now. */
export async function countedSummary(library: Library, scope: Sql): Promise<Summary> {
  const { rows } = await sql<CountRow>`
    select genre, outside, count(*) as songs, count(*) filter (where unsure) as unsure,
      sum(duration_seconds) as seconds
    from listed_songs where ${scope} group by genre, outside`.execute(library);
  return summaryOf(rows);
}

/** Files of the list, and those that are not in it since nothing is known of them, by indexes of those alone. */
export async function keptFiles(library: Library): Promise<number> {
  const { rows } = await sql<{ files: number }>`
    select (select coalesce(sum(files), 0) from listed_counts)::bigint
      + (select count(*) from files where content_hash is null)
      + (select count(*) from songs join files on files.content_hash = songs.content_hash where songs.genre is null)
      as files`.execute(library);
  return rows[0].files;
}

function summaryOf(rows: readonly CountRow[]): Summary {
  const sum = (name: 'songs' | 'seconds') => rows.reduce((total, row) => total + row[name], 0);
  const genres = rows.flatMap(({ genre, outside, songs, unsure }) =>
    outside ? [] : [{ genre, songs, unsure }],
  );
  genres.sort((a, b) => (a.genre < b.genre ? -1 : 1));
  return { songs: sum('songs'), seconds: sum('seconds'), genres };
}
