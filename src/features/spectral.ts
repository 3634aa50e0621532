import { flatnessOf, type Moments, momentsOf, rollOffOf } from '../dsp/spectra.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Analysis, analysisOf, type Sound } from './analysis.ts';
import type { FeatureArray } from './recipe.ts';

/** Powers are limited from below by this before their logarithm is taken. */
const FAINTEST = 1e-10;
const MOMENTS = ['total', 'first', 'second', 'power', 'largest'] as const;
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
  const { stride, bins } = analysis.stft;
  const hertz = binHertz(analysis);
  const thresholds = moments(analysis).total.map((total) => (parameters.share ?? 0.85) * total);
  const data = new Float32Array(analysis.frames);
  analysis.eachBlock((rows, first) => {
    const places = rollOffOf(rows, stride, bins, thresholds.subarray(first));
    for (let i = 0; i < places.length; i++) data[first + i] = places[i] * hertz;
  });
  return { data, shape: [1, analysis.frames] };
}

/**
 * Geometric over arithmetic mean of the power of a frame: 1 for white noise and silence, near 0 for tones.
 *
 * @returns [1, frames], 0..1
 */
export function spectralFlatness(sound: Sound, parameters: StftParameters = {}): FeatureArray {
  const analysis = analysisOf(sound, parameters);
  const { stride, bins } = analysis.stft;
  const data = new Float32Array(analysis.frames);
  analysis.eachBlock((rows, first) => {
    data.set(flatnessOf(rows, stride, analysis.firstBin, bins, FAINTEST), first);
  });
  return { data, shape: [1, analysis.frames] };
}

/** Of each frame, kept by the analysis. */
export function moments(analysis: Analysis): Moments {
  return analysis.memo('moments', () => {
    const empty = () => new Float64Array(analysis.frames);
    const result = { total: empty(), first: empty(), second: empty(), power: empty(), largest: empty() };
    analysis.eachBlock((rows, start) => {
      const block = momentsOf(rows, analysis.stft.stride);
      for (const name of MOMENTS) result[name].set(block[name], start);
    });
    return result;
  });
}

function binHertz(analysis: Analysis): number {
  return analysis.sampleRate / analysis.stft.nFft;
}

function line(analysis: Analysis, value: (t: number) => number): FeatureArray {
  const data = new Float32Array(analysis.frames);
  for (let t = 0; t < data.length; t++) data[t] = value(t);
  return { data, shape: [1, analysis.frames] };
}
