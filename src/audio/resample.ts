import { type PolyphaseFilter, polyphase } from '../dsp/polyphase.ts';
import { TonearmError } from '../errors.ts';
import { filterFor } from './resample-filter.ts';

/** Streaming resampler of mono sound; any split of the input gives the same bits. */
export interface Resampler {
  /** Feeds a piece. @returns the output that is complete now */
  push(chunk: Float32Array): Float32Array;
  /** Ends the input. @returns the rest of the output */
  flush(): Float32Array;
}

/** Input is worked off in pieces of this many samples, so that memory stays small. */
const MAX_PIECE = 1 << 16;

/** Resamples a whole signal at once. */
export function resample(samples: Float32Array, fromRate: number, toRate: number): Float32Array {
  const resampler = createResampler(fromRate, toRate);
  const parts: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += MAX_PIECE) {
    parts.push(resampler.push(samples.subarray(at, at + MAX_PIECE)));
  }
  return concatenate([...parts, resampler.flush()]);
}

/** Concatenates arrays. */
export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Sample-rate conversion by a windowed sinc (see `resample-filter.ts`). Output sample k is the sound at
 * k / toRate seconds (no delay), and n samples become ceil(n * toRate / fromRate). Sound is silent outside.
 * @param fromRate, toRate Hz, whole numbers
 * @throws bad-request for rates that are not positive whole numbers
 */
export function createResampler(fromRate: number, toRate: number): Resampler {
  for (const rate of [fromRate, toRate]) {
    if (!(Number.isInteger(rate) && rate > 0))
      throw new TonearmError('bad-request', `Expected a whole rate in Hz, got ${rate}.`);
  }
  if (fromRate === toRate) return { push: (chunk) => chunk, flush: () => new Float32Array(0) };
  return new PolyphaseResampler(filterFor(fromRate, toRate));
}

class PolyphaseResampler implements Resampler {
  readonly #filter: PolyphaseFilter;
  /** Input that later outputs need; the next one starts at its beginning. */
  #history: Float32Array;
  /** The next output lies `#phase / up` of an input sample after its centre. */
  #phase = 0;
  #inputs = 0;
  #outputs = 0;

  constructor(filter: PolyphaseFilter) {
    this.#filter = filter;
    this.#history = new Float32Array(filter.centre);
  }

  push(chunk: Float32Array): Float32Array {
    this.#inputs += chunk.length;
    const parts: Float32Array[] = [];
    for (let at = 0; at < chunk.length; at += MAX_PIECE) {
      parts.push(this.#produce(chunk.subarray(at, at + MAX_PIECE), Infinity));
    }
    return parts.length === 1 ? parts[0] : concatenate(parts);
  }

  flush(): Float32Array {
    const { up, down, taps } = this.#filter;
    const total = Math.ceil((this.#inputs * up) / down);
    return this.#produce(new Float32Array(taps), total - this.#outputs);
  }

  #produce(chunk: Float32Array, limit: number): Float32Array {
    const { up, down, taps } = this.#filter;
    const inputs = this.#history.length + chunk.length;
    // As many as have all their taps: floor((phase + (count - 1) down) / up) + taps <= inputs.
    const possible = inputs < taps ? 0 : Math.floor(((inputs - taps + 1) * up - 1 - this.#phase) / down) + 1;
    const count = Math.max(0, Math.min(possible, limit));
    const output = polyphase([this.#history, chunk], this.#filter, this.#phase, count);
    this.#advance(chunk, count);
    return output;
  }

  #advance(chunk: Float32Array, count: number): void {
    const { up, down } = this.#filter;
    const ahead = this.#phase + count * down;
    const first = Math.floor(ahead / up);
    const old = this.#history;
    this.#history =
      first < old.length ? concatenate([old.subarray(first), chunk]) : chunk.slice(first - old.length);
    this.#phase = ahead % up;
    this.#outputs += count;
  }
}
