import { dctMatrix, projectRows } from '../dsp/dct.ts';
import type { MelParameters } from '../dsp/mel.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { byRow, type Frames } from './frames.ts';
import { melDbFrames } from './mel-spectrogram.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';

export interface MfccParameters extends MelParameters {
  readonly nMfcc?: number;
  /** Coefficient n is multiplied by 1 + lifter / 2 sin(pi (n + 1) / lifter); 0 leaves them. */
  readonly lifter?: number;
}

/**
 * Mel-frequency cepstral coefficients: the orthonormal DCT-II of the mel spectrogram in decibels.
 *
 * @returns [nMfcc (20), frames]
 */
export function mfcc(sound: Sound, parameters: MfccParameters & StftParameters = {}): FeatureArray {
  return byRow(mfccFrames(spectraOf(sound, parameters), parameters));
}

/** `mfcc` frame by frame. */
export function mfccFrames(spectra: Spectra, parameters: MfccParameters = {}): Frames {
  const { nMfcc = 20, lifter = 0 } = parameters;
  const { data, width } = melDbFrames(spectra, parameters);
  const basis = dctMatrix(nMfcc, width).map((value, i) => value * lift(Math.floor(i / width), lifter));
  return { data: projectRows(data, width, basis), width: nMfcc };
}

function lift(coefficient: number, lifter: number): number {
  return lifter === 0 ? 1 : 1 + (lifter / 2) * Math.sin((Math.PI * (coefficient + 1)) / lifter);
}
