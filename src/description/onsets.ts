/** Onset envelopes in several frequency ranges, the input of tempo estimation. */
import type { Analysis } from '../features/analysis.ts';
import { earSpectrogram } from '../features/ear.ts';

/** Frame rate of the ear's spectrogram. */
export const FRAME_RATE = 62.5;
const MELS = 96;
/** Index of the envelope over all bands. */
export const ALL_RANGES = 5;
/** Mel bands [first, end): bass, low, middle, high, highest, all. */
const RANGES = [
  [0, 6],
  [6, 16],
  [16, 40],
  [40, 70],
  [70, 96],
  [0, 96],
] as const;
/** Frames of the running mean that is subtracted: a second. */
const LOCAL = 63;
const BASS_END = 16;

/** `onsetEnvelopes` of a sound, computed once. Not to be written to. */
export function onsetsOf(analysis: Analysis): readonly Float64Array[] {
  return analysis.memo('onset envelopes', () => onsetEnvelopes(earSpectrogram(analysis)));
}

/**
 * Onset envelopes by frequency range, then one that suppresses vibrato and two of the level, of the whole and
 * of the bass: mean 0 within a second, mean square 1, or all zeros without change.
 * @param mel logarithmic, [frames][96], at least two frames
 */
export function onsetEnvelopes(mel: Float32Array): Float64Array[] {
  const frames = mel.length / MELS - 1;
  const envelopes = Array.from({ length: RANGES.length + 3 }, () => new Float64Array(frames));
  const [steady, level, bass] = envelopes.slice(RANGES.length);
  const rises = new Float64Array(MELS + 1);
  const levels = new Float64Array(MELS + 1);
  for (let t = 0; t < frames; t++) {
    steady[t] = cumulate(mel, t * MELS, rises, levels);
    for (let i = 0; i < RANGES.length; i++) {
      const from = RANGES[i][0];
      const end = RANGES[i][1];
      envelopes[i][t] = (rises[end] - rises[from]) / (end - from);
    }
    level[t] = levels[MELS] / MELS;
    bass[t] = levels[BASS_END] / BASS_END;
  }
  return envelopes.map(normalised);
}

/**
 * Sums over the bands, from the lowest on, of the increase from the frame at `before` to the next, and of its
 * level there.
 * @returns the mean increase above the highest of three bands before (SuperFlux, Böck and Widmer 2013)
 */
function cumulate(mel: Float32Array, before: number, rises: Float64Array, levels: Float64Array): number {
  let steady = 0;
  let below = mel[before];
  for (let band = 0; band < MELS; band++) {
    const was = mel[before + band];
    const above = band + 1 < MELS ? mel[before + band + 1] : was;
    const now = mel[before + MELS + band];
    rises[band + 1] = rises[band] + Math.max(0, now - was);
    levels[band + 1] = levels[band] + now;
    steady += Math.max(0, now - Math.max(below, was, above));
    below = was;
  }
  return steady / MELS;
}

function normalised(values: Float64Array): Float64Array {
  const { length } = values;
  const sums = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) sums[i + 1] = sums[i] + values[i];
  const side = LOCAL >> 1;
  const moved = new Float64Array(length);
  let squares = 0;
  for (let i = 0; i < length; i++) {
    const [from, end] = [Math.max(0, i - side), Math.min(length, i + side + 1)];
    moved[i] = values[i] - (sums[end] - sums[from]) / (end - from);
    squares += moved[i] * moved[i];
  }
  const scale = Math.sqrt(squares / length) + 1e-9;
  for (let i = 0; i < length; i++) moved[i] /= scale;
  return moved;
}
