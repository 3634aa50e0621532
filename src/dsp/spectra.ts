/** Row statistics of a magnitude spectrogram, [frames][stride], by the kernels. */
import { doublesAt, floatsAt, kernels, layOut, wordsAt } from './kernels.ts';

/** Sums over a row: of the magnitudes, weighted with the bin and with its square, of their squares; and the largest. */
export interface Moments {
  readonly total: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly power: Float64Array;
  readonly largest: Float64Array;
}

/** Range and threshold of a peak search. */
export interface PeakSearch {
  /** Threshold as a share of the row's largest value. */
  readonly share: number;
  /** Whether the threshold applies to the squares of the values. */
  readonly squared: boolean;
  /** Bins [lowest, end), neither the first nor the last of the row. */
  readonly lowest: number;
  readonly end: number;
  /** Hz of a bin. */
  readonly width: number;
}

/** Bins [from, to) of a row, of which `count` at either end are averaged. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Rows that are worked on together: what stays in a processor's cache. */
const BLOCK_ROWS = 64;

/** @param rows what lies behind the bins is zero. */
export function momentsOf(rows: Float32Array, stride: number): Moments {
  const frames = rows.length / stride;
  const columns = Array.from({ length: 5 }, () => new Float64Array(frames));
  eachBlock(rows, stride, 10, (input, count, output, first) => {
    kernels().moments({ rows: input, frames: count, stride, output });
    const values = doublesAt(output, 5 * count);
    columns.forEach((column, c) => {
      for (let t = 0; t < count; t++) column[first + t] = values[5 * t + c];
    });
  });
  const [total, first, second, power, largest] = columns;
  return { total, first, second, power, largest };
}

/** Geometric over arithmetic mean of the powers of bins [from, to), none below `faintest`, row by row. */
export function flatnessOf(
  rows: Float32Array,
  stride: number,
  from: number,
  to: number,
  faintest: number,
): Float64Array {
  const flatness = new Float64Array(rows.length / stride);
  const bins = to - from;
  eachBlock(rows, stride, 6, (input, count, output, first) => {
    kernels().limitedPowers({ rows: input, frames: count, stride, from, to, faintest, output });
    const values = doublesAt(output, 3 * count);
    for (let t = 0; t < count; t++) {
      const [sum, mantissa, exponent] = [values[3 * t], values[3 * t + 1], values[3 * t + 2]];
      flatness[first + t] = (Math.exp((Math.log(mantissa) + exponent * Math.LN2) / bins) * bins) / sum;
    }
  });
  return flatness;
}

/** The first bin up to which a row sums up to its threshold, or the last of `bins`, row by row. */
export function rollOffOf(
  rows: Float32Array,
  stride: number,
  bins: number,
  thresholds: Float64Array,
): Uint32Array {
  const places = new Uint32Array(rows.length / stride);
  eachBlock(rows, stride, 1 + 2, (input, count, output, first) => {
    const limits = output + 16 * Math.ceil(count / 4);
    doublesAt(limits, count).set(thresholds.subarray(first, first + count));
    kernels().rollOff({ rows: input, frames: count, stride, bins, thresholds: limits, output });
    places.set(wordsAt(output, count), first);
  });
  return places;
}

/** The means of the smallest and of the largest values of each band: [frames][bands] each. */
export function extremesOf(
  rows: Float32Array,
  stride: number,
  bands: readonly Band[],
): { smallest: Float32Array; largest: Float32Array } {
  const smallest = new Float32Array((rows.length / stride) * bands.length);
  const largest = new Float32Array(smallest.length);
  const described = bands.flatMap(({ from, to, count }) => [from, to, count]);
  const work = 2 * Math.max(...bands.map(({ count }) => count));
  for (let at = 0; at < rows.length; at += BLOCK_ROWS * stride) {
    const part = rows.subarray(at, at + BLOCK_ROWS * stride);
    const count = part.length / stride;
    const means = count * bands.length;
    const lengths = { rows: part.length, bands: described.length, work, smallest: means, largest: means };
    const pointers = layOut(lengths);
    floatsAt(pointers.rows, part.length).set(part);
    wordsAt(pointers.bands, described.length).set(described);
    kernels().extremes({ ...pointers, frames: count, stride, nBands: bands.length });
    smallest.set(floatsAt(pointers.smallest, means), (at / stride) * bands.length);
    largest.set(floatsAt(pointers.largest, means), (at / stride) * bands.length);
  }
  return { smallest, largest };
}

/** Calls `visit` with the place in Hz and the height of the peaks of some rows after the other; lent. */
export function eachPeaks(
  rows: Float32Array,
  stride: number,
  largest: Float64Array,
  search: PeakSearch,
  visit: (hertz: Float32Array, heights: Float32Array) => void,
): void {
  const { share, squared, lowest, end, width } = search;
  const most = Math.max(0, Math.ceil((end - lowest) / 2)) + 1;
  eachBlock(rows, stride, 1 + 2 * most, (input, count, output, first) => {
    const hertz = output + 4 * BLOCK_ROWS;
    const heights = hertz + 4 * BLOCK_ROWS * most;
    floatsAt(output, count).set(largest.subarray(first, first + count));
    const found = kernels().peaks({
      ...{ rows: input, frames: count, stride, largest: output, hertz, heights },
      ...{ share, squared: Number(squared), lowest, end, width },
    });
    visit(floatsAt(hertz, found), floatsAt(heights, found));
  });
}

/** Puts blocks of rows where kernels see them, with room for `width` 4-byte values a row behind them. */
function eachBlock(
  rows: Float32Array,
  stride: number,
  width: number,
  visit: (input: number, count: number, output: number, first: number) => void,
): void {
  for (let at = 0; at < rows.length; at += BLOCK_ROWS * stride) {
    const part = rows.subarray(at, at + BLOCK_ROWS * stride);
    const { input, output } = layOut({ input: part.length, output: BLOCK_ROWS * width });
    floatsAt(input, part.length).set(part);
    visit(input, part.length / stride, output, at / stride);
  }
}
