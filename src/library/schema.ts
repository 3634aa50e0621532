/** The tables of a library, as the query builder knows them. `migrations.ts` makes them. */
import type { Generated, Insertable } from 'kysely';

/** A file that was met; several may hold the same song. */
export interface FileRow {
  /** Absolute, links resolved. Where the name is not UTF-8 it is shown with U+FFFD and `error_code` says so. */
  path: string;
  size: number;
  modified_ms: number;
  /** SHA-256 of the content in hex: the song. Null where the file could not be read. */
  content_hash: string | null;
  error_code: string | null;
  error_message: string | null;
}

/** What was heard in some content, or why nothing was. Wide lists are JSON. */
export interface SongRow {
  id: Generated<number>;
  content_hash: string;
  /** By which model file and which vector: `analysisKey`. Another key is heard again. */
  analysis: string;
  duration_seconds: number | null;
  title: string | null;
  artist: string | null;
  album: string | null;
  album_artist: string | null;
  year: number | null;
  track: number | null;
  /** JSON array of strings: the genres of the tags. */
  tagged_genres: string | null;
  /** 1 where the tags hold a picture. */
  has_cover: number | null;
  genre: string | null;
  confidence: number | null;
  unsure: number | null;
  /** JSON array of `RankedGenre`. */
  ranking: string | null;
  model_name: string | null;
  model_version: string | null;
  tempo: number | null;
  /** Little-endian float32, `VECTOR_COLUMNS` long. */
  vector: Uint8Array | null;
  /** Little-endian uint32, one a frame of the half minute in the middle. */
  fingerprint: Uint8Array | null;
  error_code: string | null;
  error_message: string | null;
  /** How often in a row it failed. */
  attempts: Generated<number>;
}

export type NewSongRow = Insertable<SongRow>;

/** Kept by triggers: what changed last has the highest revision. A song that was deleted stays here. */
export interface SongChangeRow {
  song_id: number;
  revision: number;
}

export interface Tables {
  files: FileRow;
  songs: SongRow;
  song_changes: SongChangeRow;
}
