/** Song filters, and whether an entry passes. */
import { isWithin } from '../../classify/levels.ts';
import { fold, foldedWords } from '../fold.ts';
import type { Entry } from '../songs/entry.ts';
import { type ColumnFilter, type Condition, columnConditions, isNamed } from './column-filter.ts';
import type { SortKey } from './sorts.ts';

export interface SongFilter extends ColumnFilter {
  /** Words that must all occur in title, artist, album, genre or the file's name. */
  readonly text?: string;
  /** Genres, any of which matches. */
  readonly genres?: readonly string[];
  /** Genres to exclude; songs of no genre pass. */
  readonly excludedGenres?: readonly string[];
  /** Names of folders to exclude, at any depth, whatever the case. */
  readonly excludedFolders?: readonly string[];
  /** Words of the description, any of which matches. */
  readonly words?: readonly string[];
  /** Number of days within which the song was added. */
  readonly addedDays?: number;
  /** Song ids, any of which matches. */
  readonly ids?: readonly number[];
  /** Artist or album artist, case-insensitive. */
  readonly artist?: string;
  /** Deprecated name of `beatsPerMinuteMin`. */
  readonly tempoMin?: number;
  readonly tempoMax?: number;
  /** Whether the genre is claimed. */
  readonly sure?: boolean;
  /** Whether the file's tag disagrees with the genre. */
  readonly disagrees?: boolean;
}

export interface BrowseQuery extends SongFilter {
  /** Sort key. Songs without the value come last in either direction. */
  readonly sort?: SortKey;
  readonly descending?: boolean;
  readonly offset?: number;
  readonly limit?: number;
}

/** Default number of songs of a page. */
export const PAGE = 100;
const HOUR_MS = 3_600_000;
const PATH_SEPARATOR = /[/\\]/;

/** Whether a song passes the filter. */
export function matchOf(filter: SongFilter): (entry: Entry) => boolean {
  const conditions = conditionsOf(filter);
  return (entry) => conditions.every((holds) => holds(entry));
}

/** Normal form of a filter: equal for those with the same answer. */
export function queryKey(asked: BrowseQuery): string {
  return JSON.stringify([asked, asked.addedDays && daysAgo(asked.addedDays)]);
}

/** Conditions of a filter, the cheapest first. */
export function conditionsOf(filter: SongFilter): Condition[] {
  const { ids, genres, excludedGenres, excludedFolders, words, addedDays, sure, disagrees, artist, text } =
    filter;
  const { tempoMin, tempoMax } = filter;
  return [
    ...given(ids && new Set(ids), (wanted) => (entry) => wanted.has(entry.id)),
    ...given(genres, (wanted) => (entry) => !entry.outside && isOneOf(wanted, entry)),
    ...given(excludedGenres, (unwanted) => (entry) => entry.outside || !isOneOf(unwanted, entry)),
    ...given(excludedFolders && new Set(excludedFolders.map(fold)), (unwanted) => (entry) => {
      return !foldersOf(entry.path).some((folder) => unwanted.has(folder));
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

/** Whether a song is of any wanted genre or of one below: `electronic/house` is below `electronic`. */
function isOneOf(wanted: readonly string[], { genre, genres }: Entry): boolean {
  return wanted.some((one) => isWithin(genre, one) || genres.some((claimed) => isWithin(claimed, one)));
}

/** Folded names of the folders of a file. */
export function foldersOf(path: string): string[] {
  return fold(path).split(PATH_SEPARATOR).slice(0, -1);
}

/** Start of the time range as ISO 8601, rounded to the hour: within it a query has one answer. */
export function daysAgo(days: number): string {
  const now = Date.now();
  return new Date(now - (now % HOUR_MS) - days * 24 * HOUR_MS).toISOString();
}

function given<T>(value: T | undefined, condition: (value: T) => Condition): Condition[] {
  return value === undefined ? [] : [condition(value)];
}
