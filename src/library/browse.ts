/** A page of the library as a table: searched, filtered, sorted. Answers in milliseconds at 100,000 songs. */
import { isWithin } from '../classify/levels.ts';
import type { Catalogue } from './catalogue.ts';
import { type ColumnFilter, type Condition, columnConditions, isNamed } from './column-filter.ts';
import type { Entry } from './entry.ts';
import { fold, foldedWords } from './fold.ts';
import { orderOf, type SortedSongs } from './orders.ts';
import { perRevision } from './per-revision.ts';
import { type Song, songsOf } from './songs.ts';
import type { SortKey } from './sorts.ts';

export interface SongFilter extends ColumnFilter {
  /** Every word stands somewhere in title, artist, album, genre or the file's name. */
  readonly text?: string;
  /** Any of these. */
  readonly genres?: readonly string[];
  /** None of these; songs of no genre pass. */
  readonly excludedGenres?: readonly string[];
  /** In no folder of any of these names, at any depth, whatever the case. */
  readonly excludedFolders?: readonly string[];
  /** Any of these is said of the song. */
  readonly words?: readonly string[];
  /** A scan first met it within so many days. */
  readonly addedDays?: number;
  /** Any of these. */
  readonly ids?: readonly number[];
  /** The artist or the album's artist, whatever the case. */
  readonly artist?: string;
  /** The older name of `beatsPerMinuteMin`. */
  readonly tempoMin?: number;
  readonly tempoMax?: number;
  /** True: only songs whose genre is claimed; false: only those where it is not. */
  readonly sure?: boolean;
  /** True: only songs whose file says another genre; false: only the others. */
  readonly disagrees?: boolean;
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
  /** Of the songs of each genre `unsure` have it as a guess; in order of name. Songs of none are left out. */
  readonly genres: readonly { readonly genre: string; readonly songs: number; readonly unsure: number }[];
}

const PAGE = 100;
const HOUR_MS = 3_600_000;
const PATH_SEPARATOR = /[/\\]/;

/** Answers kept for the next page of the same table. */
const MAX_ANSWERS = 8;
const answersOf = perRevision((_: Catalogue) => new Map<string, SortedSongs>());

/** One page of the songs that match, with the library's changes taken in. */
export async function browse(catalogue: Catalogue, query: BrowseQuery): Promise<BrowsePage> {
  await catalogue.refresh();
  const { offset = 0, limit = PAGE, ...asked } = query;
  const { entries, places } = await matchesOf(catalogue, asked);
  const page = Array.from(places.subarray(offset, offset + limit), (place) => entries[place]);
  return { total: places.length, offset, songs: await songsOf(catalogue.library, page) };
}

/** Counts for the head of the page. Call `refresh` first. */
export const summarise = perRevision(({ entries }: Catalogue): Summary => {
  const genres = new Map<string, { genre: string; songs: number; unsure: number }>();
  let seconds = 0;
  for (const { genre, unsure, outside, durationSeconds } of entries) {
    seconds += durationSeconds;
    if (outside) continue;
    const counts = genres.get(genre) ?? { genre, songs: 0, unsure: 0 };
    genres.set(genre, counts);
    counts.songs++;
    counts.unsure += Number(unsure);
  }
  const sorted = [...genres.values()].sort((a, b) => (a.genre < b.genre ? -1 : 1));
  return { songs: entries.length, seconds, genres: sorted };
});

/** Whether a song passes the filter. */
export function matchOf(filter: SongFilter): (entry: Entry) => boolean {
  const conditions = conditionsOf(filter);
  return (entry) => conditions.every((holds) => holds(entry));
}

async function matchesOf(catalogue: Catalogue, asked: BrowseQuery): Promise<SortedSongs> {
  const answers = answersOf(catalogue);
  const key = JSON.stringify([asked, asked.addedDays && daysAgo(asked.addedDays)]);
  const known = answers.get(key);
  if (known) return known;
  const { sort = 'artist', descending = false } = asked;
  const matches = onlyMatching(await orderOf(catalogue, sort, descending), asked);
  answers.set(key, matches);
  if (answers.size > MAX_ANSWERS) answers.delete(answers.keys().next().value!);
  return matches;
}

function onlyMatching(sorted: SortedSongs, filter: SongFilter): SortedSongs {
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return sorted;
  const passes = Uint8Array.from(sorted.entries, (entry) =>
    Number(conditions.every((holds) => holds(entry))),
  );
  return { ...sorted, places: sorted.places.filter((place) => passes[place] === 1) };
}

/** What the filter asks for, the cheapest first. */
function conditionsOf(filter: SongFilter): Condition[] {
  const { ids, genres, excludedGenres, excludedFolders, words, addedDays, sure, disagrees, artist, text } =
    filter;
  const { tempoMin, tempoMax } = filter;
  return [
    ...given(ids && new Set(ids), (wanted) => (entry) => wanted.has(entry.id)),
    ...given(genres, (wanted) => (entry) => !entry.outside && isOneOf(wanted, entry)),
    ...given(excludedGenres, (unwanted) => (entry) => entry.outside || !isOneOf(unwanted, entry)),
    ...given(excludedFolders && new Set(excludedFolders.map(fold)), (unwanted) => ({ path }) => {
      return !fold(path)
        .split(PATH_SEPARATOR)
        .slice(0, -1)
        .some((folder) => unwanted.has(folder));
    }),
    ...given(addedDays, (days) => {
      const since = daysAgo(days);
      return ({ addedAt }) => addedAt !== null && addedAt >= since;
    }),
    ...given(words && new Set(words.map(fold)), (wanted) => (entry) => {
      return entry.words.some((word) => wanted.has(word));
    }),
    ...given(sure, (wanted) => (entry) => entry.unsure !== wanted),
    ...given(disagrees, (wanted) => (entry) => (entry.surprise !== null) === wanted),
    ...columnConditions({ beatsPerMinuteMin: tempoMin, beatsPerMinuteMax: tempoMax }),
    ...columnConditions(filter),
    ...foldedWords(text ?? '').map((word) => (entry: Entry) => entry.text.includes(word)),
    ...given(artist, (name) => (entry) => isNamed(entry.artist, name) || isNamed(entry.albumArtist, name)),
  ];
}

/** Songs below a genre, as `electronic/house` below `electronic`, are of it too; of several genres any counts. */
function isOneOf(wanted: readonly string[], { genre, genres }: Entry): boolean {
  return wanted.some((one) => isWithin(genre, one) || genres.some((claimed) => isWithin(claimed, one)));
}

/** ISO 8601, from the beginning of an hour: within it a question has one answer. */
function daysAgo(days: number): string {
  const now = Date.now();
  return new Date(now - (now % HOUR_MS) - days * 24 * HOUR_MS).toISOString();
}

function given<T>(value: T | undefined, condition: (value: T) => Condition): Condition[] {
  return value === undefined ? [] : [condition(value)];
}
