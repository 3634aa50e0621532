import type { StftParameters } from '../dsp/stft.ts';
import { type Analysis, analysisOf, type Sound } from './analysis.ts';
import type { FeatureArray } from './recipe.ts';

/** Powers are limited from below by this before their logarithm is taken. */
const FAINTEST = 1e-10;
/** So many limited powers multiply without leaving the range of a double. */
const FACTORS = 16;

interface Moments {
  /** Sum of the magnitudes of each frame, and sums weighted with the bin number and its square. */
  readonly total: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Mean frequency of a frame, weighted with magnitude: where the brightness lies.
 *
 * @returns [1, frames] in Hz; 0 for silence.
 */
export function spectralCentroid(sound: Sound, parameters: StftParameters = {}): FeatureArray {
  const analysis = analysisOf(sound, parameters);
  const { total, first } = moments(analysis);
  const hertz = binHertz(analysis);
  return line(analysis, (t) => (total[t] > 0 ? (hertz * first[t]) / total[t] : 0));
}

/**
 * Standard deviation of frequency about the centroid, weighted with magnitude.
 *
 * @returns [1, frames] in Hz; 0 for silence.
 */
export function spectralBandwidth(sound: Sound, parameters: StftParameters = {}): FeatureArray {
  const analysis = analysisOf(sound, parameters);
  const { total, first, second } = moments(analysis);
  const hertz = binHertz(analysis);
  return line(analysis, (t) => {
    if (total[t] <= 0) return 0;
    const centre = first[t] / total[t];
    return hertz * Math.sqrt(Math.max(0, second[t] / total[t] - centre * centre));
  });
}

/**
 * Frequency below which `share` (0.85) of the summed magnitude of a frame lies.
 *
 * @returns [1, frames] in Hz, the frequency of a bin; 0 for silence.
 */
export function spectralRolloff(
  sound: Sound,
  parameters: StftParameters & { share?: number } = {},
): FeatureArray {
  const analysis = analysisOf(sound, parameters);
  const { total } = moments(analysis);
  const hertz = binHertz(analysis);
  const share = parameters.share ?? 0.85;
  const last = analysis.stft.bins - 1;
  return perRow(analysis, (rows, offset, t) => {
    const threshold = share * total[t];
    let sum = rows[offset];
    let bin = 0;
    while (sum < threshold && bin < last) sum += rows[offset + ++bin];
    return bin * hertz;
  });
}

/**
 * Geometric over arithmetic mean of the power of a frame: 1 for white noise and silence, near 0 for tones.
 *
 * @returns [1, frames], 0..1
 */
export function spectralFlatness(sound: Sound, parameters: StftParameters = {}): FeatureArray {
  const analysis = analysisOf(sound, parameters);
  const { firstBin, stft } = analysis;
  const bins = stft.bins - firstBin;
  return perRow(analysis, (rows, offset) => {
    const end = offset + stft.bins;
    let [sum, logarithms] = [0, 0];
    for (let from = offset + firstBin; from < end; from += FACTORS) {
      const to = Math.min(end, from + FACTORS);
      let product = 1;
      for (let at = from; at < to; at++) {
        const square = rows[at] * rows[at];
        const power = square > FAINTEST ? square : FAINTEST;
        sum += power;
        product *= power;
      }
      logarithms += Math.log(product);
    }
    return Math.exp(logarithms / bins) / (sum / bins);
  });
}

function moments(analysis: Analysis): Moments {
  return analysis.memo('moments', () => {
    const result = {
      total: new Float64Array(analysis.frames),
      first: new Float64Array(analysis.frames),
      second: new Float64Array(analysis.frames),
    };
    analysis.eachBlock((rows, start) => addMoments(rows, analysis.stft, start, result));
    return result;
  });
}

function addMoments(
  rows: Float32Array,
  { stride, bins }: { stride: number; bins: number },
  start: number,
  { total, first, second }: Moments,
): void {
  for (let offset = 0, t = start; offset < rows.length; offset += stride, t++) {
    let [zeroth, linear, quadratic] = [0, 0, 0];
    for (let k = 0; k < bins; k++) {
      const magnitude = rows[offset + k];
      const weighted = magnitude * k;
      zeroth += magnitude;
      linear += weighted;
      quadratic += weighted * k;
    }
    total[t] = zeroth;
    first[t] = linear;
    second[t] = quadratic;
  }
}

function binHertz(analysis: Analysis): number {
  return analysis.sampleRate / analysis.stft.nFft;
}

function line(analysis: Analysis, value: (t: number) => number): FeatureArray {
  const data = Float32Array.from({ length: analysis.frames }, (_, t) => value(t));
  return { data, shape: [1, analysis.frames] };
}

function perRow(
  analysis: Analysis,
  value: (rows: Float32Array, offset: number, t: number) => number,
): FeatureArray {
  const data = new Float32Array(analysis.frames);
  const { stride } = analysis.stft;
  analysis.eachBlock((rows, first) => {
    for (let i = 0; i * stride < rows.length; i++) data[first + i] = value(rows, i * stride, first + i);
  });
  return { data, shape: [1, analysis.frames] };
}
