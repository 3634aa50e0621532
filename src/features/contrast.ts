import { powerToDb } from '../dsp/decibel.ts';
import { type Band, extremesOf } from '../dsp/spectra.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { byRow } from './frames.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';

export interface ContrastParameters {
  /** Upper edge of the lowest band, in Hz; each further band is an octave. */
  readonly lowestHz?: number;
  /** Octave bands above the lowest. */
  readonly bands?: number;
  /** Share of a band's bins that make its peak and its valley. */
  readonly quantile?: number;
}

/**
 * Peak over valley of octave bands: clear tones against a filled spectrum.
 *
 * The strongest and the weakest 2 % of the bins of a band are averaged and compared in decibels (Jiang et al. 2002).
 * @returns [bands + 1 (7), frames] in dB
 */
export function spectralContrast(
  sound: Sound,
  parameters: ContrastParameters & StftParameters = {},
): FeatureArray {
  const spectra = spectraOf(sound, parameters);
  const bands = bandLimits(spectra, parameters);
  const peaks = new Float32Array(spectra.frames * bands.length);
  const valleys = new Float32Array(peaks.length);
  const { stride } = spectra.stft;
  spectra.eachBlock((rows, first) => {
    const { smallest, largest } = extremesOf(rows, stride, bands);
    valleys.set(smallest, first * bands.length);
    peaks.set(largest, first * bands.length);
  });
  const valleyDb = powerToDb(valleys);
  const data = powerToDb(peaks).map((peak, i) => peak - valleyDb[i]);
  return byRow({ data, width: bands.length });
}

/** Each band reaches one bin below its lower edge and, but for the highest, stops one bin short of its upper one. */
function bandLimits({ sampleRate, stft, firstBin }: Spectra, parameters: ContrastParameters): Band[] {
  const { lowestHz = 200, bands = 6, quantile = 0.02 } = parameters;
  const hertz = sampleRate / stft.nFft;
  return Array.from({ length: bands + 1 }, (_, b) => {
    const low = b === 0 ? 0 : lowestHz * 2 ** (b - 1);
    const first = Math.ceil(low / hertz);
    const last = Math.min(stft.bins - 1, Math.floor((lowestHz * 2 ** b) / hertz));
    const from = Math.min(stft.bins - 2, Math.max(firstBin, b === 0 ? first : first - 1));
    const end = b === bands ? stft.bins : last + 1;
    const count = Math.max(1, roundHalfEven(quantile * Math.max(0, end - from)));
    const to = Math.max(from + 1, b === bands ? end : end - 1);
    return { from, to, count: Math.min(count, to - from) };
  });
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
