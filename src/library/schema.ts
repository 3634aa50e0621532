/** The tables of a library, as the query builder knows them. `migrations.ts` makes them. */
import type { Generated, Insertable } from 'kysely';

/** A file that was met; several may hold the same song. */
export interface FileRow {
  /** Absolute, links resolved. Where the name is not UTF-8 it is shown with U+FFFD and `error_code` says so. */
  readonly path: string;
  readonly size: number;
  readonly modified_ms: number;
  /** SHA-256 of the content in hex: the song. Null where the file could not be read. */
  readonly content_hash: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

/** What was heard in some content, or why nothing was. Wide lists are JSON. */
export interface SongRow {
  readonly id: Generated<number>;
  readonly content_hash: string;
  /** By which model file and which vector: `analysisKey`. Another key is heard again. */
  readonly analysis: string;
  readonly duration_seconds: number | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly album_artist: string | null;
  readonly year: number | null;
  readonly track: number | null;
  /** JSON array of strings: the genres of the tags. */
  readonly tagged_genres: string | null;
  /** 1 where the tags hold a picture. */
  readonly has_cover: number | null;
  readonly genre: string | null;
  readonly confidence: number | null;
  readonly unsure: number | null;
  /** 1 where the song is of none of the model's genres. */
  readonly outside: Generated<number>;
  /** JSON array of `RankedGenre`. */
  readonly ranking: string | null;
  readonly model_name: string | null;
  readonly model_version: string | null;
  readonly tempo: number | null;
  /** Little-endian float32, `VECTOR_COLUMNS` long. */
  readonly vector: Uint8Array | null;
  /** Little-endian uint32, one a frame of the half minute in the middle. */
  readonly fingerprint: Uint8Array | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  /** How often in a row it failed. */
  readonly attempts: Generated<number>;
}

export type NewSongRow = Insertable<SongRow>;

/** Kept by triggers: what changed last has the highest revision. A song that was deleted stays here. */
export interface SongChangeRow {
  readonly song_id: number;
  readonly revision: number;
}

export interface Tables {
  readonly files: FileRow;
  readonly songs: SongRow;
  readonly song_changes: SongChangeRow;
}
