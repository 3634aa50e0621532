import type { StftParameters } from '../dsp/stft.ts';
import { type Analysis, analysisOf, type Sound } from './analysis.ts';

/** Peaks are sought between these frequencies, in Hz. */
const LOWEST_HZ = 150;
const HIGHEST_HZ = 4000;
/** Share of the frame's largest value that a peak must exceed. */
const THRESHOLD = 0.1;
const TINY = 1.1754943508222875e-38;

/** Spectral peaks of a sound: frequency in Hz and interpolated height, in no particular order. */
export interface Peaks {
  readonly hertz: Float32Array;
  readonly heights: Float32Array;
}

/**
 * How far a sound is tuned from A4 = 440 Hz, in fractions of a bin (of a semitone for 12 bins an octave).
 *
 * The stronger half of the spectral peaks votes with its distance to the next bin; the fullest hundredth wins.
 * @returns the lower edge of that hundredth, -0.5 to 0.5; 0 for a sound without peaks.
 */
export function estimateTuning(
  sound: Sound,
  parameters: StftParameters & { binsPerOctave?: number; power?: 1 | 2 } = {},
): number {
  const { binsPerOctave = 12, power = 1 } = parameters;
  const analysis = analysisOf(sound, parameters);
  const { hertz, heights } = analysis.memo(`peaks ${power}`, () => spectralPeaks(analysis, power));
  const threshold = median(heights);
  return pitchTuning(
    hertz.filter((_, i) => heights[i] >= threshold),
    binsPerOctave,
  );
}

/**
 * Peaks of each frame between 150 and 4,000 Hz above a tenth of the frame's largest value, their place and height
 * by a parabola through three bins. `power` 1: of the magnitudes, 2: of their squares.
 */
export function spectralPeaks(analysis: Analysis, power: 1 | 2): Peaks {
  const hertz: number[] = [];
  const heights: number[] = [];
  const { stride, bins, nFft } = analysis.stft;
  const width = analysis.sampleRate / nFft;
  const lowest = Math.max(1, Math.ceil(LOWEST_HZ / width));
  const end = Math.min(bins - 1, Math.ceil(HIGHEST_HZ / width));
  const row = new Float32Array(bins);
  analysis.eachBlock((rows) => {
    for (let offset = 0; offset < rows.length; offset += stride) {
      const threshold = Math.fround(THRESHOLD * loadRow(rows, offset, power, row, lowest - 1, end + 1));
      for (let k = lowest; k < end; k++) {
        if (!isPeak(row, k, threshold)) continue;
        const slope = (row[k + 1] - row[k - 1]) / 2;
        const curvature = 2 * row[k] - row[k + 1] - row[k - 1];
        const shift = slope / (Math.abs(curvature) < TINY ? curvature + 1 : curvature);
        hertz.push((k + shift) * width);
        heights.push(row[k] + 0.5 * slope * shift);
      }
    }
  });
  return { hertz: Float32Array.from(hertz), heights: Float32Array.from(heights) };
}

/** The fullest hundredth of a bin that the residuals of the frequencies fall into; 0 when there are none. */
function pitchTuning(hertz: Float32Array, binsPerOctave: number): number {
  if (hertz.length === 0) return 0;
  const counts = new Uint32Array(100);
  for (const frequency of hertz) {
    const octaves = Math.fround(Math.log2(Math.fround(frequency / 27.5)));
    const bins = Math.fround(binsPerOctave * octaves);
    let residual = Math.fround(bins - Math.floor(bins));
    if (residual >= 0.5) residual -= 1;
    counts[histogramBin(residual)]++;
  }
  return tuningEdge(counts.indexOf(counts.reduce((a, b) => Math.max(a, b))));
}

function histogramBin(residual: number): number {
  let bin = Math.max(0, Math.min(99, Math.floor((residual + 0.5) * 100)));
  while (bin > 0 && residual < tuningEdge(bin)) bin--;
  while (bin < 99 && residual >= tuningEdge(bin + 1)) bin++;
  return bin;
}

function tuningEdge(bin: number): number {
  return bin * 0.01 - 0.5;
}

/** Copies bins [from, to) of a row, or their squares; returns the largest of the whole row. */
function loadRow(
  rows: Float32Array,
  offset: number,
  power: 1 | 2,
  row: Float32Array,
  from: number,
  to: number,
): number {
  let largest = 0;
  for (let at = offset; at < offset + row.length; at++) if (rows[at] > largest) largest = rows[at];
  for (let k = from; k < to; k++) {
    const value = rows[offset + k];
    row[k] = power === 1 ? value : value * value;
  }
  return Math.fround(power === 1 ? largest : largest * largest);
}

/** Above the threshold, above the bin below, not under the bin above, where bins under the threshold count 0. */
function isPeak(row: Float32Array, k: number, threshold: number): boolean {
  const value = row[k];
  if (!(value > threshold)) return false;
  const below = row[k - 1] > threshold ? row[k - 1] : 0;
  return value > below && value >= row[k + 1];
}

function median(values: Float32Array): number {
  if (values.length === 0) return 0;
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : Math.fround((sorted[middle - 1] + sorted[middle]) / 2);
}
