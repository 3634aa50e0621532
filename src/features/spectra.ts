import type { Samples } from '../audio/samples.ts';
import { Stft, type StftParameters } from '../dsp/stft.ts';

/**
 * Number of values up to which spectra are kept, about three minutes; those of longer sounds are computed
 * again for each pass.
 */
const KEPT_VALUES = 8_388_608;
const BLOCK_FRAMES = 512;
/** Number of cached transforms: the recipes need six. */
const MAX_TRANSFORMS = 16;

export interface SpectraParameters extends StftParameters {
  /** Bins below this frequency, in Hz, count as silent: rumble and offsets tell the recording, not the music. */
  readonly fMin?: number;
}

/** A prepared transform and what follows from it alone, such as filter banks. */
interface Transform {
  readonly stft: Stft;
  readonly tools: Map<string, unknown>;
}

/** Transforms by their parameters, shared by all sounds. */
const transforms = new Map<string, Transform>();

/**
 * The short-time spectra of one sound and what features share of them: the magnitudes and whatever `memo` keeps,
 * computed when first asked for. Memory is bounded: the spectrogram of a long sound is never held whole.
 */
export class Spectra {
  readonly signal: Float32Array;
  readonly sampleRate: number;
  readonly stft: Stft;
  readonly frames: number;
  /** The lowest bin that counts; those below are zero. */
  readonly firstBin: number;
  readonly #tools: Map<string, unknown>;
  readonly #results = new Map<string, unknown>();
  #magnitudes: Float32Array | undefined;

  /** @param samples finite and of sane magnitude, as those of an `Analysis` are */
  constructor(samples: Samples, parameters: SpectraParameters = {}) {
    const { fMin = 0 } = parameters;
    const { stft, tools } = transformOf(parameters);
    this.signal = samples.data;
    this.sampleRate = samples.sampleRate;
    this.stft = stft;
    this.frames = stft.frameCount(this.signal.length);
    this.firstBin = Math.ceil((fMin * stft.nFft) / this.sampleRate);
    this.#tools = tools;
  }

  /** Calls `visit` with the magnitudes of consecutive frames: rows of `stft.stride` values, from frame `first` on. */
  eachBlock(visit: (rows: Float32Array, first: number) => void): void {
    const { stride } = this.stft;
    if (this.frames * stride <= KEPT_VALUES) {
      visit(this.magnitudes(0, this.frames), 0);
      return;
    }
    for (let first = 0; first < this.frames; first += BLOCK_FRAMES) {
      visit(this.magnitudes(first, Math.min(BLOCK_FRAMES, this.frames - first)), first);
    }
  }

  /** Magnitudes of `count` frames from `first` on, rows of `stft.stride` values. Not to be written to. */
  magnitudes(first: number, count: number): Float32Array {
    const { stride } = this.stft;
    if (this.frames * stride > KEPT_VALUES) return this.#compute(first, count);
    this.#magnitudes ??= this.#compute(0, this.frames);
    return this.#magnitudes.subarray(first * stride, (first + count) * stride);
  }

  /** The result kept under `key`, computed at the first call. */
  memo<Result>(key: string, compute: () => Result): Result {
    return keptUnder(this.#results, key, compute);
  }

  /** Cached value that depends on the rate and the transform alone, such as a filter bank. */
  tool<Tool>(key: string, make: () => Tool): Tool {
    return keptUnder(this.#tools, `${key} ${this.sampleRate}`, make);
  }

  #compute(first: number, count: number): Float32Array {
    const { stft } = this;
    const rows = new Float32Array(count * stft.stride);
    stft.frames(this.signal, first, count, 'magnitude', rows);
    for (let t = 0; t < count; t++) rows.fill(0, t * stft.stride, t * stft.stride + this.firstBin);
    return rows;
  }
}

/** The parameters of the transform alone, with librosa's hop, in one order. */
export function stftParameters(parameters: StftParameters): StftParameters {
  const { nFft, hopLength = 512, winLength, window, center, padMode } = parameters;
  return { nFft, hopLength, winLength, window, center, padMode };
}

/** The value kept under `key`, made at the first call. */
export function keptUnder<Value>(kept: Map<string, unknown>, key: string, make: () => Value): Value {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as Value;
}

function transformOf(parameters: StftParameters): Transform {
  const wanted = stftParameters(parameters);
  const make = () => ({ stft: new Stft(wanted), tools: new Map<string, unknown>() });
  const transform = keptUnder(transforms, JSON.stringify(wanted), make);
  if (transforms.size > MAX_TRANSFORMS) transforms.delete(transforms.keys().next().value!);
  return transform;
}
