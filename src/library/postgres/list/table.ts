/**
 * List of existing songs, a row for each file, derived from the library: the columns that tables query,
 * folded and computed as in a catalogue in memory, so that both give the same answers. It can be rebuilt at
 * any time.
 */
import { ancestorsOf } from '../../../classify/levels.ts';
import { foldersOf } from '../../catalogue/song-filter.ts';
import { SORT_ALIASES, SORT_KEYS, SORTS, type SortKey } from '../../catalogue/sorts.ts';
import { snakeCase } from '../../columns/names.ts';
import { columnOf, NUMBER_COLUMNS, TEXT_COLUMNS } from '../../columns/song-columns.ts';
import { fold } from '../../fold.ts';
import type { Entry } from '../../songs/entry.ts';
import { INDEX_TABLES } from '../albums/tables.ts';

const TEXT = 'text collate "C"';
/** Text columns that are matched as a whole, case-insensitive. */
const FOLDED = TEXT_COLUMNS.filter((name) => name !== 'genre' && name !== 'addedAt');
const NUMBERS = ['surprise', ...NUMBER_COLUMNS] as const;
/** Orders by text, which have a column of their own: bytes in JavaScript's order of the texts. */
const TEXT_SORTS = SORT_KEYS.filter((sort) => orderColumn(sort).startsWith('by_'));
/** Column that the index of all numbers is in the order of: what most filters ask for. */
export const LEADING_NUMBER = 'beats_per_minute';
const FACTS = NUMBERS.map(snakeCase).filter((name) => name !== LEADING_NUMBER);
/** Column names in the code and in the database, computed once. */
const [NUMBER_CELLS, FOLDED_CELLS] = [cellsOf(NUMBERS, snakeCase), cellsOf(FOLDED, snakeCase)];
const ORDER_CELLS = cellsOf(TEXT_SORTS, orderColumn);
/** Columns without nulls. */
const NEVER_EMPTY = new Set<string>([
  'song_id',
  'by_title',
  ...NUMBER_COLUMNS.filter(isNeverEmpty).map(snakeCase),
]);
/** Largest number and length of a song's genres for which an index has room. */
const MAX_WITHIN = 12;
const MAX_GENRE = 150;
const SURROGATE = /[\ud800-\udfff]/;
/** Random but fixed order. */
export const CHANCE = '(song_id * 2654435761 % 4294967296)';
/** Number of values that CHANCE may have. */
export const CHANCES = 2 ** 32;
/** Number of songs from which indexes pay. */
export const MIN_INDEXED = 2000;

/** Statements that create the list, run in migrations under the exclusive lock. */
export const LIST_TABLES: readonly string[] = [
  `drop table if exists listed_songs, listed_texts, listed_counts, listed_marks, listed_state, song_points, song_codes, ${INDEX_TABLES.join(', ')}`,
  // How far it is: changes up to a revision are in it, and up to another in the points of songs (`../points`).
  `create table listed_state (
    revision bigint not null, genres ${TEXT} not null,
    scale ${TEXT}, scaled bigint not null default 0,
    pointed bigint not null default 0, coded bigint not null default 0
  )`,
  "insert into listed_state values (0, '[]')",
  `create table listed_songs (
    song_id bigint not null, copy int not null, path ${TEXT} not null,
    genre ${TEXT} not null, within text[] not null, words text[] not null, folders text[] not null,
    unsure boolean not null, outside boolean not null, added_at double precision, search ${TEXT} not null,
    ${NUMBERS.map((name) => `${snakeCase(name)} double precision`).join(', ')},
    ${FOLDED.map((name) => `${snakeCase(name)} ${TEXT}`).join(', ')},
    ${TEXT_SORTS.map((sort) => `${orderColumn(sort)} bytea`).join(', ')},
    primary key (song_id, copy)
  )`,
  // What is searched, of songs alone and in few bytes: of a word that many songs have, all of them are looked at.
  `create table listed_texts (song_id bigint primary key, words ${TEXT} not null)`,
  // What `counts.ts` keeps. Seconds are exact, so that what comes and goes again leaves nothing.
  `create table listed_counts (
    genre ${TEXT} not null, outside boolean not null, unsure boolean not null, within text[] not null,
    songs bigint not null, seconds numeric not null, files bigint not null,
    primary key (genre, outside, unsure, within)
  )`,
  // What `marks.ts` keeps.
  `create table listed_marks (
    sort ${TEXT} not null, number double precision not null, bytes bytea not null, song_id bigint not null,
    songs bigint not null, primary key (sort, number, bytes, song_id)
  )`,
  'create index if not exists songs_unknown on songs (content_hash) where genre is null',
];

