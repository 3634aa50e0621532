import type { FeatureArray, Recipe } from '../../features/recipe.ts';

/** Row: one segment of a song. */
export interface Row {
  /** Index of its song: the segments of a song are never on two sides of a split. */
  readonly track: number;
  /** Index of its genre. */
  readonly label: number;
  /** Indices of all its genres, `label` being the first, where a song may have several. */
  readonly labels?: readonly number[];
  /** Songs of one group (an artist, duplicates) belong on one side of every inner split too: `innerFolds`. */
  readonly group: number;
  /** Number of an altered copy, from 1, which is used for training alone. */
  readonly copy?: number;
  /** Features, one array for each recipe, in the order of `InputSpec.recipes`. */
  readonly features: readonly FeatureArray[];
}

/** Input of a preset or model: its recipes and the segmentation. */
export interface InputSpec {
  readonly recipes: readonly Recipe[];
  readonly segments: { readonly seconds: number; readonly hopSeconds: number };
  /** Number of half-minute passages of a longer song. Default: all of it. */
  readonly passages?: number;
  /** Number of altered copies of each training song, beside the song; default none. */
  readonly copies?: number;
}
