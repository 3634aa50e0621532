/** Songs of the library, as its users see them. */

import type { Recording } from '../../analysis/duplicates.ts';
import { VECTOR_VERSION } from '../../analysis/song-vector.ts';
import { vectorVersionOf } from '../columns/analysis-key.ts';
import { COLUMN_NAMES, readColumns, type SongColumns } from '../columns/song-columns.ts';
import { correctedAnswer, type Taught, taughtOf } from '../corrections/taught.ts';
import type { Library } from '../store/store.ts';

/** Analysed song with a file: its columns, and its path. */
export interface Song extends SongColumns {
  readonly id: number;
  /** Path of the first of its files, in order of name. */
  readonly path: string;
  readonly contentHash: string;
  readonly model: { readonly name: string; readonly version: string };
  /** Correction that applies; null: `genre` is the model's. */
  readonly taught: Taught | null;
}

/** Songs with all columns, in the order requested, without those that are gone. At most some hundreds at once. */
export async function songsOf(
  library: Library,
  wanted: readonly { readonly id: number; readonly path: string }[],
): Promise<Song[]> {
  if (wanted.length === 0) return [];
  const ids = wanted.map(({ id }) => id);
  const rows = await analysedSongs(library).where('songs.id', 'in', ids).execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap(({ id, path }) => {
    const row = found.get(id);
    return row ? [songOf(row, path)] : [];
  });
}

/** Number of present songs with a vector of another version, or without one. */
export async function songsWaiting(library: Library): Promise<number> {
  const rows = await library
    .selectFrom('songs')
    .select(({ fn }) => ['analysis', fn.countAll<number>().as('songs')])
    .where('genre', 'is not', null)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('files').select('path').whereRef('files.contentHash', '=', 'songs.contentHash')),
    )
    .groupBy('analysis')
    .execute();
  const others = rows.filter(({ analysis }) => vectorVersionOf(analysis) !== VECTOR_VERSION);
  return others.reduce((sum, { songs }) => sum + songs, 0);
}

/** Recordings (fingerprints) of some hundreds of songs, in any order; songs without a fingerprint are left out. */
export async function recordingsOf(
  library: Library,
  ids: readonly number[],
): Promise<(Recording & { readonly id: number })[]> {
  const rows = await library
    .selectFrom('songs')
    .select(['id', 'contentHash', 'fingerprint'])
    .where('id', 'in', ids)
    .where('fingerprint', 'is not', null)
    .execute();
  return rows.map(({ id, contentHash, fingerprint }) => {
    return { id, contentHash, bits: new Uint32Array(copyOf(fingerprint!)) };
  });
}

/** Looks a file up for each song: with `exists`, PostgreSQL reads all files until it has statistics. */
function analysedSongs(library: Library) {
  return library
    .selectFrom('songs')
    .leftJoin('taught', 'taught.contentHash', 'songs.contentHash')
    .select(['songs.id', 'songs.contentHash', 'songs.modelName', 'songs.modelVersion'])
    .select(COLUMN_NAMES.map((name) => `songs.${name}` as const))
    .select(['taught.genre as taughtGenre', 'taught.songs as taughtSongs'])
    .where('vector', 'is not', null)
    .where(
      ({ selectFrom }) =>
        selectFrom('files')
          .select(({ fn }) => fn.min('files.path').as('path'))
          .whereRef('files.contentHash', '=', 'songs.contentHash'),
      'is not',
      null,
    );
}

type AnalysedRow = Awaited<ReturnType<ReturnType<typeof analysedSongs>['execute']>>[number];

function songOf(row: AnalysedRow, path: string): Song {
  const { id, contentHash, modelName, modelVersion } = row;
  const model = { name: modelName!, version: modelVersion! };
  const columns = readColumns(row, COLUMN_NAMES);
  return {
    id,
    path,
    contentHash,
    ...columns,
    ...correctedAnswer(columns, row),
    model,
    taught: taughtOf(row),
  };
}

/** Aligned copy of the driver's bytes. */
function copyOf(blob: Uint8Array): ArrayBuffer {
  return new Uint8Array(blob).buffer;
}
