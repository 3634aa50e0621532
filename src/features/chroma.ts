import { chromaFilters } from '../dsp/chroma.ts';
import { FilterBank } from '../dsp/filter-bank.ts';
import { normaliseByMaximum } from '../dsp/normalise.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { byRow, type Frames } from './frames.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';
import { estimateTuning } from './tuning.ts';

export interface ChromaParameters {
  readonly nChroma?: number;
  /** Tuning in fractions of a pitch class; estimated from the sound by default. */
  readonly tuning?: number;
}

/**
 * Strength of each pitch class (C, C#, ... B) whatever its octave, from the power spectrogram.
 *
 * @returns [nChroma (12), frames], each frame divided by its largest value; silence is 0.
 */
export function chromaStft(sound: Sound, parameters: ChromaParameters & StftParameters = {}): FeatureArray {
  return byRow(chromaFrames(spectraOf(sound, parameters), parameters));
}

/** `chromaStft` frame by frame, kept by the spectra. */
export function chromaFrames(spectra: Spectra, parameters: ChromaParameters = {}): Frames {
  const { nChroma = 12 } = parameters;
  return spectra.memo(`chroma ${nChroma} ${parameters.tuning}`, () => {
    const tuning = parameters.tuning ?? estimateTuning(spectra, { binsPerOctave: nChroma, power: 2 });
    const { nFft, bins, stride } = spectra.stft;
    const filters = () => chromaFilters(spectra.sampleRate, nFft, tuning, nChroma);
    const bank = spectra.tool(`chroma ${nChroma} ${tuning}`, () => new FilterBank(filters(), bins));
    const data = new Float32Array(spectra.frames * nChroma);
    spectra.eachBlock((rows, first) => {
      const target = data.subarray(first * nChroma, (first + rows.length / stride) * nChroma);
      bank.apply(rows, stride, target, true);
    });
    normaliseByMaximum(data, nChroma);
    return { data, width: nChroma };
  });
}
