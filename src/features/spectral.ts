import { flatnessOf, type Moments, momentsOf, rollOffOf } from '../dsp/spectra.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';

/** Powers are limited from below by this before their logarithm is taken. */
const FAINTEST = 1e-10;
const MOMENTS = ['total', 'first', 'second', 'power', 'largest'] as const;
/**
 * Mean frequency of a frame, weighted with magnitude: where the brightness lies.
 *
 * @returns [1, frames] in Hz; 0 for silence.
 */
export function spectralCentroid(sound: Sound, parameters: StftParameters = {}): FeatureArray {
  const spectra = spectraOf(sound, parameters);
  const { total, first } = moments(spectra);
  const hertz = binHertz(spectra);
  return line(spectra, (t) => (total[t] > 0 ? (hertz * first[t]) / total[t] : 0));
}

/**
 * Standard deviation of frequency about the centroid, weighted with magnitude.
 *
 * @returns [1, frames] in Hz; 0 for silence.
 */
export function spectralBandwidth(sound: Sound, parameters: StftParameters = {}): FeatureArray {
  const spectra = spectraOf(sound, parameters);
  const { total, first, second } = moments(spectra);
  const hertz = binHertz(spectra);
  return line(spectra, (t) => {
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
  parameters: StftParameters & { rollPercent?: number } = {},
): FeatureArray {
  const spectra = spectraOf(sound, parameters);
  const { stride, bins } = spectra.stft;
  const hertz = binHertz(spectra);
  const thresholds = moments(spectra).total.map((total) => (parameters.rollPercent ?? 0.85) * total);
  const data = new Float32Array(spectra.frames);
  spectra.eachBlock((rows, first) => {
    const places = rollOffOf(rows, stride, bins, thresholds.subarray(first));
    for (let i = 0; i < places.length; i++) data[first + i] = places[i] * hertz;
  });
  return { data, shape: [1, spectra.frames] };
}

/**
 * Geometric over arithmetic mean of the power of a frame: 1 for white noise and silence, near 0 for tones.
 *
 * @returns [1, frames], 0..1
 */
export function spectralFlatness(sound: Sound, parameters: StftParameters = {}): FeatureArray {
  const spectra = spectraOf(sound, parameters);
  const { stride, bins } = spectra.stft;
  const data = new Float32Array(spectra.frames);
  spectra.eachBlock((rows, first) => {
    data.set(flatnessOf(rows, stride, spectra.firstBin, bins, FAINTEST), first);
  });
  return { data, shape: [1, spectra.frames] };
}

/** Moments of each frame, cached by the spectra. */
export function moments(spectra: Spectra): Moments {
  return spectra.memo('moments', () => {
    const empty = () => new Float64Array(spectra.frames);
    const result = { total: empty(), first: empty(), second: empty(), power: empty(), largest: empty() };
    spectra.eachBlock((rows, start) => {
      const block = momentsOf(rows, spectra.stft.stride);
      for (const name of MOMENTS) result[name].set(block[name], start);
    });
    return result;
  });
}

function binHertz(spectra: Spectra): number {
  return spectra.sampleRate / spectra.stft.nFft;
}

function line(spectra: Spectra, value: (t: number) => number): FeatureArray {
  const data = new Float32Array(spectra.frames);
  for (let t = 0; t < data.length; t++) data[t] = value(t);
  return { data, shape: [1, spectra.frames] };
}
