import type { Analysis } from './analysis.ts';

/** One named array: row-major `data` with its `shape`, e.g. [104] or [frames, 13]. */
export interface FeatureArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Recipe: a named, versioned way from a sound to one array. Two vectors may be compared only if their recipes
 * have the same name and version; a model names the recipes that it was trained on and refuses all others.
 */
export interface Recipe {
  readonly name: string;
  /** Raised whenever a number changes. */
  readonly version: number;
  /** Parameters that decide the numbers: sample rate, window, hop, ... in the units of their names. */
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** Shape of the result; -1 stands for a number of frames that depends on the duration. */
  readonly shape: readonly number[];
  /** A name for each column (the last axis). */
  readonly columns: readonly string[];
  /** Computes the feature of at least one sample at 22,050 Hz; never NaN or infinite, whatever the sound. */
  compute(analysis: Analysis): FeatureArray | Promise<FeatureArray>;
}

/** Recipe without a network: its result is synchronous. */
export interface SyncRecipe extends Recipe {
  compute(analysis: Analysis): FeatureArray;
}
