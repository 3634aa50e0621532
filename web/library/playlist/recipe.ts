/** Recipe of a playlist, and the server's request for it. Pure. */
import type { LibrarySong, PlaylistRequest } from '../../../src/server/library-schema.ts';
import { earWordOf } from '../../description/ear-words.ts';
import { words } from '../../language/en/library.ts';
import { ALL_SONGS, queryOf, type SongFilter } from '../songs/song-filter.ts';

export const COURSES = ['rising', 'falling', 'arc'] as const;
export type EnergyCourse = (typeof COURSES)[number];

/** Filters beside those of the table. */
export interface Choices {
  readonly excludedGenres: readonly string[];
  /** Names as typed, parted by commas. */
  readonly excludedFolders: string;
  readonly words: string;
  readonly addedDays: number | undefined;
  readonly yearMin: number | undefined;
  readonly yearMax: number | undefined;
}

export interface Recipe {
  readonly mode: 'like' | 'path' | 'kind';
  readonly seeds: readonly LibrarySong[];
  readonly from: LibrarySong | undefined;
  readonly to: LibrarySong | undefined;
  /** Filters of the songs. */
  readonly filter: SongFilter;
  readonly choices: Choices;
  /** Whether each song can be mixed into the next. */
  readonly mix: boolean;
  /** Course of energy over the list; not for a path. */
  readonly energyCourse: EnergyCourse | undefined;
  readonly length: number;
  readonly window: number;
  /** Seed: another one gives another list of the same kind. */
  readonly seed: number;
}

const ANY: Choices = {
  excludedGenres: [],
  excludedFolders: '',
  words: '',
  addedDays: undefined,
  yearMin: undefined,
  yearMax: undefined,
};

export const START: Recipe = {
  mode: 'like',
  seeds: [],
  from: undefined,
  to: undefined,
  filter: ALL_SONGS,
  choices: ANY,
  mix: false,
  energyCourse: undefined,
  length: 20,
  window: 4,
  seed: 1,
};
export const MAX_SEEDS = 100;
const MAX_NAMES = 20;

/** Missing input, in words; undefined if the recipe is complete. */
export function missingOf({ mode, seeds, from, to }: Recipe): string | undefined {
  if (mode === 'like' && seeds.length === 0) return words.playlist.needSeed;
  if (mode === 'path' && !(from && to)) return words.playlist.needBoth;
  return undefined;
}

/** Request of a recipe. */
export function requestOf(recipe: Recipe): PlaylistRequest {
  const { mode, seeds, from, to, filter, choices, length, window, seed, mix, energyCourse } = recipe;
  const conditions = { ...conditionsOf(filter), ...Object.fromEntries(chosenOf(choices)) };
  const common: PlaylistRequest = { ...conditions, length, window, seed, ...(mix ? { mix } : {}) };
  if (mode === 'path') return { ...common, from: from!.id, to: to!.id };
  const course = energyCourse === undefined ? {} : { energyCourse };
  return mode === 'like'
    ? { ...common, ...course, seeds: seeds.map(({ id }) => id) }
    : { ...common, ...course };
}

/** Chosen filters, as the server takes them. */
export function chosenOf({ excludedFolders, words, ...choices }: Choices) {
  const fields = {
    ...choices,
    excludedFolders: namesIn(excludedFolders),
    words: namesIn(words).map(earWordOf),
  };
  return Object.entries(fields).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, MAX_NAMES);
}

/** Filters of the table as in its address, with numbers as numbers. */
function conditionsOf(filter: SongFilter): Partial<PlaylistRequest> {
  const params = [...new URLSearchParams(queryOf(filter))];
  return Object.fromEntries(
    params.map(([name, value]) => [name, /(?:Min|Max)$/.test(name) ? Number(value) : value]),
  );
}
