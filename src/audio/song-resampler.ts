/** Resampling to 22,050 Hz that keeps silence silent. */
import { concatenate, createResampler, type Resampler } from './resample.ts';
import { SAMPLE_RATE } from './samples.ts';

/** Samples in a row of the input that are faint; `end` is behind the last. */
interface Run {
  readonly start: number;
  readonly end: number;
}

/** -90 dB: no song is so quiet. Dither of 16 bits is less. */
const SILENT = 10 ** (-90 / 20);
/** -54 dB: noise that may count as silence (`silence.ts`) has no sample above it. */
const FAINT = 10 ** (-54 / 20);
/** -34 dB: sound this loud within `REACH` of a faint run was cut off hard, and rings in it. */
const LOUD = 10 * FAINT;
/** 23 ms at 22,050 Hz: shorter rests are part of the sound. */
const SHORTEST = 512;
/** 3 ms at 22,050 Hz: the length of the filter's tail that matters. */
const REACH = 66;

/**
 * Resampler to 22,050 Hz that keeps silence silent. A resampling filter rings at hard cuts; its tail in the silence or
 * faint noise beside them would count as sound, and move the point where the song goes on.
 */
export function createSongResampler(fromRate: number): Resampler {
  const resampler = createResampler(fromRate, SAMPLE_RATE);
  return fromRate === SAMPLE_RATE ? resampler : new SongResampler(resampler, fromRate);
}

class SongResampler implements Resampler {
  readonly #resampler: Resampler;
  readonly #fromRate: number;
  /** `SHORTEST` and `REACH` in input samples. */
  readonly #shortest: number;
  readonly #reach: number;
  /** Resampled samples that may yet be silence, and the number of output samples before them. */
  #held = new Float32Array(0);
  #at = 0;
  /** Input of the held samples with enough before it to find runs (a view of `#room`), and its place. */
  #room = new Float32Array(0);
  #input = this.#room;
  #inputAt = 0;

  constructor(resampler: Resampler, fromRate: number) {
    this.#resampler = resampler;
    this.#fromRate = fromRate;
    this.#shortest = Math.ceil(this.#placeOf(SHORTEST));
    this.#reach = Math.ceil(this.#placeOf(REACH));
  }

  push(chunk: Float32Array): Float32Array {
    this.#keep(chunk);
    return this.#decided(this.#resampler.push(chunk), false);
  }

  flush(): Float32Array {
    return this.#decided(this.#resampler.flush(), true);
  }

  /** Output whose silence is known: all of it where the song has ended. */
  #decided(resampled: Float32Array, isOver: boolean): Float32Array {
    const faint = [...runsOf(this.#input, FAINT, this.#shortest)];
    const sound = this.#held.length === 0 ? resampled : concatenate([this.#held, resampled]);
    for (const edge of this.#ringing(faint)) this.#take(sound, edge, (at) => this.#input[at]);
    for (const run of runsOf(this.#input, SILENT, this.#shortest)) this.#take(sound, run, () => 0);
    const count = this.#indexOf(isOver ? Infinity : this.#undecidedFrom(faint), sound);
    this.#held = sound.slice(count);
    this.#at += count;
    this.#forget();
    return sound.subarray(0, count);
  }

  /** Edges of faint runs that loud sound rings into. */
  *#ringing(faint: readonly Run[]): Generator<Run> {
    for (const { start, end } of faint) {
      if (this.#isLoud(start - this.#reach, start)) yield { start, end: start + this.#reach };
      if (this.#isLoud(end, end + this.#reach)) yield { start: end - this.#reach, end };
    }
  }

  #isLoud(start: number, end: number): boolean {
    return this.#input.subarray(Math.max(0, start), end).some((value) => Math.abs(value) > LOUD);
  }

  /** Replaces resampled samples of a run of the kept input. */
  #take(sound: Float32Array, { start, end }: Run, valueAt: (at: number) => number): void {
    const last = this.#indexOf(end - 1 / 2, sound);
    for (let i = this.#indexOf(start, sound); i < last; i++) {
      sound[i] = valueAt(Math.round(this.#placeOf(this.#at + i)) - this.#inputAt);
    }
  }

  /** Index in `sound` of the first output sample at or after index `at` of the kept input. */
  #indexOf(at: number, sound: Float32Array): number {
    const index = Math.ceil(((this.#inputAt + at) * SAMPLE_RATE) / this.#fromRate) - this.#at;
    return Math.max(0, Math.min(sound.length, index));
  }

  /** Place in the input of output sample `index`. */
  #placeOf(index: number): number {
    return (index * this.#fromRate) / SAMPLE_RATE;
  }

  /** Index of the kept input before which all runs and their surroundings are known. */
  #undecidedFrom(faint: readonly Run[]): number {
    const length = this.#input.length;
    const begun = [SILENT, FAINT]
      .map((limit) => startOfRun(this.#input, length - 1, limit))
      .filter((start) => length - start < this.#shortest);
    const beside = faint.filter(({ end }) => end + this.#reach > length).map(({ end }) => end - this.#reach);
    return Math.min(length, ...begun, ...beside);
  }

  #keep(chunk: Float32Array): void {
    const length = this.#input.length + chunk.length;
    if (length > this.#room.length) {
      this.#room = new Float32Array(2 * length);
      this.#room.set(this.#input);
    }
    this.#room.set(chunk, this.#input.length);
    this.#input = this.#room.subarray(0, length);
  }

  #forget(): void {
    const needed = Math.floor(this.#placeOf(this.#at)) - this.#shortest - this.#reach;
    const count = Math.max(0, Math.min(this.#input.length, needed - this.#inputAt));
    this.#room.copyWithin(0, count, this.#input.length);
    this.#input = this.#room.subarray(0, this.#input.length - count);
    this.#inputAt += count;
  }
}

/** Runs of samples that are no larger than `limit`. It inspects few samples of sound. */
function* runsOf(samples: Float32Array, limit: number, shortest: number): Generator<Run> {
  for (let start = 0; start < samples.length; ) {
    const end = endOfRun(samples, start, limit);
    if (end - start >= shortest) yield { start, end };
    if (end === samples.length) return;
    // A run that is long enough holds this sample, or goes on to the last.
    start = startOfRun(samples, Math.min(end + shortest, samples.length - 1), limit);
  }
}

function endOfRun(samples: Float32Array, from: number, limit: number): number {
  let i = from;
  while (i < samples.length && Math.abs(samples[i]) <= limit) i++;
  return i;
}

/** Start of the run that ends with sample `last`, or the index behind `last` if there is none. */
function startOfRun(samples: Float32Array, last: number, limit: number): number {
  let i = last;
  while (i >= 0 && Math.abs(samples[i]) <= limit) i--;
  return i + 1;
}
