/** Regions of the map: clusters of songs, and what the songs of each share. */
import { QUADRANTS, type Quadrant } from '../../description/description.ts';
import { readColumns } from '../columns/song-columns.ts';
import type { Entry } from '../songs/entry.ts';
import type { Library } from '../store/store.ts';
import type { SongMap } from './map.ts';

export interface MapRegion {
  /** Position of the highest density. */
  readonly x: number;
  readonly y: number;
  readonly songs: number;
  /** Whether it is part of a larger region, named when zoomed in. */
  readonly close: boolean;
  /** Genre of at least half of its songs, sure or not. */
  readonly genre: string | null;
  /** Mood quadrant of at least half of its songs, and more often than elsewhere. */
  readonly mood: Quadrant | null;
  /** Mean energy; null if unknown. */
  readonly energy: number | null;
  /** Words that describe many of its songs, more than elsewhere; the most distinctive first. */
  readonly words: readonly string[];
}

/** Cells a side of the density grid. */
const CELLS = 32;
/** Smoothing passes of the counts, for regions of the whole map and of a part of it. */
const SMOOTHINGS = { far: 4, close: 1 };
const MIN_SHARE = { far: 0.02, close: 0.01 };
const MIN_SONGS = 5;
const MOST = 0.5;
const SHARED = 0.35;
/** Minimum ratio of a word's or mood's frequency in the region to that elsewhere. */
const MIN_RATIO = 1.25;
const MAX_WORDS = 3;
/** Number of songs whose words are read, evenly chosen. */
const SAMPLE = 2000;
const IDS_AT_ONCE = 400;

/** The regions of a map, the largest first. @param entries its songs; undefined for one that is gone */
export async function regionsOf(
  library: Library,
  map: SongMap,
  entries: readonly (Entry | undefined)[],
): Promise<readonly MapRegion[]> {
  const known = { ...columnsOf(entries), words: await wordsOf(library, map.ids) };
  const usual = countsOf([...entries.keys()], known);
  return [false, true]
    .flatMap((close) => clustersOf(map, close).map((cluster) => ({ cluster, close })))
    .map(({ cluster: { x, y, members }, close }) => {
      const what = shared(countsOf(members, known), usual);
      return { x, y, songs: members.length, close, ...what, energy: energyOf(members, known) };
    })
    .sort((a, b) => b.songs - a.songs);
}

/** Values of the songs that regions may share, by index: each is looked at several times. */
interface Known {
  readonly genres: readonly (string | null)[];
  readonly moods: readonly (string | null)[];
  readonly energies: readonly (number | null)[];
  readonly words: ReadonlyMap<number, readonly string[]>;
}

function columnsOf(entries: readonly (Entry | undefined)[]): Omit<Known, 'words'> {
  return {
    genres: entries.map((entry) => (entry && !entry.outside ? entry.genre : null)),
    moods: entries.map((entry) => entry?.mood ?? null),
    energies: entries.map((entry) => entry?.energy ?? null),
  };
}

function energyOf(members: readonly number[], { energies }: Known): number | null {
  let [sum, count] = [0, 0];
  for (const i of members) {
    const energy = energies[i];
    if (energy === null) continue;
    sum += energy;
    count++;
  }
  return count === 0 ? null : Math.round((100 * sum) / count) / 100;
}

interface Cluster {
  readonly x: number;
  readonly y: number;
  /** Indices in the map's lists. */
  readonly members: readonly number[];
}

/** Clusters by hill climbing on the smoothed density grid. */
export function clustersOf({ x, y }: Pick<SongMap, 'x' | 'y'>, close: boolean): Cluster[] {
  const kind = close ? 'close' : 'far';
  const cells = x.map((value, i) => cellAt(value) + CELLS * cellAt(y[i]));
  let counts = new Float64Array(CELLS * CELLS);
  for (const cell of cells) counts[cell]++;
  for (let pass = 0; pass < SMOOTHINGS[kind]; pass++) counts = smoothed(counts);
  const tops = new Map<number, number>();
  const clusters = new Map<number, number[]>();
  cells.forEach((cell, i) => {
    const top = topFrom(cell, counts, tops);
    const members = clusters.get(top);
    if (members) members.push(i);
    else clusters.set(top, [i]);
  });
  const least = Math.max(MIN_SONGS, MIN_SHARE[kind] * x.length);
  return [...clusters]
    .filter(([, members]) => members.length >= least)
    .map(([top, members]) => ({ x: middleOf(top % CELLS), y: middleOf(Math.floor(top / CELLS)), members }));
}

