/** Filter and order of the songs, mirrored in the page's address. Pure. */
import type { SongSort } from '../../../src/server/library-schema.ts';
import { NO_VOICE, SOME_VOICE } from '../../description/voice.ts';
import { KEYS } from '../keys.ts';

export const MOODS = ['happy', 'tense', 'sad', 'calm'] as const;
export type Mood = (typeof MOODS)[number];

export interface SongFilter {
  readonly q: string;
  /** Any of these; none: all. */
  readonly genres: readonly string[];
  readonly sure: 'any' | 'yes' | 'no';
  /** Whether to show only songs whose file has another genre. */
  readonly disagrees: boolean;
  readonly tempoMin: number | undefined;
  readonly tempoMax: number | undefined;
  /** Tenths, as energy is shown. */
  readonly energyMin: number | undefined;
  readonly energyMax: number | undefined;
  readonly mood: Mood | undefined;
  /** A place on the wheel of keys, as "8A". */
  readonly camelot: string | undefined;
  readonly voice: 'any' | 'sung' | 'instrumental';
  readonly artist: string | undefined;
  readonly album: string | undefined;
  readonly sort: TableSort;
  readonly order: 'asc' | 'desc';
}

export const ALL_SONGS: SongFilter = {
  q: '',
  genres: [],
  sure: 'any',
  disagrees: false,
  tempoMin: undefined,
  tempoMax: undefined,
  energyMin: undefined,
  energyMax: undefined,
  mood: undefined,
  camelot: undefined,
  voice: 'any',
  artist: undefined,
  album: undefined,
  sort: 'artist',
  order: 'asc',
};

/** Columns of the table, from left to right. */
export const TABLE_COLUMNS = [
  'title',
  'artist',
  'album',
  'genre',
  'confidence',
  'camelot',
  'mood',
  'energy',
  'beatsPerMinute',
  'durationSeconds',
] as const satisfies readonly SongSort[];
export const SORTS = [...TABLE_COLUMNS, 'year', 'added'] as const satisfies readonly SongSort[];

export type TableSort = (typeof SORTS)[number];

/** Sorts that descend by default. */
const DOWNWARDS: readonly TableSort[] = ['confidence', 'energy', 'added', 'year'];
const MAX_BPM = 1000;
/** Rounding tolerance, so that energy from 0 and energy up to 10 are no limits. */
const EPSILON = 1e-9;
const LONGEST_TEXT = 200;
const MAX_GENRES = 20;

/** Filter of an address; invalid parts are ignored. */
export function filterOf(query: string): SongFilter {
  const params = new URLSearchParams(query);
  const sort = SORTS.find((name) => name === params.get('sort')) ?? ALL_SONGS.sort;
  const order = params.get('order');
  return {
    q: (params.get('q') ?? '').slice(0, LONGEST_TEXT),
    genres: params.getAll('genre').slice(0, MAX_GENRES),
    sure: params.get('sure') === 'true' ? 'yes' : params.get('sure') === 'false' ? 'no' : 'any',
    disagrees: params.get('disagrees') === 'true',
    tempoMin: tempoOf(params.get('tempoMin')),
    tempoMax: tempoOf(params.get('tempoMax')),
    energyMin: tenthsOf(params.get('energyMin'), 0.5),
    energyMax: tenthsOf(params.get('energyMax'), -0.5),
    mood: MOODS.find((mood) => mood === params.get('mood')),
    camelot: KEYS.find(({ camelot }) => camelot === params.get('camelot'))?.camelot,
    voice: params.has('voiceMin') ? 'sung' : params.has('voiceMax') ? 'instrumental' : 'any',
    artist: params.get('artist') ?? undefined,
    album: params.get('album') ?? undefined,
    sort,
    order: order === 'asc' || order === 'desc' ? order : startOrder(sort),
  };
}

/** Query of a filter, for the server and the address: only what differs from the default. */
export function queryOf(filter: SongFilter): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') query.append(name, String(value));
  };
  set('q', filter.q.trim());
  for (const genre of filter.genres) set('genre', genre);
  if (filter.sure !== 'any') set('sure', String(filter.sure === 'yes'));
  if (filter.disagrees) set('disagrees', 'true');
  set('tempoMin', filter.tempoMin);
  set('tempoMax', filter.tempoMax);
  set('energyMin', shareOf(filter.energyMin, -0.5));
  set('energyMax', shareOf(filter.energyMax, 0.5));
  set('mood', filter.mood);
  set('camelot', filter.camelot);
  if (filter.voice === 'sung') set('voiceMin', SOME_VOICE);
  if (filter.voice === 'instrumental') set('voiceMax', NO_VOICE);
  set('artist', filter.artist);
  set('album', filter.album);
  if (filter.sort !== ALL_SONGS.sort) set('sort', filter.sort);
  if (filter.order !== startOrder(filter.sort)) set('order', filter.order);
  return query.toString();
}

/** Query of a filter, as `queryOf`, with the order always included. */
export function requestOf(filter: SongFilter): string {
  const query = new URLSearchParams(queryOf(filter));
  query.set('sort', filter.sort);
  query.set('order', filter.order);
  return query.toString();
}

/** True where the filter leaves songs out, whatever the order. */
export function isNarrowed(filter: SongFilter): boolean {
  return queryOf({ ...filter, sort: ALL_SONGS.sort, order: ALL_SONGS.order }) !== '';
}

/** Number of sound filters that are set. */
export function soundChoices(filter: SongFilter): number {
  const { tempoMin, tempoMax, energyMin, energyMax, mood, camelot, voice } = filter;
  const chosen = [tempoMin ?? tempoMax, energyMin ?? energyMax, mood, camelot];
  return chosen.filter((part) => part !== undefined).length + Number(voice !== 'any');
}

/** All songs, in the same order as before. */
export function cleared({ sort, order }: SongFilter): SongFilter {
  return { ...ALL_SONGS, sort, order };
}

/** The order that a click on a column's head asks for: its own first, then the other way round. */
export function sortedBy(filter: SongFilter, sort: TableSort): SongFilter {
  if (filter.sort !== sort) return { ...filter, sort, order: startOrder(sort) };
  return { ...filter, order: filter.order === 'asc' ? 'desc' : 'asc' };
}

/** Adds a genre to those that are shown, or takes it away. */
export function withGenreToggled(genres: readonly string[], genre: string): string[] {
  return genres.includes(genre) ? genres.filter((other) => other !== genre) : [...genres, genre];
}

function startOrder(sort: TableSort): 'asc' | 'desc' {
  return DOWNWARDS.includes(sort) ? 'desc' : 'asc';
}

function tempoOf(text: string | null): number | undefined {
  const value = Number(text);
  return text && value >= 0 && value <= MAX_BPM ? value : undefined;
}

/** Share of tenths: energy is shown rounded, and what is shown as 6 is found from 6. */
function shareOf(tenths: number | undefined, half: number): number | undefined {
  return tenths === undefined ? undefined : Math.max(0, Math.min(1, (tenths + half) / 10));
}

function tenthsOf(text: string | null, half: number): number | undefined {
  const share = Number(text);
  if (!text || !(share >= 0 && share <= 1)) return undefined;
  return Math.max(0, Math.min(10, Math.round(10 * share + half * (1 - EPSILON))));
}
