/** Similarity of songs. Every song is compared: for 100,000 that takes some milliseconds. */

import { setImmediate } from 'node:timers/promises';
import { VECTOR_COLUMNS } from '../../analysis/song-vector.ts';
import { firstIndex } from '../../dsp/first-index.ts';
import { openRows, type Rows } from '../../dsp/rows.ts';
import { TonearmError } from '../../errors.ts';
import { ear } from '../../features/ear.ts';
import { forEachInSlices } from '../slices.ts';
import type { Entry } from '../songs/entry.ts';
import type { SongFeatures } from './song-features.ts';
import { USUAL_DEVIATIONS } from './usual-deviations.ts';

export interface Neighbour {
  /** Index among the songs of the space. */
  readonly index: number;
  /** Distance: 0 for the same sound; about 1.3 for two songs taken at random. */
  readonly distance: number;
}

/** Vector space of a collection; distances are Euclidean. */
export interface SongSpace {
  /** Songs with a vector, in order of id; an index refers to this list. */
  readonly songs: readonly Entry[];
  /** Index of a song by its id. */
  readonly indices: { get(id: number): number | undefined };
  /** A row for each song. */
  readonly points: Rows;
}

/** Scale that standardises the vectors of a collection: each column's mean and deviation. */
export interface Scale {
  readonly means: ArrayLike<number>;
  readonly deviations: ArrayLike<number>;
}

/** Limit of standardised columns, so that no song is moved further by one extreme column. */
const MAX_DEVIATIONS = 4;
/** Minimum deviation of a column, as a share of the usual: among songs all alike, differences stay small. */
const MIN_DEVIATION = 0.2;
/** Weights of the vector's parts: the ear's embedding most, the cepstra so that recordings of one artist meet. */
const PART_WEIGHTS: Readonly<Record<string, number>> = {
  ear: 3,
  'mfcc-logcov': 1,
  timbre: 0.1,
  rhythm: 0.1,
  tonal: 0.1,
};
const GENRE_WEIGHT = 1;
const PARTS_TOTAL = Object.values(PART_WEIGHTS).reduce((sum, weight) => sum + weight, 0);
const GENRE_SHARE = GENRE_WEIGHT / (PARTS_TOTAL + GENRE_WEIGHT);
const COLUMN_WEIGHTS = columnWeights();
/** No point lies further out along any axis. */
export const MAX_COORDINATE = MAX_DEVIATIONS * Math.max(...COLUMN_WEIGHTS);

/** Number of rows without giving way to other work. */
const ROWS_AT_ONCE = 10_000;

/** Minimum difference in deviations that is worth a word. */
const MIN_DIFFERENCE = 0.7;
const SAME_TEMPO = 0.03;
const MAX_WORDS = 3;
const WORDS: readonly { column: string; more: string; less: string }[] = [
  { column: 'centroid_mean', more: 'brighter', less: 'darker' },
  { column: 'flatness_mean', more: 'noisier', less: 'purer in tone' },
  { column: 'onset_rate', more: 'busier', less: 'calmer' },
  { column: 'level_deviation', more: 'wider in level', less: 'more even in level' },
  { column: 'pulse_strength', more: 'stronger pulse', less: 'weaker pulse' },
  { column: 'flux_mean', more: 'richer in chord changes', less: 'steadier in harmony' },
];

/**
 * Builds the space of songs from their standardised vectors (mean 0, deviation 1 over the collection) and the
 * square roots of their genres' probabilities, so that each part of the sound has its weight whatever its
 * columns' number. Yields to other work.
 * @param entries in order of id
 * @param featuresOf undefined for songs that are left out
 * @param scale of the collection that they are some of; default: they are all of it
 */
export async function buildSpace<Song extends Entry>(
  entries: readonly Song[],
  featuresOf: (song: Song) => SongFeatures | undefined,
  scale?: Scale,
): Promise<SongSpace> {
  const songs: Song[] = [];
  let width = VECTOR_COLUMNS.length;
  await forEachInSlices(entries, (song) => {
    const features = featuresOf(song);
    if (!features) return;
    songs.push(song);
    width = Math.max(width, features.length);
  });
  const space = { songs, indices: indicesOf(songs), points: openRows(songs.length, width) };
  await forEachInSlices(songs, (song, index) => pointOf(space, index).set(featuresOf(song)!));
  const known = scale ?? (await scaleOf(space.points));
  await forEachInSlices(songs, (_, index) => standardise(pointOf(space, index), known));
  return space;
}

/** Found by searching: a table of them would take several times the memory of the list. */
function indicesOf(songs: readonly Entry[]): SongSpace['indices'] {
  return {
    get(id) {
      const index = firstIndex(songs.length, (i) => songs[i].id >= id);
      return songs[index]?.id === id ? index : undefined;
    },
  };
}

/** Index of a song. @throws not-found if another version analysed it, so that it has no vector */
export function spaceIndexOf({ indices }: SongSpace, { id, path }: Entry): number {
  const index = indices.get(id);
  if (index === undefined) {
    throw new TonearmError(
      'not-found',
      `Expected a song heard by this version, got ${JSON.stringify(path)}: scan its folder.`,
    );
  }
  return index;
}

/**
 * Nearest `count` songs to song `index`, nearest first (equal ones in order), never itself.
 * @param allowed leaves songs out before they are counted.
 */
export function nearest(
  space: SongSpace,
  index: number,
  count: number,
  allowed: (index: number) => boolean = () => true,
): Neighbour[] {
  return nearestTo(space, pointOf(space, index), count, (other) => other !== index && allowed(other));
}

