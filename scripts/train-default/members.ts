/** The two machines whose scores the default model adds: each is strong where the other is weak. */
import { type LinearMachine, linearScores } from '../../src/models/linear.ts';
import { type RadialMachine, radialSums } from '../../src/models/radial.ts';
import { type QuantileScaler, scale } from '../../src/models/scaler.ts';
import type { Value } from '../../src/onnx/graph.ts';
import { max, min, mul } from '../../src/onnx/ops-math.ts';
import { concat } from '../../src/onnx/ops-shape.ts';
import { float32 } from '../../src/onnx/tensor.ts';
import { fitDiscriminant } from '../../src/train/fit-linear.ts';
import { fitRidge } from '../../src/train/fit-ridge.ts';
import { fitQuantileScaler } from '../../src/train/fit-scaler.ts';
import { usualGamma } from '../../src/train/kernel.ts';
import { askGraph } from '../../src/train/learn.ts';
import { LEVEL_FREE_COLUMNS as COLUMNS, withoutLevel } from './level.ts';
import { fitOrigin, heldOutOrigins } from './origin.ts';
import type { Song } from './songs.ts';

export interface Members {
  readonly scaler: QuantileScaler;
  readonly linear: LinearMachine;
  /** From which collection a song seems to come. */
  readonly origin: LinearMachine;
  readonly radial: RadialMachine;
}

/** A song, or what another recording of it might give. */
export interface Lesson extends Song {
  readonly copy: boolean;
}

const RIDGE = 0.3;
/** Songs of one artist are alike, so that rows say less about the covariance than their number suggests. */
const SHRINKAGE = 0.5;
/** What an unsure label counts, compared with a sure one. */
const WEAK = 0.5;
/** What being of no genre counts, compared with a genre. */
const OUTSIDE = 0.5;
/** Regression on zeros and ones gives scores of about that size less than the discriminant's. */
const RADIAL_SCALE = 10;
/** How much less songs that seem to come from the two collections are alike: exp(-0.6 * 2^2). */
const APART = 0.6;

/** Groups of columns that say one thing: each has the same say in distances, however many columns it has. */
const BLOCKS = [
  /^librosa-48\./,
  /^mfcc-logcov\./,
  /^picture-blocks\.modulation/,
  /^picture-blocks\.(cepstrum|logcov)/,
  /^picture-blocks\.change_/,
  /^picture-blocks\.(repetition|strongest_)/,
  /^picture-blocks\.(tones|edges)/,
  /^patches\.mean/,
  /^patches\.deviation/,
];
const BLOCK_WEIGHTS = blockWeights();

/** @param lessons of genres and of none: the machines learn one kind more than there are genres */
export async function fitMembers(lessons: readonly Lesson[], genres: number): Promise<Members> {
  const kinds = genres + 1;
  const labels = lessons.map((song) => kindOf(song, genres));
  const weights = balancedWeights(lessons, labels);
  const scaler = fitQuantileScaler(await ask(withoutLevel, lessons));
  const scaled = await ask((x) => scale(withoutLevel(x), scaler), lessons);
  const weighed = scaled.map((row) => row.map((value, c) => value * BLOCK_WEIGHTS[c]));
  const gamma = usualGamma(weighed);
  const songs = lessons.filter(({ copy }) => !copy);
  const heard = weighed.filter((_, i) => !lessons[i].copy);
  const origins = new Map(heldOutOrigins(heard, songs, gamma).map((origin, i) => [songs[i].id, origin]));
  const rows = weighed.map((row, i) => {
    return Float32Array.from([...row, origins.get(lessons[i].id)! * originScale(gamma)]);
  });
  return {
    scaler,
    linear: fitDiscriminant(scaled, labels, kinds, { evenShares: true, weights, shrinkage: SHRINKAGE }),
    origin: fitOrigin(heard, songs, gamma),
    radial: fitRidge({ rows, labels, weights, genres: kinds }, { ridge: RIDGE, gamma }),
  };
}

/** The songs, and behind them their altered copies. */
export function lessonsOf(songs: readonly Song[]): Lesson[] {
  const copies = songs.flatMap((song) => (song.altered ? [{ ...song, ...song.altered, copy: true }] : []));
  return [...songs.map((song) => ({ ...song, copy: false })), ...copies];
}

/** The song's genre, or the one behind the last for a song of none. */
export function kindOf({ label, strength }: Song, genres: number): number {
  return strength === 'outside' ? genres : label;
}

/** True for songs that something can be learned from. */
export function teaches({ label, strength }: Song): boolean {
  return label >= 0 || strength === 'outside';
}

/** Scores [batch, genres + 1] of each member for `x` [batch, columns of all recipes and patches]. */
export function memberScores(x: Value, { scaler, linear, origin, radial }: Members): [Value, Value] {
  const scaled = scale(withoutLevel(x), scaler);
  const weighed = mul(scaled, x.graph.constant(float32(BLOCK_WEIGHTS, [BLOCK_WEIGHTS.length])));
  const side = min(max(linearScores(weighed, origin), -1), 1);
  const row = concat([weighed, mul(side, originScale(radial.gamma))], 1);
  return [linearScores(scaled, linear), mul(radialSums(row, radial), RADIAL_SCALE)];
}

/** What the nodes that `attach` adds give for each song. */
export function ask(attach: (x: Value) => Value, songs: readonly Song[]): Promise<Float32Array[]> {
  const width = songs[0].row.length;
  const flat = new Float32Array(songs.length * width);
  songs.forEach(({ row }, i) => {
    flat.set(row, i * width);
  });
  return askGraph(([x]) => attach(x), [flat], [[width]]);
}

/** So that a distance of 1 between origins is one of `APART` in the exponent of the kernel. */
function originScale(gamma: number): number {
  return Math.sqrt(APART / gamma);
}

/**
 * What each lesson counts: less where its label is unsure, in each collection each kind as much as any other, and a
 * song with its copy as much as one without.
 */
function balancedWeights(songs: readonly Lesson[], labels: readonly number[]): number[] {
  const worth = { sure: 1, weak: WEAK, outside: OUTSIDE, none: 0 };
  const cell = ({ collection }: Song, i: number) => `${collection} ${labels[i]}`;
  const counts = countsOf(songs.map(cell));
  const collections = countsOf(songs.filter(({ copy }) => !copy).map(({ collection }) => collection));
  const kinds = countsOf([...counts.keys()].map((key) => key.split(' ')[0]));
  return songs.map((song, i) => {
    const { collection, strength } = song;
    const evenShare = collections.get(collection)! / kinds.get(collection)!;
    return (worth[strength] * evenShare) / counts.get(cell(song, i))!;
  });
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function blockWeights(): number[] {
  const blockOf = (column: string) => BLOCKS.findIndex((block) => block.test(column));
  const blocks = COLUMNS.map(blockOf);
  if (blocks.includes(-1)) throw new RangeError(`Expected a block for ${COLUMNS[blocks.indexOf(-1)]}`);
  return blocks.map((block) => blocks.filter((other) => other === block).length ** -0.25);
}
