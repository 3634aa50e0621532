/** A page of the library as a table: searched, filtered, sorted. Answers in milliseconds at 100,000 songs. */
import type { Catalogue, Entry } from './catalogue.ts';
import { fold, foldedWords } from './fold.ts';
import { orderOf, type SortKey } from './orders.ts';
import { type Song, songsOf } from './songs.ts';

export interface SongFilter {
  /** Every word stands somewhere in title, artist, album or the file's name. */
  readonly text?: string;
  readonly genre?: string;
  /** The artist or the album's artist, whatever the case. */
  readonly artist?: string;
  readonly album?: string;
  /** Beats a minute, both ends included. */
  readonly tempoMin?: number;
  readonly tempoMax?: number;
  /** True: only songs whose genre is claimed; false: only those where it is not. */
  readonly sure?: boolean;
}

export interface BrowseQuery extends SongFilter {
  /** Songs without the value come last, whichever the direction. */
  readonly sort?: SortKey;
  readonly descending?: boolean;
  readonly offset?: number;
  readonly limit?: number;
}

export interface BrowsePage {
  /** Songs that match, on all pages. */
  readonly total: number;
  readonly offset: number;
  readonly songs: readonly Song[];
}

export interface Summary {
  readonly songs: number;
  readonly seconds: number;
  /** Of the songs of each genre `unsure` have it as a guess; in order of name. */
  readonly genres: readonly { readonly genre: string; readonly songs: number; readonly unsure: number }[];
}

const PAGE = 100;

/** One page of the songs that match, with the library's changes taken in. */
export async function browse(catalogue: Catalogue, query: BrowseQuery): Promise<BrowsePage> {
  await catalogue.refresh();
  const { sort = 'artist', descending = false, offset = 0, limit = PAGE } = query;
  const matches = matchOf(query);
  const page: Entry[] = [];
  let total = 0;
  for (const entry of orderOf(catalogue, sort, descending)) {
    if (!matches(entry)) continue;
    if (total >= offset && page.length < limit) page.push(entry);
    total += 1;
  }
  return { total, offset, songs: await songsOf(catalogue.library, page) };
}

/** Counts for the head of the page. Call `refresh` first. */
export function summarise({ entries }: Catalogue): Summary {
  const genres = new Map<string, { genre: string; songs: number; unsure: number }>();
  let seconds = 0;
  for (const { genre, unsure, durationSeconds } of entries) {
    const counts = genres.get(genre) ?? { genre, songs: 0, unsure: 0 };
    genres.set(genre, counts);
    counts.songs += 1;
    counts.unsure += Number(unsure);
    seconds += durationSeconds;
  }
  const sorted = [...genres.values()].sort((a, b) => (a.genre < b.genre ? -1 : 1));
  return { songs: entries.length, seconds, genres: sorted };
}

/** Whether a song passes the filter. */
export function matchOf(filter: SongFilter): (entry: Entry) => boolean {
  const words = foldedWords(filter.text ?? '');
  const artist = folded(filter.artist);
  const album = folded(filter.album);
  const { genre, sure, tempoMin = 0, tempoMax = Number.POSITIVE_INFINITY } = filter;
  return (entry) =>
    (genre === undefined || entry.genre === genre) &&
    (sure === undefined || entry.unsure !== sure) &&
    entry.beatsPerMinute >= tempoMin &&
    entry.beatsPerMinute <= tempoMax &&
    words.every((word) => entry.text.includes(word)) &&
    (artist === undefined || artist === folded(entry.artist) || artist === folded(entry.albumArtist)) &&
    (album === undefined || album === folded(entry.album));
}

function folded(name: string | null | undefined): string | undefined {
  return name === undefined || name === null ? undefined : fold(name);
}
