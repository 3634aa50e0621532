/**
 * Catalogue of a library, up to date: the read side for tables, similar songs, playlists and the map. For a
 * library in a file all songs are in memory; a database is queried, so that memory does not grow with it.
 */

import type { SongSpace } from '../similarity/similarity.ts';
import type { Entry } from '../songs/entry.ts';
import type { Library } from '../store/store.ts';
import type { BrowseQuery, SongFilter } from './song-filter.ts';

export interface CatalogueOptions {
  /** Real paths of folders: only files below them are visible. Default: all. */
  readonly folders?: readonly string[];
  /**
   * Number of songs of a database up to which a space holds all of them; beyond it, only relevant ones.
   * Default 5,000.
   */
  readonly maxWhole?: number;
  /** Number of rows of a database that are sorted for a page; of more, an order is walked. Default 20,000. */
  readonly maxSorted?: number;
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
  /** Songs by genre, in order of name; of these `unsure` have it as a guess. Songs of no genre are left out. */
  readonly genres: readonly { readonly genre: string; readonly songs: number; readonly unsure: number }[];
}

/** Catalogue whose answers, but for `refresh`, are as of the last refresh or later. */
export interface Catalogue {
  readonly library: Library;
  readonly folders: readonly string[] | undefined;
  /** Revision, which grows with each change that was taken in. */
  readonly revision: number;
  /** Takes in changes of the library by any process; some microseconds without any. */
  refresh(): Promise<void>;
  count(): Promise<number>;
  summary(): Promise<Summary>;
  /** Number of files, with and without a song. */
  files(): Promise<number>;
  page(query: BrowseQuery): Promise<FoundSongs>;
  entry(id: number): Promise<Entry | undefined>;
  /** Entries of the songs that exist, in the order requested. */
  entriesOf(ids: readonly number[]): Promise<readonly Entry[]>;
  /** Every song in order of id, in memory. */
  all(): Promise<readonly Entry[]>;
  /** Every song in order of id, in chunks, for a single pass. */
  each(): AsyncIterable<readonly Entry[]>;
  /** Space of the songs with a vector: all of them, or, of a large database, the relevant ones. */
  space(around: SpaceSelection): Promise<SongSpace>;
  /** Starts background work that keeps answers fast; for long-lived processes. */
  tend(): Promise<void>;
}

/** Selection of songs of a large database that are relevant to a request. */
export interface SpaceSelection {
  /** Songs to include, with songs near each of them; by default songs at random. */
  readonly ids?: readonly number[];
  /** Number of neighbours of each song. */
  readonly count?: number;
  /** Whether to include songs along the whole path between the first and the second, too. */
  readonly isPath?: boolean;
  /** Further songs to include, without their neighbours. */
  readonly others?: readonly number[];
  /** Filter of neighbours and random songs. */
  readonly filter?: SongFilter;
}
