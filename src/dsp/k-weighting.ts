/** The ear's weighting of ITU-R BS.1770-4, at any rate. */
import type { Biquad } from './biquad.ts';
import { doublesAt, floatsAt, kernels, layOut } from './kernels.ts';

/**
 * Coefficients whose digital filters at 48 kHz are those of the standard's tables: a shelf for the head, and a
 * high-pass.
 */
const SHELF = { hertz: 1681.974450955533, decibels: 3.999843853973347, quality: 0.7071752369554196 };
const HIGH_PASS = { hertz: 38.13547087602444, quality: 0.5003270373238773 };
/** Exponent of the shelf's gain at its corner frequency. */
const SHELF_EXPONENT = 0.4996667741545416;

function kWeighting(sampleRate: number): readonly [Biquad, Biquad] {
  return [shelf(sampleRate), highPass(sampleRate)];
}

function shelf(sampleRate: number): Biquad {
  const { hertz, decibels, quality } = SHELF;
  const k = warped(hertz, sampleRate);
  const high = 10 ** (decibels / 20);
  const middle = high ** SHELF_EXPONENT;
  const a0 = 1 + k / quality + k * k;
  const b = [
    high + (middle * k) / quality + k * k,
    2 * (k * k - high),
    high - (middle * k) / quality + k * k,
  ];
  return {
    b: [b[0] / a0, b[1] / a0, b[2] / a0],
    a: [(2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0],
  };
}

function highPass(sampleRate: number): Biquad {
  const { hertz, quality } = HIGH_PASS;
  const k = warped(hertz, sampleRate);
  const a0 = 1 + k / quality + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0] };
}

function warped(hertz: number, sampleRate: number): number {
  // Half of a very low rate may lie below the shelf: there it is flat.
  return Math.tan(Math.PI * Math.min(hertz / sampleRate, 0.49));
}

/** Values of `state`: filters and their state, of two channels. */
const STATE = 8;

/** K-weighted power of a sound's channels, piece by piece. */
export class WeightedPower {
  readonly #filters: Float64Array;
  /** Channels that count, two by two; the last may stand alone. */
  readonly #pairs: readonly (readonly number[])[];
  readonly #weights: readonly number[];
  readonly #states: readonly Float64Array[];

  /** @param weights of the channels, 0 for one that does not count */
  constructor(sampleRate: number, weights: readonly number[]) {
    this.#filters = Float64Array.from(kWeighting(sampleRate).flatMap(({ b, a }) => [...b, ...a]));
    const counted = [...weights.keys()].filter((channel) => weights[channel] > 0);
    this.#pairs = counted.flatMap((_, i) => (i % 2 === 0 ? [counted.slice(i, i + 2)] : []));
    this.#weights = weights;
    this.#states = this.#pairs.map(() => new Float64Array(STATE));
  }

  /** The weighted sums of the squares of the next samples: up to the first of `ends`, from there to the second, ... */
  push(planes: readonly Float32Array[], ends: readonly number[]): Float64Array {
    const sums = new Float64Array(ends.length);
    this.#pairs.forEach((pair, i) => {
      this.#pushPair(pair, planes, this.#states[i], ends, sums);
    });
    return sums;
  }

  #pushPair(
    [first, second = first]: readonly number[],
    planes: readonly Float32Array[],
    held: Float64Array,
    ends: readonly number[],
    sums: Float64Array,
  ): void {
    const { length } = planes[first];
    const { filters, state, output, ...sound } = layOut({
      filters: 2 * this.#filters.length,
      state: 2 * STATE,
      output: 4,
      left: length,
      right: length,
    });
    doublesAt(filters, this.#filters.length).set(this.#filters);
    doublesAt(state, STATE).set(held);
    floatsAt(sound.left, length).set(planes[first]);
    floatsAt(sound.right, length).set(planes[second]);
    const powers = doublesAt(output, 2);
    let from = 0;
    ends.forEach((end, i) => {
      const [left, right] = [sound.left + 4 * from, sound.right + 4 * from];
      kernels().weightedPowers({ left, right, count: end - from, filters, state, output });
      sums[i] +=
        this.#weights[first] * powers[0] + (second === first ? 0 : this.#weights[second] * powers[1]);
      from = end;
    });
    held.set(doublesAt(state, STATE));
  }

  /** Resets the state: the next samples do not follow the last ones. */
  restart(): void {
    for (const state of this.#states) state.fill(0);
  }
}
