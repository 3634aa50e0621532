/** Cuts samples into overlapping segments, in memory that does not grow with the song. */
import type { ContiguousSamples } from './silence.ts';

export interface SampleSegment {
  /** Samples of the song before its first. */
  readonly start: number;
  /** Samples of the song up to its last, that one included: more than it holds where silence was left out. */
  readonly end: number;
  /** Copy of the samples: `length` of them, or fewer at the end of the song. */
  readonly data: Float32Array;
}

/** Mapping of positions: from sample `cut` of the input on, samples are contiguous in the song from `song` on. */
interface Place {
  readonly cut: number;
  readonly song: number;
}

/** Minimum rest of a song, as a share of a segment, that gets a segment of its own. */
const SMALLEST_REST = 1 / 20;

/**
 * Segments of `length` samples, a new one every `hop`, and a last one that ends with the samples where more than a
 * twentieth of a segment would be left over. Fewer samples than `length` are one segment; none are none. The result
 * does not depend on how they come in.
 */
export class Segmenter {
  readonly #length: number;
  readonly #hop: number;
  readonly #buffer: Float32Array;
  /** Samples before the buffer's first, and samples in it. */
  #origin = 0;
  #filled = 0;
  /** Input position of the next segment. */
  #next = 0;
  #places: Place[] = [];
  #end = 0;

  /** @param length, hop whole numbers of samples, at least 1 */
  constructor(length: number, hop: number) {
    this.#length = length;
    this.#hop = hop;
    this.#buffer = new Float32Array(length + hop);
  }

  *push({ start, data }: ContiguousSamples): Generator<SampleSegment> {
    if (start !== this.#end || this.#places.length === 0) {
      this.#places.push({ cut: this.#origin + this.#filled, song: start });
    }
    this.#end = start + data.length;
    for (let read = 0; read < data.length; ) {
      if (this.#filled === this.#buffer.length) this.#forgetHop();
      const piece = data.subarray(read, read + this.#buffer.length - this.#filled);
      this.#buffer.set(piece, this.#filled);
      this.#filled += piece.length;
      read += piece.length;
      for (; this.#origin + this.#filled >= this.#next + this.#length; this.#next += this.#hop) {
        yield this.#cut(this.#next, this.#length);
      }
    }
  }

  /** Returns the last segment; input pushed afterwards is cut anew. */
  *end(): Generator<SampleSegment> {
    const total = this.#origin + this.#filled;
    const done = this.#next === 0 ? 0 : this.#next - this.#hop + this.#length;
    if (total - done > (this.#next === 0 ? 0 : this.#length * SMALLEST_REST)) {
      const length = Math.min(total, this.#length);
      yield this.#cut(total - length, length);
    }
    [this.#origin, this.#filled, this.#next, this.#end] = [0, 0, 0, 0];
    this.#places = [];
  }

  #cut(at: number, length: number): SampleSegment {
    const data = this.#buffer.slice(at - this.#origin, at - this.#origin + length);
    return { start: this.#inSong(at), end: this.#inSong(at + length - 1) + 1, data };
  }

  #forgetHop(): void {
    this.#buffer.copyWithin(0, this.#hop);
    this.#origin += this.#hop;
    this.#filled -= this.#hop;
    const first = this.#places.findLastIndex(({ cut }) => cut <= this.#origin);
    this.#places.splice(0, first);
  }

  #inSong(at: number): number {
    const place = this.#places.findLast(({ cut }) => cut <= at)!;
    return place.song + at - place.cut;
  }
}
