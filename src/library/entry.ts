import type { SongColumns, TableColumn } from './columns.ts';
import type { Taught } from './corrections/taught.ts';

/** A song that was analysed and has a file, with the columns that tables need. A changed song is another object. */
export interface Entry extends Pick<SongColumns, TableColumn> {
  readonly id: number;
  /** Of its last change; grows over the whole library. */
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
  /** What listeners would call it, most probable first. */
  readonly words: readonly string[];
  /** Null: `genre` is what the model says. */
  readonly taught: Taught | null;
  /** How much it surprises beside what the file says; null where it does not. */
  readonly surprise: number | null;
  /** By the catalogue's genres; genres that came later are missing at the end and are 0. */
  readonly probabilities: Float32Array;
}
