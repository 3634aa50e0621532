/** Resampling to 22,050 Hz that keeps silence silent. */
import { concatenate, createResampler, type Resampler } from './resample.ts';
import { SAMPLE_RATE } from './samples.ts';

/** Samples in a row of the input that are silence; `end` is behind the last. */
interface Run {
  readonly start: number;
  readonly end: number;
}

/** -90 dB: no song is so quiet. Dither of 16 bits is less. */
const FAINTEST = 10 ** (-90 / 20);
/** 23 ms at 22,050 Hz: shorter rests are part of the sound. */
const SHORTEST = 512;

/**
 * Resampler to 22,050 Hz that keeps silence silent. A decimation filter rings at hard cuts; its tail in the
 * silence beside them would count as sound, and move the point where the song goes on.
 */
export function createSongResampler(fromRate: number): Resampler {
  const resampler = createResampler(fromRate, SAMPLE_RATE);
  return fromRate === SAMPLE_RATE ? resampler : new SongResampler(resampler, fromRate);
}

class SongResampler implements Resampler {
  readonly #resampler: Resampler;
  readonly #fromRate: number;
  readonly #silence: SilenceSearch;
  /** Resampled samples that may yet be silence, and the number of output samples before them. */
  #held = new Float32Array(0);
  #at = 0;

  constructor(resampler: Resampler, fromRate: number) {
    this.#resampler = resampler;
    this.#fromRate = fromRate;
    this.#silence = new SilenceSearch(Math.ceil((SHORTEST * fromRate) / SAMPLE_RATE));
  }

  push(chunk: Float32Array): Float32Array {
    this.#silence.search(chunk);
    return this.#decided(this.#resampler.push(chunk), this.#silence.undecidedFrom);
  }

  flush(): Float32Array {
    return this.#decided(this.#resampler.flush(), Infinity);
  }

  /** Output that is decided: everything before input sample `until`. */
  #decided(resampled: Float32Array, until: number): Float32Array {
    const sound = this.#held.length === 0 ? resampled : concatenate([this.#held, resampled]);
    for (const { start, end } of this.#silence.runsBehind((this.#at * this.#fromRate) / SAMPLE_RATE)) {
      sound.fill(0, this.#indexOf(start, sound), this.#indexOf(end - 1 / 2, sound));
    }
    const count = this.#indexOf(until, sound);
    this.#held = sound.slice(count);
    this.#at += count;
    return sound.subarray(0, count);
  }

  /** Index in `sound` of the first output sample at or after input sample `place`. */
  #indexOf(place: number, sound: Float32Array): number {
    const at = Math.ceil((place * SAMPLE_RATE) / this.#fromRate);
    return Math.max(0, Math.min(sound.length, at - this.#at));
  }
}

/** Finds silence in a stream of samples. It inspects few samples of sound. */
class SilenceSearch {
  readonly #shortest: number;
  #runs: Run[] = [];
  #searched = 0;
  /** Start of the silence that lasts up to the newest sample. */
  #since = 0;

  /** @param shortest samples */
  constructor(shortest: number) {
    this.#shortest = shortest;
  }

  search(chunk: Float32Array): void {
    for (let i = 0; i < chunk.length; ) {
      const end = endOfSilence(chunk, i);
      this.#add({ start: this.#since, end: this.#searched + end });
      if (end === chunk.length) break;
      // A run that is long enough holds this sample, or goes on behind the chunk.
      const probe = Math.min(end + this.#shortest, chunk.length - 1);
      i = startOfSilence(chunk, probe);
      this.#since = this.#searched + i;
    }
    this.#searched += chunk.length;
  }

  /** Input position before which silence is decided. */
  get undecidedFrom(): number {
    const isLong = this.#searched - this.#since >= this.#shortest;
    return isLong ? this.#searched : this.#since;
  }

  /** Runs that do not end before `place`; earlier ones are dropped. */
  runsBehind(place: number): readonly Run[] {
    this.#runs = this.#runs.filter(({ end }) => end > place);
    return this.#runs;
  }

  /** Adds a run, or replaces the last if it continues. */
  #add(run: Run): void {
    if (run.end - run.start < this.#shortest) return;
    if (this.#runs.at(-1)?.start === run.start) this.#runs.pop();
    this.#runs.push(run);
  }
}

function endOfSilence(chunk: Float32Array, from: number): number {
  let i = from;
  while (i < chunk.length && isFaint(chunk[i])) i++;
  return i;
}

/** Start of the silence that ends with sample `last`; `last + 1` if that sample is not silent. */
function startOfSilence(chunk: Float32Array, last: number): number {
  let i = last;
  while (i >= 0 && isFaint(chunk[i])) i--;
  return i + 1;
}

function isFaint(value: number): boolean {
  return value <= FAINTEST && value >= -FAINTEST;
}