/** Nearest songs to any point of the space, as `nearest`. */
export function nearestTo(
  { points }: SongSpace,
  target: Float32Array,
  count: number,
  allowed: (index: number) => boolean = () => true,
): Neighbour[] {
  const best: Neighbour[] = [];
  let worst = Infinity;
  points.squaredDistances(target).forEach((distance, index) => {
    if (distance >= worst || !allowed(index)) return;
    insert(best, { index, distance }, count);
    if (best.length === count) worst = best.at(-1)?.distance ?? 0;
  });
  return best.map(({ index, distance }) => ({ index, distance: Math.sqrt(distance) }));
}

/** Point of a song, a view. */
export function pointOf({ points: { data, stride } }: SongSpace, index: number): Float32Array {
  return data.subarray(index * stride, (index + 1) * stride);
}

/** Distance of two songs. */
export function distanceBetween({ points: { data, stride } }: SongSpace, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < stride; i++) sum += (data[a * stride + i] - data[b * stride + i]) ** 2;
  return Math.sqrt(sum);
}

/** Similarity of a distance, in (0, 1]: 1 for the same sound. */
export function similarityOf(distance: number): number {
  return 1 / (1 + distance);
}

/**
 * Explains how `other` differs from `seed`, in a few words, the most distinctive first: "same tempo",
 * "brighter".
 * @param steps are told before the sound; default: that of the tempo.
 */
export function explain(
  space: SongSpace,
  seed: number,
  other: number,
  steps: (from: Entry, to: Entry) => readonly string[] = tempoWords,
): string[] {
  const words = WORDS.map(({ column, more, less }) => {
    const difference = standardisedValue(space, other, column) - standardisedValue(space, seed, column);
    return { word: difference > 0 ? more : less, size: Math.abs(difference) };
  });
  const notable = words.filter(({ size }) => size >= MIN_DIFFERENCE).sort((a, b) => b.size - a.size);
  const [from, to] = [space.songs[seed], space.songs[other]];
  const genre = from.genre === to.genre && !from.unsure && !to.unsure ? [`${to.genre} too`] : [];
  return [...genre, ...steps(from, to), ...notable.slice(0, MAX_WORDS).map(({ word }) => word)];
}

function tempoWords(from: Entry, to: Entry): readonly string[] {
  const ratio = to.beatsPerMinute / from.beatsPerMinute;
  if (Math.abs(ratio - 1) <= SAME_TEMPO) return ['same tempo'];
  return [ratio > 1 ? 'faster' : 'slower'];
}

/** Value of a column in deviations of the collection. */
function standardisedValue(space: SongSpace, song: number, column: string): number {
  const index = VECTOR_COLUMNS.findIndex((known) => known.column === column);
  return pointOf(space, song)[index] / COLUMN_WEIGHTS[index];
}

/** Makes a song's point of its features, in place. */
export function standardise(row: Float32Array, { means, deviations }: Scale): void {
  for (let column = 0; column < VECTOR_COLUMNS.length; column++) {
    const value = (row[column] - means[column]) / deviations[column];
    const bounded = Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, value));
    row[column] = COLUMN_WEIGHTS[column] * bounded;
  }
  for (let genre = VECTOR_COLUMNS.length; genre < row.length; genre++)
    row[genre] = Math.sqrt(GENRE_SHARE * row[genre]);
}

/** Scale of a collection, or of a random sample of its songs, of which each row begins with the vector. */
export async function scaleOf(rows: Vectors): Promise<Scale> {
  const means = await columnMeans(rows);
  const variances = await columnMeans(rows, means);
  const deviations = variances.map((variance, column) => {
    return Math.max(MIN_DEVIATION * USUAL_DEVIATIONS[column], Math.sqrt(variance));
  });
  return { means, deviations };
}

type Vectors = Pick<Rows, 'count' | 'stride' | 'data'>;

/** Mean of each column, or of its squared distance from another. */
async function columnMeans(
  { count, stride, data }: Vectors,
  from?: ArrayLike<number>,
): Promise<Float64Array> {
  const sums = new Float64Array(VECTOR_COLUMNS.length);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < sums.length; column++) {
      const value = data[row * stride + column];
      sums[column] += from ? (value - from[column]) ** 2 : value;
    }
    if (row % ROWS_AT_ONCE === 0) await setImmediate();
  }
  return sums.map((sum) => sum / count);
}

/** Weights of columns: components of the ear by their variance, others share their part's equally. */
function columnWeights(): number[] {
  const shares = VECTOR_COLUMNS.map(({ recipe }, i) => (recipe === ear.name ? USUAL_DEVIATIONS[i] ** 2 : 1));
  const totals = new Map<string, number>();
  VECTOR_COLUMNS.forEach(({ recipe }, i) => {
    totals.set(recipe, (totals.get(recipe) ?? 0) + shares[i]);
  });
  return VECTOR_COLUMNS.map(({ recipe }, i) => {
    const share = shares[i] / totals.get(recipe)!;
    return Math.sqrt((PART_WEIGHTS[recipe] * share) / (PARTS_TOTAL + GENRE_WEIGHT));
  });
}

function insert(best: Neighbour[], candidate: Neighbour, count: number): void {
  let place = best.length;
  while (place > 0 && best[place - 1].distance > candidate.distance) place--;
  best.splice(place, 0, candidate);
  if (best.length > count) best.pop();
}
