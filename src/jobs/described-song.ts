import type { ComputedFeatures, SongSound } from '../analysis/song-vector.ts';
import type { Prediction } from '../classify/prediction.ts';

/** Result of an analysis for the library. */
export interface DescribedSong {
  readonly prediction: Prediction;
  readonly sound: SongSound;
  readonly tags: Tags;
  /** Features for training, if requested. */
  readonly features?: readonly ComputedFeatures[];
}

/** Tags of a file. */
export interface Tags {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly albumArtist?: string;
  readonly year?: number;
  readonly track?: number;
  readonly disc?: number;
  readonly genres: readonly string[];
  readonly hasCover: boolean;
}
