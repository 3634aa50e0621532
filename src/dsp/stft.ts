import { fourierTables } from './fourier-tables.ts';
import { doublesAt, floatsAt, kernels, layOut, type Pointers, wordsAt } from './kernels.ts';
import { copyPadded, type PadMode } from './padding.ts';
import { padCentre, periodicWindow, type WindowName } from './window.ts';

/** Parameters of a short-time Fourier transform; the defaults are librosa's. */
export interface StftParameters {
  /** Samples of a transform, a power of two of at least 8. */
  readonly nFft?: number;
  /** Samples from one frame to the next. */
  readonly hopLength?: number;
  /** Samples of the window, at most nFft; centred in the frame. */
  readonly winLength?: number;
  readonly window?: WindowName;
  /** Frame t is centred at sample t x hopLength (the default), or begins there. */
  readonly center?: boolean;
  /** Padding of centred frames beyond the ends of the signal. */
  readonly padMode?: PadMode;
}

/** Frames of complex spectra, frame by frame: `re` and `im` are [frames][bins]. */
export interface ComplexSpectrogram {
  readonly re: Float32Array;
  readonly im: Float32Array;
  readonly bins: number;
  readonly frames: number;
}

/** Representation of each complex bin; the numbers are the kernel's. */
const SPECTRUM_KINDS = { power: 0, magnitude: 1, complex: 2 } as const;
export type SpectrumKind = keyof typeof SPECTRUM_KINDS;

type TableName = 'window' | 'twiddles' | 'order';

const BLOCK_FRAMES = 64;

/** A prepared transform: window, twiddle factors, the order of the result. Read-only, made once and shared. */
export class Stft {
  readonly nFft: number;
  readonly hopLength: number;
  readonly bins: number;
  /** Values of a row in memory: `bins` and zeros up to a multiple of 4. */
  readonly stride: number;
  readonly window: Float64Array;
  readonly center: boolean;
  readonly padMode: PadMode;
  readonly #twiddles: Float64Array;
  readonly #order: Uint32Array;

  /** @throws RangeError for sizes that cannot be. */
  constructor(parameters: StftParameters = {}) {
    const { nFft = 2048, hopLength = Math.floor((parameters.winLength ?? nFft) / 4) } = parameters;
    const { winLength = nFft, window = 'hann', center = true, padMode = 'constant' } = parameters;
    check(nFft >= 8 && Number.isInteger(Math.log2(nFft)), 'nFft to be a power of two of at least 8', nFft);
    check(Number.isInteger(hopLength) && hopLength > 0, 'hopLength to be a positive integer', hopLength);
    check(winLength > 0 && winLength <= nFft, `winLength to be 1 to ${nFft}`, winLength);
    this.nFft = nFft;
    this.hopLength = hopLength;
    this.bins = nFft / 2 + 1;
    this.stride = Math.ceil(this.bins / 4) * 4;
    this.window = padCentre(periodicWindow(window, winLength), nFft);
    this.center = center;
    this.padMode = padMode;
    const { twiddles, order } = fourierTables(nFft);
    this.#twiddles = twiddles;
    this.#order = order;
  }

  /** Frames of a signal of `length` samples: at least one, a short signal is padded. */
  frameCount(length: number): number {
    const span = this.center ? length : length - this.nFft;
    return 1 + Math.max(0, Math.floor(span / this.hopLength));
  }

