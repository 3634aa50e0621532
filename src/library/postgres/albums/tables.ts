/**
 * Album index of a database: of each song the album and the artists, and of albums and artists what clients are told. Made
 * of the list (`../list`) by who first asks for them; ids are bytes of the digests that others are told.
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import { extensionSchema } from '../extensions.ts';

const TEXT = 'text collate "C"';

export const INDEX_TABLES = ['indexed_songs', 'indexed_albums', 'indexed_artists', 'indexed_state'] as const;

/** Searched text of an album's row. */
export const ALBUM_NAMES = '(name_key || chr(10) || by_key)';

const STEPS: readonly string[] = [
  `create table indexed_songs (
    song_id bigint primary key, album bytea not null, album_by bytea not null, artist bytea not null,
    -- What songs share that may be of several artists: a folder and the album's name.
    folder_album bytea, is_mixed boolean not null
  )`,
  'create index indexed_songs_album on indexed_songs (album, song_id)',
  'create index indexed_songs_artist on indexed_songs (artist, song_id)',
  'create index indexed_songs_guest on indexed_songs (artist, album) where artist <> album_by',
  'create index indexed_songs_folder on indexed_songs (folder_album) where folder_album is not null',
  `create table indexed_albums (
    album bytea primary key, album_by bytea not null, name ${TEXT} not null,
    name_key ${TEXT} not null, by_key ${TEXT} not null,
    songs bigint not null, seconds double precision not null, first bigint not null, year double precision,
    met bigint not null, newest bigint not null, genres text[] not null
  )`,
  'create index indexed_albums_met on indexed_albums (met)',
  'create index indexed_albums_newest on indexed_albums (newest)',
  'create index indexed_albums_name on indexed_albums (left(name_key, 300), met)',
  'create index indexed_albums_by on indexed_albums (left(by_key, 300), left(name_key, 300), met)',
  'create index indexed_albums_year on indexed_albums (year, met) where year is not null',
  'create index indexed_albums_artist on indexed_albums (album_by, met)',
  'create index indexed_albums_genres on indexed_albums using gin (genres)',
  `create table indexed_artists (
    artist bytea primary key, name ${TEXT} not null, name_key ${TEXT} not null,
    own bigint not null, guest bigint not null
  )`,
  'create index indexed_artists_name on indexed_artists (left(name_key, 300), artist) where own > 0',
  'create table indexed_state (revision bigint not null)',
  'insert into indexed_state values (0)',
];

/** Creates the tables of the album index, if they are missing. */
export async function makeIndexTables(work: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{
    made: boolean;
  }>`select to_regclass('indexed_state') is not null as made`.execute(work);
  if (rows[0].made) return;
  for (const step of STEPS) await sql.raw(step).execute(work);
}

/** Indexes of parts of names, if the extension is available; else each name is searched. */
export async function indexNames(library: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ made: boolean }>`
    select to_regclass('indexed_albums_words') is not null as made`.execute(library);
  if (rows[0].made) return;
  const schema = await extensionSchema(library, 'pg_trgm');
  if (schema === undefined) return;
  const words = sql.id(schema, 'gin_trgm_ops');
  await sql`create index if not exists indexed_artists_words on indexed_artists
    using gin (name_key ${words}) where own > 0`.execute(library);
  await sql`create index if not exists indexed_albums_words on indexed_albums
    using gin (${sql.raw(ALBUM_NAMES)} ${words})`.execute(library);
}
