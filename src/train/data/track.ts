import type { TonearmError } from '../../errors.ts';

export const SPLITS = ['train', 'valid', 'test'] as const;

/** Side of the split, as the collection's author published it. */
export type Split = (typeof SPLITS)[number];

/** Labelled song. Folds are over tracks, never over pieces of one. */
export interface Track {
  /** Id, unique in its data set and stable: a path relative to it, with slashes, or the name in a table. */
  readonly id: string;
  readonly label: string;
  /** All labels, `label` first, if a song may have several. */
  readonly labels?: readonly string[];
  /** Path of the audio; undefined in a feature table. */
  readonly path?: string;
  /** Artist as listed or tagged; undefined if unknown. */
  readonly artist?: string;
  readonly split?: Split;
  /** Values of `Dataset.columns`, in a feature table. */
  readonly features?: Float32Array;
}

/** Labels of a track. */
export function labelsOf({ label, labels = [label] }: Track): readonly string[] {
  return labels;
}

/** Listed track that cannot be used, with the reason. */
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
