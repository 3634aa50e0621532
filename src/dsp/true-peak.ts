/** The highest level between samples, by oversampling (ITU-R BS.1770-4, annex 2). */
import { besselI0 } from './bessel.ts';
import { type PolyphaseFilter, polyphase } from './polyphase.ts';
import { largestMagnitude } from './sane.ts';

const TAPS = 16;
const CENTRE = TAPS / 2 - 1;
/** Samples that are looked at together. */
const PIECE = 512;
/** Of the Kaiser window: some 60 dB of attenuation. */
const BETA = 5.65;

/** Finds the true peak of one channel, piece by piece. */
export class TruePeak {
  readonly #filter: PolyphaseFilter;
  /** No output is larger than this many times the largest input. */
  readonly #gain: number;
  #history = new Float32Array(CENTRE);
  #peak = 0;

  constructor(sampleRate: number) {
    this.#filter = oversampler(sampleRate < 96_000 ? 4 : sampleRate < 192_000 ? 2 : 1);
    this.#gain = largestGain(this.#filter);
  }

  /** Of what was pushed so far, as a share of full scale. */
  get peak(): number {
    return this.#peak;
  }

  push(sound: Float32Array): void {
    const input = new Float32Array(this.#history.length + sound.length);
    input.set(this.#history);
    input.set(sound, this.#history.length);
    this.#measure(input);
    this.#history = input.slice(Math.max(0, input.length - TAPS + 1));
  }

  /** Ends what was pushed: what comes next does not follow it. */
  restart(): void {
    this.push(new Float32Array(TAPS));
    this.#history = new Float32Array(CENTRE);
  }

  /** Most pieces cannot hold the peak of the song: those are not oversampled. */
  #measure(input: Float32Array): void {
    const { up } = this.#filter;
    for (let at = 0; at + TAPS <= input.length; at += PIECE) {
      const piece = input.subarray(at, at + PIECE + TAPS - 1);
      if (largestMagnitude(piece) * this.#gain <= this.#peak) continue;
      const output = polyphase(piece, this.#filter, 0, (piece.length - TAPS + 1) * up);
      this.#peak = Math.max(this.#peak, largestMagnitude(output));
    }
  }
}

const filters = new Map<number, PolyphaseFilter>();

function oversampler(up: number): PolyphaseFilter {
  const filter = filters.get(up) ?? designOversampler(up);
  filters.set(up, filter);
  return filter;
}

/** A windowed sinc whose first phase is the samples themselves. */
function designOversampler(up: number): PolyphaseFilter {
  const coefficients = new Float32Array((up + 1) * TAPS);
  for (let row = 0; row <= up; row++) {
    for (let tap = 0; tap < TAPS; tap++) {
      const time = tap - CENTRE - row / up;
      coefficients[row * TAPS + tap] = sinc(time) * kaiser(time / (TAPS / 2));
    }
  }
  return { up, down: 1, taps: TAPS, centre: CENTRE, rows: up, coefficients };
}

function largestGain({ up, coefficients }: PolyphaseFilter): number {
  const gains = Array.from({ length: up }, (_, row) =>
    coefficients.subarray(row * TAPS, (row + 1) * TAPS).reduce((sum, value) => sum + Math.abs(value), 0),
  );
  return Math.max(...gains);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(BETA * Math.sqrt(1 - x * x)) / besselI0(BETA);
}
