import type { SongSound } from '../analysis/song-vector.ts';
import type { Prediction } from '../classify/prediction.ts';

/** What an analysis for the library finds in a file. */
export interface DescribedSong {
  readonly prediction: Prediction;
  readonly sound: SongSound;
  readonly tags: Tags;
}

/** What the file says of itself. */
export interface Tags {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly albumArtist?: string;
  readonly year?: number;
  readonly track?: number;
  readonly genres: readonly string[];
  readonly hasCover: boolean;
}
