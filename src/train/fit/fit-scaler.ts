import { mean, quantile, quantileOfSorted } from '../../dsp/statistics.ts';
import type { QuantileScaler, StandardScaler } from '../../models/scaler.ts';

export type Rows = readonly ArrayLike<number>[];

/** Tail shares at which the values of a column are clipped: about 2.9 standard deviations. */
const TAIL = 0.002;
/** Minimum relative distance of two knots of a float32 column. */
const RESOLUTION = 1e-6;
const QUANTILES = 100;
const MIN_DEVIATION = 1e-3;

/** Standard scaler: each column to mean 0 and variance 1; a constant column to 0. */
export function fitStandardScaler(rows: Rows): StandardScaler {
  const means = columnMeans(rows, (value) => value);
  const variances = columnMeans(rows, (value, column) => (value - means[column]) ** 2);
  const deviations = variances.map(Math.sqrt);
  return {
    kind: 'standard',
    means,
    deviations: deviations.map((deviation) => (deviation > 1e-12 ? deviation : 1)),
  };
}

/**
 * Standard scaler for columns of one unit: no deviation counts as less than a thousandth of the typical one.
 * Otherwise the rounding of nearly constant columns would be amplified, and learned from.
 */
export function fitEmbeddingScaler(rows: Rows): StandardScaler {
  const scaler = fitStandardScaler(rows);
  const least = MIN_DEVIATION * quantile(scaler.deviations, 0.9);
  return { ...scaler, deviations: scaler.deviations.map((deviation) => Math.max(least, deviation)) };
}

/** Quantile scaler: each column to a normal distribution; outliers are clipped at the tails. */
export function fitQuantileScaler(rows: Rows, quantiles = QUANTILES): QuantileScaler {
  const lines = columnsOf(rows).map((column) => fitColumn(column, quantiles));
  return {
    kind: 'quantile',
    knots: lines.map(({ knots }) => knots),
    levels: lines.map(({ levels }) => levels),
  };
}

/**
 * Quantile of the standard normal distribution at `p`, to 1e-9, by Newton's method on the rational start of
 * Abramowitz and Stegun 26.2.23.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  const start =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  let x = start;
  for (let i = 0; i < 4; i++) x -= (normalShare(x) - p) / (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI));
  return x;
}

/** Share of the standard normal distribution below x, for x <= 0: its Taylor series, which converges fast here. */
function normalShare(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 100; n++) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

function fitColumn(column: readonly number[], quantiles: number) {
  const sorted = [...column].sort((a, b) => a - b);
  const count = Math.min(quantiles, sorted.length);
  const shares = Array.from({ length: count }, (_, i) => (count === 1 ? 0.5 : i / (count - 1)));
  const points = shares.map((share) => ({
    knot: Math.fround(quantileOfSorted(sorted, share)),
    level: normalQuantile(Math.min(1 - TAIL, Math.max(TAIL, share))),
  }));
  const runs = equalRuns(points);
  return {
    knots: runs.map((run) => run[0].knot),
    levels: runs.map((run) => mean(run.map(({ level }) => level))),
  };
}

function equalRuns<T extends { knot: number }>(points: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const point of points) {
    const last = runs.at(-1);
    const near = last && point.knot - last[0].knot <= RESOLUTION * Math.abs(point.knot);
    if (last && near) last.push(point);
    else runs.push([point]);
  }
  return runs;
}

function columnMeans(rows: Rows, of: (value: number, column: number) => number): number[] {
  const sums = new Float64Array(rows[0].length);
  for (const row of rows) for (let c = 0; c < sums.length; c++) sums[c] += of(row[c], c);
  return Array.from(sums, (sum) => sum / rows.length);
}

function columnsOf(rows: Rows): number[][] {
  return Array.from(rows[0], (_, column) => rows.map((row) => row[column]));
}
