import type { SongColumns, TableColumn } from './columns.ts';
import type { Taught } from './corrections/taught.ts';

/** A song that was analysed and has a file, with the columns that tables need. A changed song is another object. */
export interface Entry extends Pick<SongColumns, TableColumn> {
  readonly id: number;
  /** Revision of its last change; grows over the whole library. */
  readonly revision: number;
  /** The first of its files, in order of name. */
  readonly path: string;
  /** The title; where there is none, the file's name. */
  readonly name: string;
  /** Folded: names, artist, album, genre and the file's name. */
  readonly text: string;
  /** `VECTOR_COLUMNS` numbers; undefined where another version of the vector was computed. */
  readonly vector: Float32Array | undefined;
  /** All that are claimed, surest first. */
  readonly genres: readonly string[];
  /** Words that listeners would use, most probable first. */
  readonly words: readonly string[];
  /** Null: `genre` is what the model says. */
  readonly taught: Taught | null;
  /** Surprise of the prediction given the file's tag; null if they agree. */
  readonly surprise: number | null;
  /** Probabilities by the catalogue's genres; genres added later are missing at the end and are 0. */
  readonly probabilities: Float32Array;
}
