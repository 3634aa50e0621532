import { chromaFilters } from '../dsp/chroma.ts';
import { FilterBank } from '../dsp/filter-bank.ts';
import { normaliseByMaximum } from '../dsp/normalise.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Analysis, analysisOf, type Sound } from './analysis.ts';
import { byRow, type Frames } from './frames.ts';
import type { FeatureArray } from './recipe.ts';
import { estimateTuning } from './tuning.ts';

export interface ChromaParameters {
  readonly nChroma?: number;
  /** In fractions of a pitch class; estimated from the sound when left out. */
  readonly tuning?: number;
}

/**
 * Strength of each pitch class (C, C#, ... B) whatever its octave, from the power spectrogram.
 *
 * @returns [nChroma (12), frames], each frame divided by its largest value; silence is 0.
 */
export function chromaStft(sound: Sound, parameters: ChromaParameters & StftParameters = {}): FeatureArray {
  return byRow(chromaFrames(analysisOf(sound, parameters), parameters));
}

/** `chromaStft` frame by frame, kept by the analysis. */
export function chromaFrames(analysis: Analysis, parameters: ChromaParameters = {}): Frames {
  const { nChroma = 12 } = parameters;
  return analysis.memo(`chroma ${nChroma} ${parameters.tuning}`, () => {
    const tuning = parameters.tuning ?? estimateTuning(analysis, { binsPerOctave: nChroma, power: 2 });
    const { nFft, bins, stride } = analysis.stft;
    const filters = () => chromaFilters(analysis.sampleRate, nFft, tuning, nChroma);
    const bank = analysis.tool(`chroma ${nChroma} ${tuning}`, () => new FilterBank(filters(), bins));
    const data = new Float32Array(analysis.frames * nChroma);
    analysis.eachBlock((rows, first) => {
      const target = data.subarray(first * nChroma, (first + rows.length / stride) * nChroma);
      bank.apply(rows, stride, target, true);
    });
    normaliseByMaximum(data, nChroma);
    return { data, width: nChroma };
  });
}
