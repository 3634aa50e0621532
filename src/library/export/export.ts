/** The library as rows for other programs, a chunk of songs at a time. */
import { csvLine } from '../../csv.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { snakeCase } from '../columns/names.ts';
import { COLUMN_NAMES, columnOf } from '../columns/song-columns.ts';
import { vectorOf } from '../similarity/song-features.ts';
import { filesAfter } from '../songs/song-files.ts';
import { type Song, songsOf } from '../songs/songs.ts';
import type { Library } from '../store/store.ts';
import type { ExportedSong } from './exported-song.ts';

export type ExportFormat = 'csv' | 'jsonl' | 'parquet';

const CHUNK = 500;

const CSV_COLUMNS = COLUMN_NAMES.filter((name) => columnOf(name).inCsv !== false);

/** Files with a song, in order of path, in chunks, yielding to other work. */
export async function* exportedSongs(catalogue: Catalogue): AsyncGenerator<ExportedSong[]> {
  let files = await filesAfter(catalogue, '', CHUNK);
  while (files.length > 0) {
    const songs = await songsOf(catalogue.library, files);
    const vectors = await vectorsOf(catalogue.library, songs);
    yield songs.map((song) => ({ ...song, vector: vectors.get(song.id) }));
    files = await filesAfter(catalogue, files[files.length - 1].path, CHUNK);
  }
}

async function vectorsOf(
  library: Library,
  songs: readonly Song[],
): Promise<ReadonlyMap<number, Float32Array | undefined>> {
  const ids = songs.map(({ id }) => id);
  const rows = await library
    .selectFrom('songs')
    .select(['id', 'analysis', 'vector'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, vectorOf(row)]));
}

/** Contents in pieces; no more than a chunk of songs is held. */
export async function* exportBytes(
  format: ExportFormat,
  chunks: AsyncIterable<readonly ExportedSong[]>,
): AsyncGenerator<string | Uint8Array> {
  if (format === 'parquet') {
    const { parquetBytes } = await import('./parquet.ts');
    yield* parquetBytes(chunks);
    return;
  }
  if (format === 'csv') yield `${csvHead()}\n`;
  const lineOf = format === 'csv' ? csvRow : jsonLine;
  for await (const songs of chunks) yield songs.map((song) => `${lineOf(song)}\n`).join('');
}

function csvHead(): string {
  return csvLine(['path', 'contentHash', ...CSV_COLUMNS, 'model'].map(snakeCase));
}

function csvRow(song: Song): string {
  const { path, contentHash, model } = song;
  const cells = CSV_COLUMNS.map((name) => columnOf(name).kind.toCell(song[name]));
  return csvLine([path, contentHash, ...cells, `${model.name} ${model.version}`]);
}

/** Whole song with its ranking, without the id that only this library knows. */
function jsonLine({ id: _, vector: __, ...song }: ExportedSong): string {
  return JSON.stringify(song);
}
