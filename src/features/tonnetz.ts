import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { chromaCqtFrames } from './chroma-cqt.ts';
import { byFrame, byRow, type Frames } from './frames.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';

/** Semitones over half turns: fifths, minor thirds and major thirds each go round a circle. */
const TURNS = [7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3];
const RADII = [1, 1, 1, 1, 0.5, 0.5];

/**
 * Tonal centroid: where the harmony lies on the circles of fifths, minor thirds and major thirds (Harte 2006).
 *
 * @returns [6, frames]: sine and cosine of each circle, within -1..1 (the last two -0.5..0.5)
 */
export function tonnetz(sound: Sound, parameters: StftParameters = {}): FeatureArray {
  return byRow(tonnetzFrames(spectraOf(sound, parameters)));
}

/** `tonnetz` of a chromagram of shape [12 (or any number of pitch classes), frames]. */
export function tonnetzOfChroma(chroma: FeatureArray): FeatureArray {
  return byRow(project(byFrame(chroma)));
}

/** `tonnetz` frame by frame, of the constant-Q chromagram. */
export function tonnetzFrames(spectra: Spectra): Frames {
  return spectra.memo('tonnetz', () => project(chromaCqtFrames(spectra)));
}

function project({ data, width }: Frames): Frames {
  const frames = data.length / width;
  const basis = tonalBasis(width);
  const output = new Float32Array(frames * 6);
  for (let t = 0; t < frames; t++) {
    const chroma = data.subarray(t * width, (t + 1) * width);
    const total = chroma.reduce((sum, value) => sum + Math.abs(value), 0) || 1;
    for (let axis = 0; axis < 6; axis++) {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += basis[axis * width + c] * chroma[c];
      output[t * 6 + axis] = sum / total;
    }
  }
  return { data: output, width: 6 };
}

function tonalBasis(width: number): Float64Array {
  return Float64Array.from({ length: 6 * width }, (_, i) => {
    const axis = Math.floor(i / width);
    const angle = TURNS[axis] * ((i % width) * (12 / width)) - (axis % 2 === 0 ? 0.5 : 0);
    return RADII[axis] * Math.cos(Math.PI * angle);
  });
}
