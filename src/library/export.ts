/** The library as rows for other programs, a chunk of songs at a time. */
import { setImmediate } from 'node:timers/promises';
import { csvLine } from '../csv.ts';
import type { Catalogue } from './catalogue.ts';
import { COLUMN_NAMES, columnOf } from './columns.ts';
import type { ExportedSong } from './exported-song.ts';
import { snakeCase } from './names.ts';
import { sortInSlices } from './slices.ts';
import { type Song, songsOf } from './songs.ts';

export type ExportFormat = 'csv' | 'jsonl' | 'parquet';

const CHUNK = 500;

const CSV_COLUMNS = COLUMN_NAMES.filter((name) => columnOf(name).inCsv !== false);

/** Every song in order of path, some hundreds at a time; others are served in between. */
export async function* exportedSongs(catalogue: Catalogue): AsyncGenerator<ExportedSong[]> {
  const entries = await sortInSlices(catalogue.entries, (a, b) => (a.path < b.path ? -1 : 1));
  for (let from = 0; from < entries.length; from += CHUNK) {
    const some = entries.slice(from, from + CHUNK);
    const vectors = new Map(some.map(({ id, vector }) => [id, vector]));
    const songs = await songsOf(catalogue.library, some);
    yield songs.map((song) => ({ ...song, vector: vectors.get(song.id) }));
    await setImmediate();
  }
}

/** The file, piece by piece; no more than a chunk of songs is held. */
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

/** The whole song with its ranking, without the number that only this library knows. */
function jsonLine({ id: _, vector: __, ...song }: ExportedSong): string {
  return JSON.stringify(song);
}
