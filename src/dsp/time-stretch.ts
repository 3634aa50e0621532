import { periodicWindow } from './window.ts';

/** Samples of a piece that is laid down, and between two: 46 and 23 ms at 22,050 Hz. */
const FRAME = 1024;
const HOP = FRAME / 2;
/** A piece is taken from up to so many samples off its place. */
const SEARCH = 256;
/** Decimation of the coarse search, in offsets and in samples. */
const COARSE = 4;

/**
 * The same sound in `length` samples, faster or slower at the same pitch: overlapping pieces are laid down closer
 * or farther apart, each taken from where it continues the one before best (WSOLA, Verhelst and Roelands 1993).
 * Good for tempos from a half to twice; a sound of less than two pieces is repeated or cut instead. Nothing stays silent.
 */
export function timeStretch(sound: Float32Array, length: number): Float32Array {
  if (length === sound.length) return sound;
  if (Math.min(sound.length, length) < 2 * FRAME) return repeated(sound, length);
  const window = periodicWindow('hann', FRAME);
  const output = new Float32Array(length + FRAME);
  const ratio = (sound.length - FRAME) / (length - FRAME);
  let from = 0;
  for (let at = 0; at < length; at += HOP) {
    const wanted = Math.min(Math.round(at * ratio), sound.length - FRAME);
    from = at === 0 ? 0 : continuation(sound, from + HOP, wanted);
    // Nothing overlaps the first half of the first piece.
    for (let i = 0; i < FRAME; i++) {
      output[at + i] += sound[from + i] * (at === 0 && i < HOP ? 1 : window[i]);
    }
  }
  return output.slice(0, length);
}

/** Offset near `wanted` at which the sound is most similar to the continuation at `next`. */
function continuation(sound: Float32Array, next: number, wanted: number): number {
  const last = sound.length - FRAME;
  if (next > last) return wanted;
  let [best, likest] = [wanted, -Infinity];
  for (let from = Math.max(0, wanted - SEARCH); from <= Math.min(last, wanted + SEARCH); from += COARSE) {
    let likeness = 0;
    for (let i = 0; i < FRAME; i += COARSE) likeness += sound[from + i] * sound[next + i];
    if (likeness > likest) [best, likest] = [from, likeness];
  }
  return best;
}

function repeated(sound: Float32Array, length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => sound[i % sound.length] ?? 0);
}
