/** Scaling and weights of a block's columns. */
import { quantile } from '../../src/dsp/statistics.ts';
import { GENRES } from '../../src/genres.ts';
import { type StandardScaler, scale } from '../../src/models/scaler.ts';
import { fitStandardScaler } from '../../src/train/fit/fit-scaler.ts';
import { runGraph } from '../../src/train/fit/learn.ts';
import type { Song } from './songs.ts';

/** Number of classes: the genres, and music of none of them. */
export const KINDS = GENRES.length + 1;

/** A column that deviates less than this share of what its neighbours do is noise that a scaler would blow up. */
const MIN_DEVIATION = 1e-3;
/** Columns of songs are remembered in such parts of a standard deviation: a byte each. */
export const STEPS = 16;
export const MIDDLE = 128;
const LARGEST = 255;

/** Row of the training set. */
export interface TrainingRow extends Pick<Song, 'row' | 'label'> {
  readonly weight: number;
}

export interface Columns {
  /** Indices among all columns. */
  readonly places: readonly number[];
  readonly scaler: StandardScaler;
  /** Weight of each column; their squares have the mean 1. */
  readonly columnWeights: readonly number[];
  /** Scaled columns of the songs that are remembered, in steps from `MIDDLE`. */
  readonly levels: readonly Uint8Array[];
  /** The same, weighed. */
  readonly songs: readonly Float32Array[];
}

/** Fits the scaling and weights of a block's columns and applies them to all training rows, the support rows first. */
export async function fitColumns(
  trainingRows: readonly TrainingRow[],
  { places, remembered }: Pick<Columns, 'places'> & { readonly remembered: number },
): Promise<Columns & { readonly weighed: readonly Float32Array[] }> {
  const rows = trainingRows.map(({ row }) => Float32Array.from(places, (place) => row[place]));
  const { kind, means, deviations } = fitStandardScaler(rows.slice(0, remembered));
  const least = MIN_DEVIATION * quantile(deviations, 0.9);
  const informative = places.flatMap((_, i) => (deviations[i] > least ? [i] : []));
  const scaler: StandardScaler = {
    kind,
    means: informative.map((i) => means[i]),
    deviations: informative.map((i) => deviations[i]),
  };
  const scaled = await runGraph(
    ([x]) => scale(x, scaler),
    [Float32Array.from(rows.flatMap((row) => informative.map((i) => row[i])))],
    [[informative.length]],
  );
  const levels = scaled.map((row) =>
    Uint8Array.from(row, (value) => Math.min(Math.max(Math.round(STEPS * value) + MIDDLE, 0), LARGEST)),
  );
  const columnWeights = informative.map((_, c) => shareBetween((i) => levels[i][c] - MIDDLE, trainingRows));
  const norm = Math.hypot(...columnWeights) / Math.sqrt(columnWeights.length);
  const counting = columnWeights.map((weight) => weight / norm);
  const weighed = levels.map((row) =>
    Float32Array.from(row, (level, c) => (level - MIDDLE) * Math.fround(counting[c] / STEPS)),
  );
  return {
    places: informative.map((i) => places[i]),
    scaler,
    columnWeights: counting,
    levels: levels.slice(0, remembered),
    songs: weighed.slice(0, remembered),
    weighed,
  };
}

/** Between-class share of a column's variance: 0 if the means are equal. */
function shareBetween(valueIn: (lesson: number) => number, trainingRows: readonly TrainingRow[]): number {
  const sums = Array.from({ length: KINDS }, () => ({ weight: 0, sum: 0 }));
  let [total, sum, squares] = [0, 0, 0];
  trainingRows.forEach(({ label, weight }, i) => {
    const value = valueIn(i);
    sums[label].weight += weight;
    sums[label].sum += weight * value;
    total += weight;
    sum += weight * value;
    squares += weight * value * value;
  });
  const between = sums.reduce((total, kind) => total + (kind.weight && kind.sum ** 2 / kind.weight), 0);
  const ofMean = sum ** 2 / total;
  return (between - ofMean) / (squares - ofMean);
}
