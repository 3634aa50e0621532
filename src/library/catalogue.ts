/**
 * What a library holds, up to date: what tables, similar songs, playlists and the map read. Of a file all of it is in
 * memory; a database is asked, so that memory does not grow with it.
 */
import type { Entry } from './entry.ts';
import type { SongSpace } from './similarity.ts';
import type { BrowseQuery, SongFilter } from './song-filter.ts';
import type { Library } from './store.ts';

export interface CatalogueOptions {
  /** Real paths: only files below them are there. Everything where it is not given. */
  readonly folders?: readonly string[];
  /** Of a database: with more songs than this, a space is of those that matter. Default 5,000. */
  readonly maxWhole?: number;
}

/** A song, and the first of its files. */
export interface FoundSong {
  readonly id: number;
  readonly path: string;
}

export interface FoundSongs {
  /** Songs that match, on all pages. */
  readonly total: number;
  readonly songs: readonly FoundSong[];
}

export interface Summary {
  readonly songs: number;
  readonly seconds: number;
  /** Of the songs of each genre `unsure` have it as a guess; in order of name. Songs of none are left out. */
  readonly genres: readonly { readonly genre: string; readonly songs: number; readonly unsure: number }[];
}

/** All but `refresh` answer as of the last refresh, or of a later moment. */
export interface Catalogue {
  readonly library: Library;
  readonly folders: readonly string[] | undefined;
  /** Grows with each change that was taken in. */
  readonly revision: number;
  /** Takes in what changed in the library, by whichever process; some microseconds where nothing did. */
  refresh(): Promise<void>;
  count(): Promise<number>;
  summary(): Promise<Summary>;
  /** Files that are there, with and without a song. */
  files(): Promise<number>;
  page(query: BrowseQuery): Promise<FoundSongs>;
  entry(id: number): Promise<Entry | undefined>;
  /** Those that are there, in the order asked for. */
  entriesOf(ids: readonly number[]): Promise<readonly Entry[]>;
  /** Every song in order of id, in memory. */
  all(): Promise<readonly Entry[]>;
  /** Every song in order of id, some at a time: for what has to look at each once. */
  each(): AsyncIterable<readonly Entry[]>;
  /** Where songs with a vector lie: all of them, or, of a large database, those that matter. */
  space(around: Around): Promise<SongSpace>;
  /** For who stays: begins what makes answers quick and takes long, and goes on with it from now on. */
  tend(): Promise<void>;
}

/** Which songs of a large database matter. */
export interface Around {
  /** They are there, and songs near each of them; without them, songs at random. */
  readonly ids?: readonly number[];
  /** So many near each. */
  readonly count?: number;
  /** Songs all the way between the first and the second, too. */
  readonly isWay?: boolean;
  /** They are there as well. */
  readonly others?: readonly number[];
  /** Songs that are near, or at random, pass it. */
  readonly filter?: SongFilter;
}
