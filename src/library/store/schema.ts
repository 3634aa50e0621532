/** Tables of a library, as the query builder knows them. `migrations.ts` creates them. */
import type { Generated, Insertable } from 'kysely';
import type { StoredColumns } from '../columns/song-columns.ts';

/** Found file; several may hold the same song. */
export interface FileRow {
  /** Path, absolute, links resolved. If the name is not UTF-8 it is shown with U+FFFD and `errorCode` says so. */
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** SHA-256 of the content in hex: the song. Null if the file could not be read. */
  readonly contentHash: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Known values of some content (`columns.ts`), or the error. */
export interface SongRow extends Omit<StoredColumns, 'outside'> {
  readonly id: Generated<number>;
  readonly contentHash: string;
  /** Key of the model file and version (`analysisKey`). With another key it is analysed anew. */
  readonly analysis: string;
  /** Probability of `outside`, never null, unlike the others. */
  readonly outside: Generated<number>;
  readonly modelName: string | null;
  readonly modelVersion: string | null;
  /** Vector as little-endian float32, `VECTOR_COLUMNS` long. */
  readonly vector: Uint8Array | null;
  /** Fingerprint as little-endian uint32, one a frame of the half minute in the middle. */
  readonly fingerprint: Uint8Array | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** Number of consecutive failures. */
  readonly attempts: Generated<number>;
}

export type NewSongRow = Insertable<SongRow>;

/**
 * Log of changes, maintained by triggers: the last change has the highest revision. A song that was deleted
 * stays here.
 */
export interface SongChangeRow {
  readonly songId: number;
  readonly revision: number;
}

/** Correction of a song; the last one holds. Rows are only added, and undone by batch. */
export interface CorrectionRow {
  readonly id: Generated<number>;
  readonly contentHash: string;
  /** Genre; null: none of the genres. */
  readonly genre: string | null;
  /** Deletion flag: 1 removes the label. */
  readonly withdrawn: Generated<number>;
  /** ISO 8601. */
  readonly saidAt: string;
  readonly saidBy: string;
  /** Id of the corrections made together, which are undone together. */
  readonly batch: string;
}

/** Effect of corrections on a song: its own, or those of songs that sound like it. */
export interface TaughtRow {
  readonly contentHash: string;
  /** Genre; null: none of the genres. */
  readonly genre: string | null;
  /** Number of labelled songs that it follows from; 0: a label of the song itself. */
  readonly songs: number;
}

/** Stored playlist. */
export interface PlaylistRow {
  readonly id: Generated<number>;
  readonly title: string;
  /** Ids of songs in their order, as JSON. */
  readonly songs: string;
  /** Rule by which the list is refreshed, as JSON; null: a fixed list. */
  readonly rule: string | null;
  /** ISO 8601. */
  readonly changedAt: string;
}

/** Tables of a library. The columns' names have underscores in the file. */
export interface Tables {
  readonly files: FileRow;
  readonly songs: SongRow;
  readonly songChanges: SongChangeRow;
  readonly corrections: CorrectionRow;
  readonly taught: TaughtRow;
  readonly playlists: PlaylistRow;
}
