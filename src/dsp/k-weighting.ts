/** The ear's weighting of ITU-R BS.1770-4, at any rate. */
import type { Biquad } from './biquad.ts';
import { doublesAt, floatsAt, kernels, layOut } from './kernels.ts';

/**
 * Coefficients whose digital filters at 48 kHz are those of the standard's tables: a shelf for the head, and a
 * high-pass.
 */
const SHELF = { hertz: 1681.974450955533, decibels: 3.999843853973347, quality: 0.7071752369554196 };
const HIGH_PASS = { hertz: 38.13547087602444, quality: 0.5003270373238773 };
/** Of the shelf's gain at its corner. */
const SHELF_EXPONENT = 0.4996667741545416;

export function kWeighting(sampleRate: number): readonly [Biquad, Biquad] {
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

/** The power of one channel behind the weighting, piece by piece. */
export class WeightedPower {
  readonly #filters: Float64Array;
  readonly #state = new Float64Array(4);

  constructor(sampleRate: number) {
    this.#filters = Float64Array.from(kWeighting(sampleRate).flatMap(({ b, a }) => [...b, ...a]));
  }

  /** The sum of the squares of the next samples. */
  push(sound: Float32Array): number {
    const {
      filters,
      state,
      sound: at,
    } = layOut({
      filters: 2 * this.#filters.length,
      state: 2 * this.#state.length,
      sound: sound.length,
    });
    doublesAt(filters, this.#filters.length).set(this.#filters);
    doublesAt(state, this.#state.length).set(this.#state);
    floatsAt(at, sound.length).set(sound);
    const power = kernels().weightedPower({ sound: at, count: sound.length, filters, state });
    this.#state.set(doublesAt(state, this.#state.length));
    return power;
  }

  /** What comes next does not follow what came before. */
  restart(): void {
    this.#state.fill(0);
  }
}
