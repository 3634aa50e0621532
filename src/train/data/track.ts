import type { TonearmError } from '../../errors.ts';

export const SPLITS = ['train', 'valid', 'test'] as const;

/** The side on which the collection's own author put a track. */
export type Split = (typeof SPLITS)[number];

/** One song with its label. Folds are over tracks, never over pieces of one. */
export interface Track {
  /** Unique in its data set and stable: a path relative to it, with slashes, or the name in a table. */
  readonly id: string;
  readonly label: string;
  /** All, `label` being the first, where a song may have several. */
  readonly labels?: readonly string[];
  /** Path of the audio; undefined in a feature table. */
  readonly path?: string;
  /** Artist as listed or tagged; undefined if unknown. */
  readonly artist?: string;
  readonly split?: Split;
  /** Values of `Dataset.columns`, in a feature table. */
  readonly features?: Float32Array;
}

/** One, or all where a song may have several. */
export function labelsOf({ label, labels = [label] }: Track): readonly string[] {
  return labels;
}

/** A track that is listed but cannot be used, and why. */
export interface BrokenTrack {
  readonly id: string;
  readonly reason: TonearmError;
}

/** Listed tracks, before it is known which files can be decoded. */
export interface Listing {
  readonly tracks: readonly Track[];
  readonly broken: readonly BrokenTrack[];
  /** Names of the features in a feature table. */
  readonly columns?: readonly string[];
}
