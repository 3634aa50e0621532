import type { Samples } from '../audio/samples.ts';
import { saneSamples } from '../dsp/sane.ts';
import { Stft, type StftParameters } from '../dsp/stft.ts';

/** Spectra of longer sounds are computed again for each pass instead of kept: about three minutes. */
const KEPT_VALUES = 8_388_608;
const BLOCK_FRAMES = 512;

/** Only the last sound's: an analysis is many times larger than its sound, and nobody says when it is done with. */
let recent: { readonly samples: Samples; readonly results: Map<string, unknown> } | undefined;
/** Transforms of the recipes, by their parameters: as many as there are kinds of analysis, for songs to come. */
const transforms = new Map<string, Stft>();
/** What follows from a transform alone, kept as long as it. */
const tools = new WeakMap<Stft, Map<string, unknown>>();

export interface AnalysisParameters extends StftParameters {
  /** Bins below this frequency, in Hz, count as silent: rumble and offsets tell the recording, not the music. */
  readonly minimumHz?: number;
}

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
  /** The lowest bin that counts; those below are zero. */
  readonly firstBin: number;
  private kept: Float32Array | undefined;
  private readonly results = new Map<string, unknown>();

  /** Non-finite samples count as zero, absurdly large ones are limited. */
  constructor(samples: Samples, parameters: AnalysisParameters = {}, stft?: Stft) {
    this.signal = saneSamples(samples.data);
    this.sampleRate = samples.sampleRate;
    this.stft = stft ?? new Stft({ hopLength: 512, ...parameters });
    this.frames = this.stft.frameCount(this.signal.length);
    const { minimumHz = 0 } = parameters;
    this.firstBin = Math.ceil((minimumHz * this.stft.nFft) / this.sampleRate);
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
    return keptUnder(this.results, key, compute);
  }

  /** What follows from the rate and the transform alone, such as a filter bank: kept for further sounds. */
  tool<Tool>(key: string, make: () => Tool): Tool {
    const kept = tools.get(this.stft) ?? new Map<string, unknown>();
    tools.set(this.stft, kept);
    return keptUnder(kept, `${key} ${this.sampleRate}`, make);
  }

  private spectra(first: number, count: number): Float32Array {
    const rows = new Float32Array(count * this.stft.stride);
    this.stft.frames(this.signal, first, count, 'magnitude', rows);
    for (let t = 0; t < count; t++) rows.fill(0, t * this.stft.stride, t * this.stft.stride + this.firstBin);
    return rows;
  }
}

/**
 * What several recipes need of one sound, computed for the first of them. It goes with the object: samples must not
 * change after the first recipe, and the next sound takes the place of this one.
 */
export function shared<Result>(samples: Samples, key: string, compute: () => Result): Result {
  if (recent?.samples !== samples) recent = { samples, results: new Map() };
  return keptUnder(recent.results, key, compute);
}

/** The analysis that recipes with equal parameters share, so that they cost one spectrogram. */
export function sharedAnalysis(samples: Samples, parameters: AnalysisParameters): Analysis {
  const { minimumHz, ...ofTransform } = parameters;
  return shared(samples, `analysis ${JSON.stringify(parameters)}`, () => {
    const transform = () => new Stft({ hopLength: 512, ...ofTransform });
    return new Analysis(samples, parameters, keptUnder(transforms, JSON.stringify(ofTransform), transform));
  });
}

/** The analysis of a sound; `parameters` count only where samples are given. */
export function analysisOf(sound: Sound, parameters: StftParameters = {}): Analysis {
  return sound instanceof Analysis ? sound : new Analysis(sound, parameters);
}

function keptUnder<Result>(kept: Map<string, unknown>, key: string, compute: () => Result): Result {
  if (!kept.has(key)) kept.set(key, compute());
  return kept.get(key) as Result;
}
