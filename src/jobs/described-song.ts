import type { Computed, SongSound } from '../analysis/song-vector.ts';
import type { Prediction } from '../classify/prediction.ts';

/** What an analysis for the library finds in a file. */
export interface DescribedSong {
  readonly prediction: Prediction;
  readonly sound: SongSound;
  readonly tags: Tags;
  /** What training has use for, where that was asked for. */
  readonly features?: readonly Computed[];
}

/** What the file says of itself. */
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
