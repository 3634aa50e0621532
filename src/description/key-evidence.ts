/** Key features of a sound, from its salient notes. */
import type { Analysis } from '../features/analysis.ts';
import { FIRST_NOTE, NOTES, noteFrames } from './pitch-classes.ts';

export const CLASSES = 12;
/** Notes [first, end) whose pitch classes count on their own: all, bass, middle, high. */
const RANGES = [
  [28, 112],
  [28, 52],
  [48, 76],
  [72, 100],
] as const;
/** The notes that chords are read from. */
const CHORD_RANGE = [36, 92] as const;
/** Semitones above the root: triads, sevenths, a diminished chord and a bare fifth. */
const CHORDS: readonly (readonly number[])[] = [
  [0, 4, 7],
  [0, 3, 7],
  [0, 4, 7, 10],
  [0, 3, 7, 10],
  [0, 4, 7, 11],
  [0, 3, 6],
  [0, 7],
];
/** Sharpness of the softmax over chords. */
const CHORD_SHARPNESS = 12;

/** Rows of pitch classes of `keyEvidence`. */
const EVIDENCE_ROWS = RANGES.length + CHORDS.length;
/** Number of embedding components, which settle the mode of some genres. */
export const KEY_SOUND = 8;
/** Number of inputs of a candidate, the last `KEY_SOUND` the same for all. */
export const KEY_INPUTS = EVIDENCE_ROWS * CLASSES + KEY_SOUND;

/**
 * Means over the frames, loud ones counting more, of the pitch classes in each range and of the probability of each
 * chord by its root: [EVIDENCE_ROWS][12], C first; zeros for a sound without notes.
 */
export function keyEvidence(analysis: Analysis): Float64Array {
  const notes = noteFrames(analysis);
  const frames = notes.length / NOTES;
  const evidence = new Float64Array(EVIDENCE_ROWS * CLASSES);
  const weights = weightsOf(notes, frames);
  const ranges = RANGES.map(([from, end]) => normalised(folded(notes, frames, from, end)));
  const chords = chordsOf(smoothed(normalised(folded(notes, frames, ...CHORD_RANGE)), frames), frames);
  ranges.forEach((classes, row) => {
    addWeighted(classes, weights, evidence.subarray(row * CLASSES, (row + 1) * CLASSES));
  });
  addWeighted(chords, weights, evidence.subarray(RANGES.length * CLASSES));
  return evidence;
}

/** Adds the mean of the frames, each of as many values as `sums`, by their weights. */
function addWeighted(frames: Float64Array, weights: Float64Array, sums: Float64Array): void {
  const width = sums.length;
  for (let t = 0; t < weights.length; t++) {
    const weight = weights[t] / weights.length;
    for (let i = 0; i < width; i++) sums[i] += weight * frames[t * width + i];
  }
}

/**
 * Evidence transposed to each tonic, and the sound as a whole: [12 tonics][KEY_INPUTS]; the tonic's class
 * comes first in each row.
 */
export function keyRows(evidence: Float64Array, components: readonly number[]): Float32Array {
  const sound = components.slice(0, KEY_SOUND);
  const tonics = Array.from({ length: CLASSES }, (_, tonic) => [
    ...evidence.map((_, at) => evidence[at - (at % CLASSES) + ((at + tonic) % CLASSES)]),
    ...sound,
  ]);
  return Float32Array.from(tonics.flat());
}

/** Square root of the salience of each frame, as a share of the largest. */
function weightsOf(notes: Float64Array, frames: number): Float64Array {
  const sums = Float64Array.from({ length: frames }, (_, t) => {
    return notes.subarray(t * NOTES, (t + 1) * NOTES).reduce((sum, value) => sum + value, 0);
  });
  const most = sums.reduce((a, b) => Math.max(a, b), 0);
  return sums.map((sum) => (most > 0 ? Math.sqrt(sum / most) : 0));
}

/** [frames][12] */
function folded(notes: Float64Array, frames: number, from: number, end: number): Float64Array {
  const classes = new Float64Array(frames * CLASSES);
  for (let t = 0; t < frames; t++) {
    for (let note = from; note < end; note++) {
      classes[t * CLASSES + (note % CLASSES)] += notes[t * NOTES + note - FIRST_NOTE];
    }
  }
  return classes;
}

/** Each frame divided by its length as a vector. */
function normalised(classes: Float64Array): Float64Array {
  for (let at = 0; at < classes.length; at += CLASSES) {
    let squares = 0;
    for (let i = at; i < at + CLASSES; i++) squares += classes[i] * classes[i];
    const length = Math.sqrt(squares) + 1e-9;
    for (let i = at; i < at + CLASSES; i++) classes[i] /= length;
  }
  return classes;
}

/** The mean of each frame and its neighbours. */
function smoothed(classes: Float64Array, frames: number): Float64Array {
  const means = new Float64Array(classes.length);
  for (let at = 0; at < frames * CLASSES; at++) {
    const before = at >= CLASSES ? classes[at - CLASSES] : 0;
    const after = at + CLASSES < frames * CLASSES ? classes[at + CLASSES] : 0;
    means[at] = (before + classes[at] + after) / 3;
  }
  return means;
}

/** Classes of each chord on each root: [kinds][12 roots], up to four. */
const CHORD_CLASSES: readonly (readonly number[])[] = CHORDS.flatMap((chord) =>
  Array.from({ length: CLASSES }, (_, root) => chord.map((step) => (root + step) % CLASSES)),
);

/** The probability of each chord: [frames][kinds][12 roots]. */
function chordsOf(classes: Float64Array, frames: number): Float64Array {
  const width = CHORD_CLASSES.length;
  const chords = new Float64Array(frames * width);
  const lengths = normalised(classes.slice());
  for (let t = 0; t < frames; t++) {
    const frame = lengths.subarray(t * CLASSES, (t + 1) * CLASSES);
    addChords(frame, chords.subarray(t * width, (t + 1) * width));
  }
  return chords;
}

/** Their probabilities in one frame. */
function addChords(frame: Float64Array, powers: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < powers.length; i++) {
    const notes = CHORD_CLASSES[i];
    let fit = 0;
    for (let n = 0; n < notes.length; n++) fit += frame[notes[n]];
    powers[i] = Math.exp(CHORD_SHARPNESS * (fit / Math.sqrt(notes.length) - 1));
    sum += powers[i];
  }
  for (let i = 0; i < powers.length; i++) powers[i] /= sum;
}
