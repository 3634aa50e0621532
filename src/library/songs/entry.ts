import type { SongColumns, TableColumn } from '../columns/song-columns.ts';
import type { Taught } from '../corrections/taught.ts';

/** Analysed song with a file, with the columns that tables need. A changed song is another object. */
export interface Entry extends Pick<SongColumns, TableColumn> {
  readonly id: number;
  /** Revision of its last change; grows over the whole library. */
  readonly revision: number;
  /** Path of the first of its files, in order of name. */
  readonly path: string;
  /** Title, or the file's name. */
  readonly name: string;
  /** Search text, folded: names, artist, album, genre and the file's name. */
  readonly text: string;
  /** Claimed genres, the most probable first. */
  readonly genres: readonly string[];
  /** Words that listeners would use, most probable first. */
  readonly words: readonly string[];
  /** Correction that applies; null: `genre` is the model's. */
  readonly taught: Taught | null;
  /** Surprise of the prediction given the file's tag; null if they agree. */
  readonly surprise: number | null;
}
