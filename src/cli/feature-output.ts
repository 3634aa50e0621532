/** Feature rows as CSV, JSON lines or a NumPy array. */
import { basename, dirname } from 'node:path';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { csvLine } from '../csv.ts';
import { TonearmError } from '../errors.ts';
import type { FeatureArray, Recipe } from '../features/recipe.ts';

/** Arrays of a song, one for each segment. */
export interface SongFeatures {
  readonly path: string;
  readonly durationSeconds: number;
  readonly arrays: readonly FeatureArray[];
}

/**
 * CSV rows. One vector a song: `filename,length,<columns>,label`, the form of the known feature tables;
 * `length` is in samples at 22,050 Hz, the label is the name of the song's folder. A song of several segments
 * has a row each, `name#0`, `name#1`, ... A recipe of frames has a row a frame: `filename,frame,<columns>`.
 */
export function* csvRows(songs: readonly SongFeatures[], recipe: Recipe): Generator<string> {
  const frames = recipe.shape.length > 1;
  yield csvLine(
    frames ? ['filename', 'frame', ...recipe.columns] : ['filename', 'length', ...recipe.columns, 'label'],
  );
  for (const song of songs) {
    const length = Math.round(song.durationSeconds * SAMPLE_RATE);
    for (const { name, array } of named(song)) {
      if (frames) for (const [i, row] of rowsOf(array).entries()) yield csvLine([name, i, ...row]);
      else yield csvLine([name, length, ...array.data, basename(dirname(song.path))]);
    }
  }
}

/** JSON lines, one for each segment: `{file, window, recipe, version, shape, data}`, data row-major. */
export function* jsonLines(songs: readonly SongFeatures[], { name, version }: Recipe): Generator<string> {
  for (const { path, arrays } of songs) {
    for (const [window, { shape, data }] of arrays.entries()) {
      yield JSON.stringify({ file: path, window, recipe: name, version, shape, data: [...data] });
    }
  }
}

/**
 * File in NumPy's format 1.0: float32, C order, [segments of all songs, ...shape of the recipe].
 * @throws bad-request where the arrays differ in shape: songs of several lengths do not make one array.
 */
export function npyBytes(songs: readonly SongFeatures[]): Buffer {
  const arrays = songs.flatMap((song) => song.arrays);
  const shapes = new Set(arrays.map(({ shape }) => `${shape}`));
  if (shapes.size !== 1) {
    throw new TonearmError(
      'bad-request',
      `Expected songs of one length for npy, got ${shapes.size} shapes: use csv or json.`,
    );
  }
  const shape = [arrays.length, ...arrays[0].shape];
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.map((size) => `${size},`).join('')}), }`;
  const padded = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const head = Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY\x01\x00', 'latin1'), Buffer.alloc(2)]);
  head.writeUInt16LE(padded.length, 8);
  const data = arrays.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return Buffer.concat([head, Buffer.from(padded, 'latin1'), ...data]);
}

function named({ path, arrays }: SongFeatures): { name: string; array: FeatureArray }[] {
  const file = basename(path);
  return arrays.map((array, i) => ({ name: arrays.length > 1 ? `${file}#${i}` : file, array }));
}

function rowsOf({ data, shape }: FeatureArray): Float32Array[] {
  const width = shape[shape.length - 1];
  return Array.from({ length: data.length / width }, (_, i) => data.subarray(i * width, (i + 1) * width));
}
