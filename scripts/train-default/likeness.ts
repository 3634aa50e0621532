/** How alike songs are: in each kind of columns by itself, so that a song may be like one in rhythm, like another in timbre. */
import { nearness } from '../../src/models/radial.ts';
import type { Value } from '../../src/onnx/graph.ts';
import { add, mul } from '../../src/onnx/ops-math.ts';
import { gather } from '../../src/onnx/ops-shape.ts';
import { int64 } from '../../src/onnx/tensor.ts';
import { radialKernel, usualGamma } from '../../src/train/kernel.ts';
import { LEVEL_FREE_COLUMNS } from './level.ts';

/** A song as it is compared: its scaled columns, and from which collection it seems to come, -1..1. */
export interface Compared {
  readonly row: Float64Array;
  readonly origin: number;
}

/** Columns that say one thing. */
const BLOCKS = [
  /^librosa-48\./,
  /^mfcc-logcov\./,
  /^picture-blocks\.modulation/,
  /^picture-blocks\.(cepstrum|logcov)/,
  /^picture-blocks\.change_/,
  /^picture-blocks\.(repetition|strongest_)/,
  /^picture-blocks\.(tones|edges)/,
  /^patches8\.mean/,
  /^patches8\.deviation/,
].map(placesOf);
/** More columns say more, though not as much more as there are more of them. */
const SHARES = BLOCKS.map((places) => Math.sqrt(places.length)).map((root, _, all) => {
  return root / all.reduce((sum, other) => sum + other, 0);
});
/** Narrower than `usualGamma` by so much: only near songs count. */
const SHARPNESS = 3;
/** How much less songs that seem to come from the two collections are alike: exp(-0.6 * 2^2). */
const APART = 0.6;

/** Of each two songs, 0..1. */
export function likenessAmong(songs: readonly Compared[]): Float64Array[] {
  const kernel = songs.map(() => new Float64Array(songs.length));
  BLOCKS.forEach((places, block) => {
    const rows = songs.map(({ row }) => only(row, places));
    radialKernel(rows, gammaOf(rows)).forEach((near, i) => {
      for (let j = 0; j < near.length; j += 1) kernel[i][j] += SHARES[block] * near[j];
    });
  });
  const origins = radialKernel(
    songs.map(({ origin }) => [origin]),
    APART,
  );
  return kernel.map((row, i) => row.map((value, j) => value * origins[i][j]));
}

/** Of each row of `x` [batch, columns], scaled, with its `origin` [batch, 1], to each song: [batch, songs]. */
export function likenessTo(songs: readonly Compared[], x: Value, origin: Value): Value {
  const parts = BLOCKS.map((places, block) => {
    const rows = songs.map(({ row }) => only(row, places));
    const columns = gather(x, x.graph.constant(int64(places)), 1);
    return mul(nearness(columns, rows, gammaOf(rows)), SHARES[block]);
  });
  const origins = songs.map((song) => [song.origin]);
  return mul(parts.reduce(add), nearness(origin, origins, APART));
}

function gammaOf(rows: readonly Float32Array[]): number {
  return SHARPNESS * usualGamma(rows);
}

function only(row: Float64Array, places: readonly number[]): Float32Array {
  return Float32Array.from(places, (place) => row[place]);
}

function placesOf(block: RegExp): number[] {
  const places = [...LEVEL_FREE_COLUMNS.keys()].filter((i) => block.test(LEVEL_FREE_COLUMNS[i]));
  if (places.length === 0) throw new RangeError(`Expected columns like ${block}, got none`);
  return places;
}
