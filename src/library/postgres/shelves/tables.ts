/**
 * Shelves of a database: of each song the album and the artists, and of albums and artists what clients are told. Made
 * of the list (`../list`) by who first asks for them; ids are bytes of the digests that others are told.
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import { extensionSchema } from '../extensions.ts';

const TEXT = 'text collate "C"';

export const SHELF_TABLES = ['shelf_songs', 'shelf_albums', 'shelf_artists', 'shelf_state'] as const;

/** Searched text of an album's row. */
export const ALBUM_NAMES = '(name_key || chr(10) || by_key)';

const STEPS: readonly string[] = [
  `create table shelf_songs (
    song_id bigint primary key, album bytea not null, album_by bytea not null, artist bytea not null,
    -- What songs share that may be of several artists: a folder and the album's name.
    folder_album bytea, is_mixed boolean not null
  )`,
  'create index shelf_songs_album on shelf_songs (album, song_id)',
  'create index shelf_songs_artist on shelf_songs (artist, song_id)',
  'create index shelf_songs_guest on shelf_songs (artist, album) where artist <> album_by',
  'create index shelf_songs_folder on shelf_songs (folder_album) where folder_album is not null',
  `create table shelf_albums (
    album bytea primary key, album_by bytea not null, name ${TEXT} not null,
    name_key ${TEXT} not null, by_key ${TEXT} not null,
    songs bigint not null, seconds double precision not null, first bigint not null, year double precision,
    met bigint not null, newest bigint not null, genres text[] not null
  )`,
  'create index shelf_albums_met on shelf_albums (met)',
  'create index shelf_albums_newest on shelf_albums (newest)',
  'create index shelf_albums_name on shelf_albums (left(name_key, 300), met)',
  'create index shelf_albums_by on shelf_albums (left(by_key, 300), left(name_key, 300), met)',
  'create index shelf_albums_year on shelf_albums (year, met) where year is not null',
  'create index shelf_albums_artist on shelf_albums (album_by, met)',
  'create index shelf_albums_genres on shelf_albums using gin (genres)',
  `create table shelf_artists (
    artist bytea primary key, name ${TEXT} not null, name_key ${TEXT} not null,
    own bigint not null, guest bigint not null
  )`,
  'create index shelf_artists_name on shelf_artists (left(name_key, 300), artist) where own > 0',
  'create table shelf_state (revision bigint not null)',
  'insert into shelf_state values (0)',
];

/** Creates the tables of shelves, if they are missing. */
export async function makeShelfTables(work: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{
    made: boolean;
  }>`select to_regclass('shelf_state') is not null as made`.execute(work);
  if (rows[0].made) return;
  for (const step of STEPS) await sql.raw(step).execute(work);
}

/** Indexes of parts of names, if the extension is available; else each name is searched. */
export async function indexNames(library: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ made: boolean }>`
    select to_regclass('shelf_albums_words') is not null as made`.execute(library);
  if (rows[0].made) return;
  const schema = await extensionSchema(library, 'pg_trgm');
  if (schema === undefined) return;
  const words = sql.id(schema, 'gin_trgm_ops');
  await sql`create index if not exists shelf_artists_words on shelf_artists
    using gin (name_key ${words}) where own > 0`.execute(library);
  await sql`create index if not exists shelf_albums_words on shelf_albums
    using gin (${sql.raw(ALBUM_NAMES)} ${words})`.execute(library);
}
