import type { Samples } from '../audio/samples.ts';
import { Stft, type StftParameters } from '../dsp/stft.ts';

/** Spectra of longer sounds are computed again for each pass instead of kept: about three minutes. */
const KEPT_VALUES = 8_388_608;
const BLOCK_FRAMES = 512;
/** Far beyond any sound; its spectrum still fits a 32-bit float squared. */
const LOUDEST = 1e6;

/** What a feature listens to: samples, or an analysis of them that shares one spectrogram between features. */
export type Sound = Samples | Analysis;

/**
 * One sound and what features share of it, computed when first asked for: the magnitude spectrogram and whatever
 * `memo` keeps. Memory is bounded: the spectrogram of a long sound is never held whole.
 */
export class Analysis {
  readonly signal: Float32Array;
  readonly sampleRate: number;
  readonly stft: Stft;
  readonly frames: number;
  private kept: Float32Array | undefined;
  private readonly results = new Map<string, unknown>();

  /** Non-finite samples count as zero, absurdly large ones are limited. */
  constructor(samples: Samples, parameters: StftParameters = {}) {
    this.signal = sane(samples.data);
    this.sampleRate = samples.sampleRate;
    this.stft = new Stft({ hopLength: 512, ...parameters });
    this.frames = this.stft.frameCount(this.signal.length);
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
    if (this.frames * stride > KEPT_VALUES) return this.spectra(first, count);
    this.kept ??= this.spectra(0, this.frames);
    return this.kept.subarray(first * stride, (first + count) * stride);
  }

  /** The result kept under `key`, computed at the first call. */
  memo<Result>(key: string, compute: () => Result): Result {
    if (!this.results.has(key)) this.results.set(key, compute());
    return this.results.get(key) as Result;
  }

  private spectra(first: number, count: number): Float32Array {
    const rows = new Float32Array(count * this.stft.stride);
    this.stft.frames(this.signal, first, count, 'magnitude', rows);
    return rows;
  }
}

/** The analysis of a sound; `parameters` count only where samples are given. */
export function analysisOf(sound: Sound, parameters: StftParameters = {}): Analysis {
  return sound instanceof Analysis ? sound : new Analysis(sound, parameters);
}

function sane(data: Float32Array): Float32Array {
  if (data.every((value) => Math.abs(value) <= LOUDEST)) return data;
  return data.map((value) => (Number.isFinite(value) ? Math.max(-LOUDEST, Math.min(LOUDEST, value)) : 0));
}
