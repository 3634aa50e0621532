import type { Span } from './packet.ts';
import type { Resampler } from './resample.ts';
import type { Sanitizer } from './sanitizer.ts';
import { createSongResampler } from './song-resampler.ts';

/** Frames of silence that are inserted at a time. */
const SILENCE = new Float32Array(1 << 14);

/** Collects one passage of a song as it is decoded, in mono at 22,050 Hz. */
export class PassageIntake {
  readonly #span: Span;
  readonly #sanitizer: Sanitizer;
  readonly #resampler: Resampler;
  readonly #output: Float32Array;
  /** Frames of the span that were received. */
  #taken = 0;
  /** Position of the next sample in the output; negative during the run-in. */
  #next: number;

  /** @param runIn samples at 22,050 Hz that the span begins before the passage, which is `length` samples. */
  constructor(span: Span, sampleRate: number, runIn: number, length: number, sanitizer: Sanitizer) {
    this.#span = span;
    this.#sanitizer = sanitizer;
    this.#resampler = createSongResampler(sampleRate);
    this.#output = new Float32Array(length);
    this.#next = -runIn;
  }

  /**
   * Adds the part of `mono`, which begins at frame `at` of the song, that lies in the span; missing frames
   * are silent.
   */
  add(mono: Float32Array, at: number): void {
    const { start, end } = this.#span;
    this.#fillTo(Math.min(end, at) - start);
    const first = start + this.#taken;
    if (first < Math.min(end, at + mono.length)) this.#push(mono.subarray(first - at, end - at));
  }

  /** The passage, silent where nothing came. */
  finish(): Float32Array {
    this.#fillTo(this.#span.end - this.#span.start);
    this.#write(this.#resampler.flush());
    return this.#output;
  }

  #fillTo(frames: number): void {
    while (this.#taken < frames) this.#push(SILENCE.subarray(0, frames - this.#taken));
  }

  #push(piece: Float32Array): void {
    this.#sanitizer.check(piece);
    this.#taken += piece.length;
    this.#write(this.#resampler.push(piece));
  }

  #write(samples: Float32Array): void {
    const room = Math.max(0, this.#output.length - this.#next);
    this.#output.set(
      samples.subarray(Math.max(0, -this.#next), room),
      Math.min(this.#output.length, Math.max(0, this.#next)),
    );
    this.#next += samples.length;
  }
}