function topFrom(cell: number, counts: Float64Array, known: Map<number, number>): number {
  const before = known.get(cell);
  if (before !== undefined) return before;
  const highest = around(cell).reduce((best, other) => (counts[other] > counts[best] ? other : best), cell);
  const top = highest === cell ? cell : topFrom(highest, counts, known);
  known.set(cell, top);
  return top;
}

/** Smooths: each cell becomes the mean of itself and those around it. */
function smoothed(counts: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(counts, (_, cell) => {
    const cells = around(cell);
    return cells.reduce((sum, other) => sum + counts[other], 0) / 9;
  });
}

/** Cell and its neighbours within the grid. */
function around(cell: number): number[] {
  const [column, row] = [cell % CELLS, Math.floor(cell / CELLS)];
  const found: number[] = [];
  for (let r = Math.max(0, row - 1); r <= Math.min(CELLS - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(CELLS - 1, column + 1); c++)
      found.push(c + CELLS * r);
  }
  return found;
}

function cellAt(value: number): number {
  return Math.max(0, Math.min(CELLS - 1, Math.floor(((value + 1) / 2) * CELLS)));
}

function middleOf(part: number): number {
  return (2 * (part + 0.5)) / CELLS - 1;
}

interface Counts {
  readonly genres: Shares;
  readonly moods: Shares;
  readonly words: Shares;
}

interface Shares {
  readonly of: number;
  readonly counts: ReadonlyMap<string, number>;
}

function countsOf(members: readonly number[], { genres, moods, words }: Known): Counts {
  // A genre or a mood that few of the songs have is not theirs.
  return {
    genres: shares(members, (i) => genres[i]),
    moods: shares(members, (i) => moods[i]),
    words: wordShares(members.flatMap((i) => (words.has(i) ? [words.get(i)!] : []))),
  };
}

function wordShares(lists: readonly (readonly string[])[]): Shares {
  return { ...shares(lists.flat(), (word) => word), of: lists.length };
}

function shares<Item>(items: readonly Item[], nameOf: (item: Item) => string | null): Shares {
  const counts = new Map<string, number>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return { of: items.length, counts };
}

function shared(here: Counts, usual: Counts): Pick<MapRegion, 'genre' | 'mood' | 'words'> {
  const [genre = null] = distinctive(here.genres, usual.genres, MOST, 0);
  const [mood] = distinctive(here.moods, usual.moods, MOST, MIN_RATIO);
  const words = distinctive(here.words, usual.words, SHARED, MIN_RATIO).slice(0, MAX_WORDS);
  return { genre, mood: QUADRANTS.find((quadrant) => quadrant === mood) ?? null, words };
}

/** Names with at least a share here, and so much more often than usual; the most distinctive first. */
function distinctive(here: Shares, usual: Shares, least: number, ratio: number): string[] {
  const shareIn = ({ of, counts }: Shares, name: string) => (counts.get(name) ?? 0) / Math.max(1, of);
  return [...here.counts.keys()]
    .map((name) => ({ name, share: shareIn(here, name), usual: shareIn(usual, name) }))
    .filter(({ share, usual }) => share >= least && share >= ratio * usual)
    .map(({ name, share, usual }) => ({ name, worth: share * Math.log((share + 0.01) / (usual + 0.01)) }))
    .sort((a, b) => b.worth - a.worth || a.name.localeCompare(b.name))
    .map(({ name }) => name);
}

/** Words of some of the songs, by their index. */
async function wordsOf(
  library: Library,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const step = Math.max(1, Math.ceil(ids.length / SAMPLE));
  const places = new Map(ids.flatMap((id, i) => (i % step === 0 ? [[id, i] as const] : [])));
  const wanted = [...places.keys()];
  const words = new Map<number, readonly string[]>();
  for (let from = 0; from < wanted.length; from += IDS_AT_ONCE) {
    const rows = await library
      .selectFrom('songs')
      .select(['id', 'words'])
      .where('id', 'in', wanted.slice(from, from + IDS_AT_ONCE))
      .where('words', 'is not', null)
      .execute();
    for (const row of rows) words.set(places.get(row.id)!, readColumns(row, ['words']).words);
  }
  return words;
}