  /**
   * Spectra of `count` frames from frame `first` on, written to `output` row by row: `stride` values a row, for
   * `complex` twice that (real parts, then imaginary parts).
   */
  frames(signal: Float32Array, first: number, count: number, kind: SpectrumKind, output: Float32Array): void {
    const width = kind === 'complex' ? 2 * this.stride : this.stride;
    for (let done = 0; done < count; done += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, count - done);
      this.#block(signal, first + done, frames, kind, output.subarray(done * width, (done + frames) * width));
    }
  }

  /** Adds the inverse of complex rows, windowed, to `output`; row t begins at t x hopLength. Not normalised. */
  overlapAdd(rows: Float32Array, count: number, output: Float32Array): void {
    for (let done = 0; done < count; done += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, count - done);
      const part = rows.subarray(done * 2 * this.stride, (done + frames) * 2 * this.stride);
      const start = done * this.hopLength;
      this.#overlapBlock(part, frames, output.subarray(start, start + this.reach(frames)));
    }
  }

  #block(
    signal: Float32Array,
    first: number,
    frames: number,
    kind: SpectrumKind,
    output: Float32Array,
  ): void {
    const rows = roundUp2(frames);
    const width = kind === 'complex' ? 2 * this.stride : this.stride;
    const samples = this.reach(rows);
    const { nFft, hopLength, stride } = this;
    const pointers = layOut({ signal: samples, ...this.tableLengths, output: rows * width });
    const start = first * hopLength - (this.center ? nFft / 2 : 0);
    copyPadded(signal, start, samples, this.padMode, floatsAt(pointers.signal, samples));
    this.writeTables(pointers, 1);
    const sizes = { frames: rows, hop: hopLength, nFft, stride, kind: SPECTRUM_KINDS[kind] };
    kernels().stft({ ...pointers, ...sizes });
    output.set(floatsAt(pointers.output, frames * width));
  }

  #overlapBlock(rows: Float32Array, frames: number, output: Float32Array): void {
    const padded = roundUp2(frames);
    const samples = this.reach(padded);
    const { nFft, hopLength, stride } = this;
    const pointers = layOut({ output: samples, ...this.tableLengths, spectra: padded * 2 * stride });
    const sum = floatsAt(pointers.output, samples).fill(0);
    const input = floatsAt(pointers.spectra, padded * 2 * stride);
    input.fill(0, rows.length);
    input.set(rows);
    this.writeTables(pointers, 2 / nFft);
    kernels().istft({ ...pointers, stride, frames: padded, hop: hopLength, nFft });
    for (let i = 0; i < output.length; i++) output[i] += sum[i];
  }

  /** Room for what the kernels need beside signal and spectra: window, twiddles, order, work. */
  get tableLengths(): Record<TableName | 'work', number> {
    const { nFft } = this;
    return { window: 2 * nFft, twiddles: 4 * nFft, order: nFft / 2, work: 4 * nFft };
  }

  /** Writes the tables; the window times `scale`. */
  writeTables(pointers: Pointers<TableName>, scale: number): void {
    const target = doublesAt(pointers.window, this.nFft);
    for (let n = 0; n < this.nFft; n++) target[n] = this.window[n] * scale;
    doublesAt(pointers.twiddles, 2 * this.nFft).set(this.#twiddles);
    wordsAt(pointers.order, this.nFft / 2).set(this.#order);
  }

  /** Samples under so many frames. */
  reach(frames: number): number {
    return (frames - 1) * this.hopLength + this.nFft;
  }
}

/**
 * Short-time Fourier transform: X[t][k] = sum over n of w[n] x[t hop + n - nFft/2] exp(-2 pi i k n / nFft).
 *
 * @returns [frames][nFft/2 + 1], frames = 1 + floor(length / hopLength) when centred.
 */
export function stft(signal: Float32Array, parameters: StftParameters = {}): ComplexSpectrogram {
  const plan = new Stft(parameters);
  const frames = plan.frameCount(signal.length);
  const rows = new Float32Array(frames * 2 * plan.stride);
  plan.frames(signal, 0, frames, 'complex', rows);
  const re = new Float32Array(frames * plan.bins);
  const im = new Float32Array(frames * plan.bins);
  for (let t = 0; t < frames; t++) {
    const start = t * 2 * plan.stride;
    re.set(rows.subarray(start, start + plan.bins), t * plan.bins);
    im.set(rows.subarray(start + plan.stride, start + plan.stride + plan.bins), t * plan.bins);
  }
  return { re, im, bins: plan.bins, frames };
}

/**
 * The signal whose transform comes closest, in squares, to the given one: windowed overlap-add divided by the sum
 * of the squared windows.
 *
 * @param length samples of the result; what no frame reaches is zero.
 */
export function istft(
  spectrogram: ComplexSpectrogram,
  length: number,
  parameters: StftParameters = {},
): Float32Array {
  const plan = new Stft({ nFft: 2 * (spectrogram.bins - 1), ...parameters });
  const { bins, frames } = spectrogram;
  const rows = new Float32Array(frames * 2 * plan.stride);
  for (let t = 0; t < frames; t++) {
    rows.set(spectrogram.re.subarray(t * bins, (t + 1) * bins), t * 2 * plan.stride);
    rows.set(spectrogram.im.subarray(t * bins, (t + 1) * bins), (t * 2 + 1) * plan.stride);
  }
  const sum = new Float32Array((frames - 1) * plan.hopLength + plan.nFft);
  plan.overlapAdd(rows, frames, sum);
  normaliseOverlap(sum, frames, plan);
  const output = new Float32Array(length);
  const start = plan.center ? plan.nFft / 2 : 0;
  output.set(sum.subarray(start, start + length));
  return output;
}

/** Divides an overlap-add of `frames` frames, the first at sample 0, by the sum of the squared windows. */
function normaliseOverlap(sum: Float32Array, frames: number, plan: Stft): void {
  const weights = new Float64Array(sum.length);
  for (let t = 0; t < frames; t++) {
    const start = t * plan.hopLength;
    for (let n = 0; n < plan.nFft; n++) weights[start + n] += plan.window[n] * plan.window[n];
  }
  for (let i = 0; i < sum.length; i++) if (weights[i] > 1.1754943508222875e-38) sum[i] /= weights[i];
}

function roundUp2(value: number): number {
  return Math.ceil(value / 2) * 2;
}

function check(holds: boolean, expected: string, got: number): void {
  if (!holds) throw new RangeError(`Expected ${expected}, got ${got}`);
}