/** Definitions of a large list's indexes, by name. */
export const LIST_INDEXES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...new Set(SORT_KEYS.map(orderColumn))]
      .filter((column) => column !== LEADING_NUMBER)
      .map((column) => [
        `listed_by_${column.replace('by_', '')}`,
        `on listed_songs (${column === 'song_id' ? '' : `${column}, `}song_id) where copy = 0`,
      ]),
  ),
  // Counts are of these alone, a tenth of the table and a quarter: what has one width is found without a look at the rest.
  listed_numbers: `on listed_songs (${LEADING_NUMBER}, song_id) include (${FACTS.join(', ')}, unsure, outside) where copy = 0`,
  listed_facts: `on listed_songs (genre) include (
    ${LEADING_NUMBER}, ${FACTS.join(', ')}, added_at, unsure, outside, within, key, camelot, mood
  ) where copy = 0`,
  listed_by_chance: `on listed_songs (${CHANCE}, song_id) where copy = 0`,
  listed_within: 'on listed_songs using gin (within) where copy = 0',
  listed_of_artist: 'on listed_songs using hash (artist)',
  listed_of_album_artist: 'on listed_songs using hash (album_artist)',
  listed_of_album: 'on listed_songs using hash (album)',
};

/** Column of an order. */
export function orderColumn(sort: SortKey): string {
  if (sort === 'added') return 'song_id';
  const name = sort in SORT_ALIASES ? SORT_ALIASES[sort as keyof typeof SORT_ALIASES] : sort;
  return NUMBERS.some((number) => number === name) ? snakeCase(name) : `by_${snakeCase(name)}`;
}

export function mayBeEmpty(column: string): boolean {
  return !NEVER_EMPTY.has(column);
}

/** Row as JSON. */
export interface ListedRow {
  readonly song_id: number;
  readonly copy: number;
  readonly search: string;
}

/** @param copy its index among the files of the song */
export function listedRow(entry: Entry, copy: number): ListedRow {
  const { id, path, genre, words, unsure, outside, addedAt, text } = entry;
  const row: ListedRow & Record<string, unknown> = {
    ...{ song_id: id, copy, path, genre, words, unsure, outside, search: text },
    within: withinOf(entry),
    folders: foldersOf(path),
    added_at: addedAt === null ? null : Date.parse(addedAt),
  };
  for (const { name, column } of NUMBER_CELLS) row[column] = entry[name];
  for (const { name, column } of FOLDED_CELLS) row[column] = foldedOrNull(entry[name]);
  for (const { name, column } of ORDER_CELLS) {
    const key = SORTS[name](entry);
    row[column] = key === null ? null : `\\x${orderedBytes(String(key)).toString('hex')}`;
  }
  return row;
}

/** All genres of the song, their ancestors too; empty if it is of none. */
function withinOf({ genre, genres, outside }: Entry): string[] {
  if (outside) return [];
  const all = new Set([genre, ...genres].flatMap((one) => [one, ...ancestorsOf(one)]));
  return [...all].filter(({ length }) => length <= MAX_GENRE).slice(0, MAX_WITHIN);
}

/** Sort key of a text in the order of its UTF-16 units, as JavaScript compares texts (CESU-8). */
export function orderedBytes(text: string): Buffer {
  if (!SURROGATE.test(text)) return Buffer.from(text);
  return Buffer.concat(Array.from({ length: text.length }, (_, i) => unitBytes(text.charCodeAt(i))));
}

function unitBytes(unit: number): Buffer {
  if (unit < 0xd800 || unit > 0xdfff) return Buffer.from(String.fromCharCode(unit));
  return Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]);
}

function cellsOf<Name extends string>(names: readonly Name[], columnOf: (name: Name) => string) {
  return names.map((name) => ({ name, column: columnOf(name) }));
}

function foldedOrNull(text: string | null): string | null {
  return text === null ? null : fold(text);
}

function isNeverEmpty(name: (typeof NUMBER_COLUMNS)[number]): boolean {
  return !columnOf(name).kind.isOptional;
}
