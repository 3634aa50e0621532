/** Song filters, and whether an entry passes. */
import { isWithin } from '../classify/levels.ts';
import { type ColumnFilter, type Condition, columnConditions, isNamed } from './column-filter.ts';
import type { Entry } from './entry.ts';
import { fold, foldedWords } from './fold.ts';
import type { SortKey } from './sorts.ts';

export interface SongFilter extends ColumnFilter {
  /** Every word stands somewhere in title, artist, album, genre or the file's name. */
  readonly text?: string;
  /** Any of these. */
  readonly genres?: readonly string[];
  /** None of these; songs of no genre pass. */
  readonly excludedGenres?: readonly string[];
  /** Names of folders to exclude, at any depth, whatever the case. */
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

/** Songs of a page where nothing else is asked for. */
export const PAGE = 100;
const HOUR_MS = 3_600_000;
const PATH_SEPARATOR = /[/\\]/;

/** Whether a song passes the filter. */
export function matchOf(filter: SongFilter): (entry: Entry) => boolean {
  const conditions = conditionsOf(filter);
  return (entry) => conditions.every((holds) => holds(entry));
}

/** The same for questions that have the same answer. */
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

/** Songs below a genre, as `electronic/house` below `electronic`, are of it too; of several genres any counts. */
function isOneOf(wanted: readonly string[], { genre, genres }: Entry): boolean {
  return wanted.some((one) => isWithin(genre, one) || genres.some((claimed) => isWithin(claimed, one)));
}

/** Names of the folders that a file lies in, folded. */
export function foldersOf(path: string): string[] {
  return fold(path).split(PATH_SEPARATOR).slice(0, -1);
}

/** ISO 8601, from the beginning of an hour: within it a question has one answer. */
export function daysAgo(days: number): string {
  const now = Date.now();
  return new Date(now - (now % HOUR_MS) - days * 24 * HOUR_MS).toISOString();
}

function given<T>(value: T | undefined, condition: (value: T) => Condition): Condition[] {
  return value === undefined ? [] : [condition(value)];
}
