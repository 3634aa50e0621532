/** Storage of a scan's results, a song and a file at a time. Each is one statement, which may be repeated. */
import { type InsertObject, sql } from 'kysely';
import { type ErrorReport, reportError, type TonearmError } from '../../errors.ts';
import type { HashedFile } from '../../jobs/analyse-files.ts';
import type { DescribedSong } from '../../jobs/described-song.ts';
import { COLUMN_NAMES, storedColumns } from '../columns/song-columns.ts';
import type { FileRow, Tables } from '../store/schema.ts';
import type { Library } from '../store/store.ts';

/** Columns of a song's analysis or failure. */
const WRITTEN = [
  'analysis',
  ...COLUMN_NAMES,
  'modelName',
  'modelVersion',
  'vector',
  'fingerprint',
  'errorCode',
  'errorMessage',
] as const;

/** Storage of a song beside its analysis. */
export interface Kept {
  readonly contentHash: string;
  readonly analysis: string;
  /** Content hash of the file before: a song whose tags changed keeps the day it was added. */
  readonly before?: string | null;
}

export function keepAnalysed(
  library: Library,
  { contentHash, analysis, before = null }: Kept,
  song: DescribedSong,
): Promise<void> {
  const { prediction, sound } = song;
  const columns = storedColumns(song) as { outside: number; addedAt: number };
  return keepSong(library, {
    contentHash,
    analysis,
    ...columns,
    addedAt: sql<number>`coalesce(
      (select added_at from songs where content_hash = ${before}),
      (select min(modified_ms) from files where content_hash = ${before}),
      ${columns.addedAt})`,
    modelName: prediction.model.name,
    modelVersion: prediction.model.version,
    vector: bytesOf(sound.vector),
    fingerprint: bytesOf(sound.fingerprint),
  });
}

export function keepFailed(
  library: Library,
  contentHash: string,
  analysis: string,
  { code, message }: ErrorReport,
): Promise<void> {
  return keepSong(library, { contentHash, analysis, errorCode: code, errorMessage: message, attempts: 1 });
}

export function keepFile(library: Library, file: HashedFile): Promise<void> {
  const { path, identity, contentHash } = file;
  const { size, mtimeMs: modifiedMs } = identity;
  return keepRow(library, { path, size, modifiedMs, contentHash, errorCode: null, errorMessage: null });
}

/** Stores an error of a file, not of its content. */
export function keepFileError(library: Library, path: string, error: TonearmError): Promise<void> {
  const { code: errorCode, message: errorMessage } = reportError(error);
  return keepRow(library, { path, size: 0, modifiedMs: 0, contentHash: null, errorCode, errorMessage });
}

/**
 * Inserts or replaces a song. Columns not in `row` get the default of a new row, except those that keep their
 * first value.
 */
async function keepSong(library: Library, row: InsertObject<Tables, 'songs'>): Promise<void> {
  const attempts = sql<number>`case when excluded.attempts = 0 then 0
    when songs.analysis = excluded.analysis then songs.attempts + 1 else 1 end`;
  // A library that is older than the column knows when its files were last changed.
  const addedAt = sql<number>`coalesce(songs.added_at,
    (select min(modified_ms) from files where files.content_hash = songs.content_hash), excluded.added_at)`;
  await library
    .insertInto('songs')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('contentHash').doUpdateSet(({ ref }) => ({
        ...Object.fromEntries(WRITTEN.map((name) => [name, ref(`excluded.${name}`)])),
        addedAt,
        attempts,
      })),
    )
    .execute();
}

async function keepRow(library: Library, row: FileRow): Promise<void> {
  const { path: _, ...values } = row;
  await library
    .insertInto('files')
    .values(row)
    .onConflict((conflict) => conflict.column('path').doUpdateSet(values))
    .execute();
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
