import { BadRequest } from '../errors.ts';
import { designFilter, type PolyphaseFilter } from './resample-filter.ts';

/** Turns mono sound at one rate into another, piece by piece; any split of the input gives the same bits. */
export interface Resampler {
  /** What can be said after this piece. */
  push(chunk: Float32Array): Float32Array;
  /** The rest, once. */
  flush(): Float32Array;
}

/** Input is worked off in pieces of this many samples, so that memory stays small. */
const MAX_PIECE = 1 << 16;

/**
 * Sample-rate conversion by a windowed sinc (see `resample-filter.ts`). Output sample k is the sound at
 * k / toRate seconds (no delay), and n samples become ceil(n * toRate / fromRate). Sound is silent outside.
 * @param fromRate, toRate Hz, whole numbers
 */
export async function* resampleStream(
  chunks: AsyncIterable<Float32Array>,
  fromRate: number,
  toRate: number,
): AsyncGenerator<Float32Array> {
  const resampler = createResampler(fromRate, toRate);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += MAX_PIECE) {
      const out = resampler.push(chunk.subarray(at, at + MAX_PIECE));
      if (out.length > 0) yield out;
    }
  }
  const rest = resampler.flush();
  if (rest.length > 0) yield rest;
}

/** As `resampleStream`, at once. */
export function resample(samples: Float32Array, fromRate: number, toRate: number): Float32Array {
  const resampler = createResampler(fromRate, toRate);
  const parts: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += MAX_PIECE)
    parts.push(resampler.push(samples.subarray(at, at + MAX_PIECE)));
  parts.push(resampler.flush());
  return concatenate(parts);
}

/** One after the other. */
export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @throws {BadRequest} for rates that are not positive whole numbers */
export function createResampler(fromRate: number, toRate: number): Resampler {
  for (const rate of [fromRate, toRate]) {
    if (!(Number.isInteger(rate) && rate > 0))
      throw new BadRequest(`Expected a whole rate in Hz, got ${rate}.`);
  }
  if (fromRate === toRate) return { push: (chunk) => chunk, flush: () => new Float32Array(0) };
  return new PolyphaseResampler(designFilter(fromRate, toRate));
}

class PolyphaseResampler implements Resampler {
  readonly #filter: PolyphaseFilter;
  /** Input still needed, starting with `half - 1` samples before the next output's centre. */
  #history: Float64Array;
  #length: number;
  /** Whole input samples between `#history[0]` and the first tap of the next output. */
  #next = 0;
  /** The next output lies `#phase / up` of an input sample after its centre. */
  #phase = 0;
  #inputs = 0;
  #outputs = 0;

  constructor(filter: PolyphaseFilter) {
    this.#filter = filter;
    this.#length = filter.taps / 2 - 1;
    this.#history = new Float64Array(this.#length);
  }

  push(chunk: Float32Array): Float32Array {
    this.#inputs += chunk.length;
    this.#append(chunk);
    return this.#produce(Number.POSITIVE_INFINITY);
  }

  flush(): Float32Array {
    const { up, down, taps } = this.#filter;
    const total = Math.ceil((this.#inputs * up) / down);
    this.#append(new Float32Array(taps));
    return this.#produce(total - this.#outputs);
  }

  #append(chunk: Float32Array): void {
    const kept = this.#length - this.#next;
    const needed = kept + chunk.length;
    if (this.#history.length < needed) {
      const larger = new Float64Array(needed);
      larger.set(this.#history.subarray(this.#next, this.#length));
      this.#history = larger;
    } else {
      this.#history.copyWithin(0, this.#next, this.#length);
    }
    this.#history.set(chunk, kept);
    this.#length = needed;
    this.#next = 0;
  }

  #produce(limit: number): Float32Array {
    const { up, down, taps } = this.#filter;
    // Outputs until the last tap leaves the history: (next + floor((phase + m down) / up)) + taps <= length.
    const spare = this.#length - taps - this.#next;
    const possible = spare < 0 ? 0 : Math.floor(((spare + 1) * up - this.#phase - 1) / down) + 1;
    const out = new Float32Array(Math.max(0, Math.min(possible, limit)));
    for (let i = 0; i < out.length; i++) {
      out[i] = this.#filter.apply(this.#history, this.#next, this.#phase);
      const ahead = this.#phase + down;
      this.#next += Math.floor(ahead / up);
      this.#phase = ahead % up;
    }
    this.#outputs += out.length;
    return out;
  }
}
