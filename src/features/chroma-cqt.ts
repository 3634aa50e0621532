import { normaliseByMaximum } from '../dsp/normalise.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { cqtFrames } from './cqt.ts';
import { byRow, type Frames } from './frames.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';

const BINS_PER_OCTAVE = 36;
const OCTAVES = 7;
const CLASSES = 12;
const BINS_PER_CLASS = BINS_PER_OCTAVE / CLASSES;

export interface ChromaCqtParameters {
  /** Tuning in fractions of a third of a semitone; estimated from the sound by default. */
  readonly tuning?: number;
}

/**
 * Strength of each pitch class from a constant-Q transform of 7 octaves from C1 with 36 bins an octave.
 *
 * @returns [12, frames], each frame divided by its largest value; silence is 0.
 */
export function chromaCqt(sound: Sound, parameters: ChromaCqtParameters = {}): FeatureArray {
  return byRow(chromaCqtFrames(spectraOf(sound), parameters));
}

/** `chromaCqt` frame by frame, kept by the spectra. */
export function chromaCqtFrames(spectra: Spectra, { tuning }: ChromaCqtParameters = {}): Frames {
  return spectra.memo(`chromaCqt ${tuning}`, () => {
    const parameters = { tuning, nBins: OCTAVES * BINS_PER_OCTAVE, binsPerOctave: BINS_PER_OCTAVE };
    const chroma = fold(cqtFrames(spectra, parameters));
    normaliseByMaximum(chroma.data, CLASSES);
    return chroma;
  });
}

/** Adds the three bins around each note over all octaves. */
function fold({ data, width }: Frames): Frames {
  const frames = data.length / width;
  const output = new Float32Array(frames * CLASSES);
  for (let t = 0; t < frames; t++) {
    for (let bin = 0; bin < width; bin++) {
      const note = Math.floor((bin + 1) / BINS_PER_CLASS) % CLASSES;
      output[t * CLASSES + note] += data[t * width + bin];
    }
  }
  return { data: output, width: CLASSES };
}
