/** Sort keys of tables: every text and number of the table of columns, some by several. */

import { NUMBER_COLUMNS, type NumberColumn, TEXT_COLUMNS, type TextColumn } from '../columns/song-columns.ts';
import { fold } from '../fold.ts';
import type { Entry } from '../songs/entry.ts';

/** Digits to which numbers are padded among texts: years and tracks. */
const NUMBER_WIDTH = 5;
const CAMELOT_WIDTH = 3;
/**
 * Compared length of names; those that differ only behind it are in order of id: a database's index has room
 * for no more.
 */
export const MAX_KEY = 300;

/** Sort value of a song; null if it lacks one. */
export type SortOf = (entry: Entry) => string | number | null;

/** Sort keys of several columns. */
const JOINED = {
  title: ({ name }) => joined(name),
  artist: (entry) =>
    joined(entry.artist ?? entry.albumArtist, entry.album, entry.disc ?? 1, entry.track, entry.name),
  album: (entry) => joined(entry.album, entry.albumArtist ?? '', entry.disc ?? 1, entry.track, entry.name),
  genre: (entry) => joined(entry.outside ? null : entry.genre, entry.artist, entry.name),
  // 2A before 10A, as on the wheel.
  camelot: (entry) => joined(entry.camelot?.padStart(CAMELOT_WIDTH, '0') ?? null, entry.name),
  surprise: ({ surprise }) => surprise,
  added: ({ id }) => id,
} as const satisfies Record<string, SortOf>;

/** Deprecated names, for one more version. */
export const SORT_ALIASES = {
  tempo: 'beatsPerMinute',
  duration: 'durationSeconds',
} as const satisfies Record<string, NumberColumn>;

export type SortKey = NumberColumn | TextColumn | keyof typeof JOINED | keyof typeof SORT_ALIASES;

export const SORTS = {
  ...sortsOf(TEXT_COLUMNS, (name) => (entry) => joined(entry[name], entry.name)),
  ...sortsOf(NUMBER_COLUMNS, (name) => (entry) => entry[name]),
  ...sortsOf(
    Object.keys(SORT_ALIASES) as (keyof typeof SORT_ALIASES)[],
    (old) => (entry) => entry[SORT_ALIASES[old]],
  ),
  ...JOINED,
} as Readonly<Record<SortKey, SortOf>>;

export const SORT_KEYS = Object.keys(SORTS) as readonly SortKey[];

function sortsOf<Name extends string>(
  names: readonly Name[],
  of: (name: Name) => SortOf,
): Record<string, SortOf> {
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

/** Sort by the first, then by the next; null if the first is. */
function joined(first: string | null, ...next: readonly (string | number | null)[]): string | null {
  if (first === null) return null;
  return [fold(first), ...next.map(part)].join('\0').slice(0, MAX_KEY);
}

function part(value: string | number | null): string {
  if (typeof value === 'number') return String(value).padStart(NUMBER_WIDTH, '0');
  return value === null ? '\uffff' : fold(value);
}
