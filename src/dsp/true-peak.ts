/** The highest level between samples, by oversampling (ITU-R BS.1770-4, annex 2). */
import { besselI0 } from './bessel.ts';
import { floatsAt, kernels, layOut } from './kernels.ts';

const TAPS = 16;
const CENTRE = TAPS / 2 - 1;
/** Places that the kernel looks at together. */
const TOGETHER = 16;
/** Shape parameter of the Kaiser window: some 60 dB of attenuation. */
const BETA = 5.65;

/** Finds the true peak of one channel, piece by piece. */
export class TruePeak {
  readonly #filter: Oversampler;
  /** Filter state: the samples that the next outputs need. */
  #history = new Float32Array(CENTRE);
  #peak = 0;

  constructor(sampleRate: number) {
    this.#filter = oversampler(sampleRate < 96_000 ? 4 : sampleRate < 192_000 ? 2 : 1);
  }

  /** True peak of what was pushed so far, as a share of full scale. */
  get peak(): number {
    return this.#peak;
  }

  push(sound: Float32Array): void {
    const { coefficients, up, gain } = this.#filter;
    const { length } = this.#history;
    const heard = length + sound.length;
    const count = Math.max(0, TOGETHER * Math.floor((heard - TAPS + 1) / TOGETHER));
    const pointers = layOut({ filter: coefficients.length, sound: heard });
    const input = floatsAt(pointers.sound, heard);
    input.set(this.#history);
    input.set(sound, length);
    floatsAt(pointers.filter, coefficients.length).set(coefficients);
    const shape = { up, taps: TAPS, centre: CENTRE };
    this.#peak = kernels().truePeak({ ...pointers, ...shape, count, gain, peak: this.#peak });
    this.#history = input.slice(count);
  }

  /** Ends what was pushed: what comes next does not follow it. */
  restart(): void {
    this.push(new Float32Array(TAPS + TOGETHER));
    this.#history = new Float32Array(CENTRE);
  }
}

/** A windowed sinc whose first phase is the samples themselves. */
interface Oversampler {
  readonly up: number;
  /** [up][TAPS] */
  readonly coefficients: Float32Array;
  /** No output is larger than this many times the largest input. */
  readonly gain: number;
}

const filters = new Map<number, Oversampler>();

function oversampler(up: number): Oversampler {
  const filter = filters.get(up) ?? designOversampler(up);
  filters.set(up, filter);
  return filter;
}

function designOversampler(up: number): Oversampler {
  const coefficients = new Float32Array(up * TAPS);
  const gains = new Float64Array(up);
  coefficients.forEach((_, i) => {
    const [row, tap] = [Math.floor(i / TAPS), i % TAPS];
    const time = tap - CENTRE - row / up;
    coefficients[i] = sinc(time) * kaiser(time / (TAPS / 2));
    gains[row] += Math.abs(coefficients[i]);
  });
  return { up, coefficients, gain: Math.max(...gains) };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(BETA * Math.sqrt(1 - x * x)) / besselI0(BETA);
}
