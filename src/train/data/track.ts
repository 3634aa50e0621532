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
  /** Where the audio is; left out in a feature table. */
  readonly path?: string;
  /** As listed or tagged; left out where nobody says. */
  readonly artist?: string;
  readonly split?: Split;
  /** In a feature table: the values of `Dataset.columns`. */
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

/** What was read, before it is known which files can be heard. */
export interface Listing {
  readonly tracks: readonly Track[];
  readonly broken: readonly BrokenTrack[];
  /** Names of the features in a feature table. */
  readonly columns?: readonly string[];
}
