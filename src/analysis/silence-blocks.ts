/** Blocks of a song, and how loud the windows are that slide over them. */
import { slidingPowers } from '../dsp/sliding-powers.ts';

/** Samples of a song, a window's worth. */
export interface Block {
  /** Samples of the song before it. */
  readonly start: number;
  readonly data: Float32Array;
  /** Range of the powers of the windows that end within the chunk. */
  readonly powers: PowerRange;
  /** Window in front of it. */
  readonly before: SlidingWindow;
}

interface PowerRange {
  readonly least: number;
  readonly most: number;
}

/** Sliding window of samples. */
interface SlidingWindow {
  readonly samples: Float32Array;
  readonly sum: number;
  readonly squares: number;
}

/** Window length of 23 ms, for loudness. */
export const WINDOW = 512;
const PART = 1 / WINDOW;
/** Number of windows that share one array, and that are measured together: thousands are slow one by one. */
const SLAB_WINDOWS = 64;

/** Cuts samples into blocks, and measures these. The result does not depend on how the samples come in. */
export class Blocks {
  readonly #slab = new Slab();
  #block = this.#slab.take(WINDOW);
  #filled = 0;
  /** Samples of the song before the next block. */
  #at: number;
  #window: SlidingWindow = { samples: new Float32Array(0), sum: 0, squares: 0 };

  /** @param start samples of the song before the first that is pushed */
  constructor(start: number) {
    this.#at = start;
  }

  /** Feeds a piece. @returns the blocks that are complete now */
  push(chunk: Float32Array): Block[] {
    return this.#measure(this.#cut(chunk));
  }

  /** Ends the input. @returns the rest of it, if any */
  end(): Block[] {
    return this.#filled > 0 ? [this.#measureOne(this.#block.subarray(0, this.#filled))] : [];
  }

  /** Copies of the pieces that are full now. */
  #cut(chunk: Float32Array): Float32Array[] {
    const full: Float32Array[] = [];
    for (let read = 0; read < chunk.length; ) {
      const piece = chunk.subarray(read, read + WINDOW - this.#filled);
      this.#block.set(piece, this.#filled);
      this.#filled += piece.length;
      read += piece.length;
      if (this.#filled < WINDOW) break;
      full.push(this.#block);
      this.#block = this.#slab.take(WINDOW);
      this.#filled = 0;
    }
    return full;
  }

  #measure(full: readonly Float32Array[]): Block[] {
    const isFirst = this.#window.samples.length === 0;
    const measured = isFirst ? full.slice(0, 1).map((data) => this.#measureOne(data)) : [];
    for (let at = measured.length; at < full.length; at += SLAB_WINDOWS) {
      const some = full.slice(at, at + SLAB_WINDOWS);
      slidingPowers(this.#window.samples, this.#window, some).forEach(({ sum, squares, ...powers }, i) => {
        measured.push(this.#blockOf(some[i], { samples: some[i], sum, squares }, powers));
      });
    }
    return measured;
  }

  #measureOne(data: Float32Array): Block {
    const { window, powers } = slide(this.#window, data, new Float64Array(WINDOW));
    return this.#blockOf(data, window, powers);
  }

  #blockOf(data: Float32Array, window: SlidingWindow, powers: PowerRange): Block {
    const block = { start: this.#at, data, powers, before: this.#window };
    this.#window = window;
    this.#at += data.length;
    return block;
  }
}

/** Memory for many small arrays, each given once, one behind the other. */
class Slab {
  #memory = new Float32Array(0);
  #taken = 0;

  take(length: number): Float32Array {
    if (this.#taken + length > this.#memory.length) {
      this.#memory = new Float32Array(SLAB_WINDOWS * WINDOW);
      this.#taken = 0;
    }
    this.#taken += length;
    return this.#memory.subarray(this.#taken - length, this.#taken);
  }
}

/**
 * Writes the power of each window that ends with a sample of `data`, less its offset, since a constant is no sound,
 * into `powers`.
 */
export function slide(
  before: SlidingWindow,
  data: Float32Array,
  powers: Float64Array,
): { readonly window: SlidingWindow; readonly powers: PowerRange } {
  const isFull = before.samples.length > 0;
  const leaving = isFull ? before.samples : new Float32Array(data.length);
  let { sum, squares } = before;
  let [least, most] = [Infinity, Number.MIN_VALUE];
  for (let i = 0; i < data.length; i++) {
    // Not as a pair: that would be an array and two numbers on the heap for every sample of a song.
    const value = data[i];
    const left = leaving[i];
    sum += value - left;
    squares += value * value - left * left;
    const offset = sum * (isFull ? PART : 1 / (i + 1));
    const power = (squares - sum * offset) * PART;
    powers[i] = power;
    if (power < least) least = power;
    if (power > most) most = power;
  }
  return { window: { samples: data, sum, squares }, powers: { least, most } };
}
