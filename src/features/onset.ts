import { median } from '../dsp/statistics.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { melDbFrames } from './mel-spectrogram.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';

/** Aggregation of the mel bands' increases into one number. */
export type OnsetAggregate = 'mean' | 'median';

/**
 * Onset strength (spectral flux): the increases of the mel bands in decibels from frame to frame, averaged.
 * @returns [1, frames] in dB, at least 0; shifted so that a value stands at the frame where the sound begins.
 */
export function onsetStrength(
  sound: Sound,
  parameters: StftParameters & { aggregate?: OnsetAggregate } = {},
): FeatureArray {
  const spectra = spectraOf(sound, parameters);
  return { data: onsetEnvelope(spectra, parameters.aggregate), shape: [1, spectra.frames] };
}

/** `onsetStrength` as a bare envelope, kept by the spectra. */
export function onsetEnvelope(spectra: Spectra, aggregate: OnsetAggregate = 'mean'): Float32Array {
  return spectra.memo(`onset ${aggregate}`, () => {
    const { data, width } = melDbFrames(spectra);
    const { nFft, hopLength, center } = spectra.stft;
    const delay = 1 + (center ? Math.floor(nFft / (2 * hopLength)) : 0);
    const envelope = new Float32Array(spectra.frames);
    const rises = new Float32Array(width);
    const combine = aggregate === 'mean' ? mean : medianOf;
    for (let t = 1; t < spectra.frames && t - 1 + delay < envelope.length; t++) {
      takeRises(data, t * width, rises);
      envelope[t - 1 + delay] = combine(rises);
    }
    return envelope;
  });
}

/** Writes the increases of the row at `at` over the row before it. */
function takeRises(values: Float32Array, at: number, rises: Float32Array): void {
  const { length } = rises;
  for (let i = 0; i < length; i++) rises[i] = Math.max(0, values[at + i] - values[at - length + i]);
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Median of values that are not negative. */
function medianOf(values: Float32Array): number {
  let zeros = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === 0) zeros++;
  return 2 * zeros > values.length + 1 ? 0 : median(values);
}
