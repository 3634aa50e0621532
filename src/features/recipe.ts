import type { Samples } from '../audio/samples.ts';

/** One named array: row-major `data` with its `shape`, e.g. [104] or [frames, 13]. */
export interface FeatureArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/**
 * A named, versioned way from samples to one array. Two vectors may be compared only if their recipes have
 * the same name and version; a model names the recipes that it was trained on and refuses all others.
 */
export interface Recipe {
  readonly name: string;
  /** Raised whenever a number changes. */
  readonly version: number;
  /** Everything that decides the numbers: sample rate, window, hop, ... in the units of their names. */
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** Shape of the result; -1 stands for a number of frames that depends on the duration. */
  readonly shape: readonly number[];
  /** A name for each column (the last axis). */
  readonly columns: readonly string[];
  /** Samples at 22,050 Hz, at least 1; never NaN or infinite, whatever the input. */
  compute(samples: Samples): FeatureArray;
}
