import { resample } from '../audio/resample.ts';
import type { Samples } from '../audio/samples.ts';
import { saneSamples } from '../dsp/sane.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { keptUnder, Spectra, type SpectraParameters, stftParameters } from './spectra.ts';

/** Pretrained networks that turn a sound into an embedding. */
export interface Ear {
  embed(analysis: Analysis, network: EarNetwork): Promise<Float32Array>;
  /** Prepares a network, before the first sound needs it. */
  prepare?(network: EarNetwork): void;
}

/** Embedding network, under its name in the Python package musicnn. */
export type EarNetwork = 'MSD_musicnn' | 'MSD_vgg';

export interface AnalysisOptions {
  /** Embedding network, for recipes that need one. */
  readonly ear?: Ear;
}

/** Input of a feature: samples, an analysis of them, or the spectra of one. */
export type Sound = Samples | Analysis | Spectra;

/**
 * Analysis of one sound: samples at other rates, spectra by their parameters, and whatever `memo` keeps, each
 * computed on demand and released with this object.
 */
export class Analysis {
  /** Mono, finite and of sane magnitude, at `sampleRate`. Not to be written to. */
  readonly signal: Float32Array;
  readonly sampleRate: number;
  readonly ear: Ear | undefined;
  readonly #results = new Map<string, unknown>();

  /** @param samples values that are no numbers count as zero, absurdly large ones are limited */
  constructor(samples: Samples, options: AnalysisOptions = {}) {
    this.signal = saneSamples(samples.data);
    this.sampleRate = samples.sampleRate;
    this.ear = options.ear;
  }

  /** The same sound at another rate, in Hz. */
  samples(sampleRate = this.sampleRate): Samples {
    const { signal } = this;
    if (sampleRate === this.sampleRate) return { data: signal, sampleRate };
    const convert = () => ({ data: resample(signal, this.sampleRate, sampleRate), sampleRate });
    return this.memo(`samples ${sampleRate}`, convert);
  }

  /** Spectra at the rate given, else at the sound's own; the hop is 512 unless given. */
  spectra(parameters: SpectraParameters & { readonly sampleRate?: number } = {}): Spectra {
    const { sampleRate = this.sampleRate, fMin: minimumHz = 0 } = parameters;
    const wanted = { ...stftParameters(parameters), minimumHz };
    const make = () => new Spectra(this.samples(sampleRate), wanted);
    return this.memo(`spectra ${sampleRate} ${JSON.stringify(wanted)}`, make);
  }

  /** The result kept under `key`, computed at the first call. */
  memo<Result>(key: string, compute: () => Result): Result {
    return keptUnder(this.#results, key, compute);
  }
}

/** The spectra of a sound; `parameters` count unless they are there already. */
export function spectraOf(sound: Sound, parameters: StftParameters = {}): Spectra {
  if (sound instanceof Spectra) return sound;
  const analysis = sound instanceof Analysis ? sound : new Analysis(sound);
  return analysis.spectra(stftParameters(parameters));
}
