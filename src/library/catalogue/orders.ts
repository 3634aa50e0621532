/** Sorted orders of a catalogue's songs, updated as songs come and go. */
import { firstIndex } from '../../dsp/first-index.ts';
import { perRevisionInTurn } from '../per-revision.ts';
import { forEachInSlices, sortInSlices } from '../slices.ts';
import type { Entry } from '../songs/entry.ts';
import { SORT_KEYS, SORTS, type SortKey, type SortOf } from './sorts.ts';

/** Place of an entry that is not there any more. */
const GONE = -1;

/** Source of songs that changes. */
interface Listed {
  readonly revision: number;
  /** Entries in order of id. */
  readonly entries: readonly Entry[];
}

/** Songs of one revision, and their indices in some order. */
export interface SortedSongs {
  readonly entries: readonly Entry[];
  readonly places: Int32Array;
}

interface Order extends SortedSongs {
  readonly revision: number;
  /** Number of songs with the value, which come first: ascending, equal values in order of id. */
  readonly filled: number;
}

const NOTHING: Order = { revision: 0, entries: [], places: new Int32Array(0), filled: 0 };

/** Orders by sort key, each updated from the one before. */
const ORDERS = new Map(
  SORT_KEYS.map((sort) => [
    sort,
    perRevisionInTurn((listed: Listed, before: Order = NOTHING) => renewed(before, listed, SORTS[sort])),
  ]),
);

/**
 * Every song, sorted by a key: ties in order of id (of descending id when descending), songs without a value
 * last. Indices and not songs, so that a filter touches memory in its own order. Call `refresh` first.
 */
export async function orderOf(listed: Listed, sort: SortKey, descending: boolean): Promise<SortedSongs> {
  const { entries, places, filled } = await ORDERS.get(sort)!(listed);
  if (!descending) return { entries, places };
  const descended = places.slice();
  descended.subarray(0, filled).reverse();
  return { entries, places: descended };
}

/**
 * Updates an order: unchanged songs are sorted already; new ones are sorted, and each finds its place among
 * them. Keys are not kept: they would take several times the memory of the songs themselves.
 */
async function renewed(before: Order, { revision, entries }: Listed, keyOf: SortOf): Promise<Order> {
  const keys = new Array<ReturnType<SortOf>>(entries.length).fill(null);
  const keyAt = (place: number) => {
    keys[place] ??= keyOf(entries[place]);
    return keys[place]!;
  };
  const byKey = (a: number, b: number) => compared(keyAt(a), keyAt(b)) || a - b;
  const added: number[] = [];
  await forEachInSlices(entries, (entry, place) => {
    if (entry.revision > before.revision && keyAt(place) !== null) added.push(place);
  });
  const moved = movedPlaces(before.entries, entries);
  const staying = before.places
    .subarray(0, before.filled)
    .map((place) => moved[place])
    .filter((place) => place !== GONE);
  const places = new Int32Array(entries.length);
  let [filled, taken] = [0, 0];
  const takeUntil = (end: number) => {
    places.set(staying.subarray(taken, end), filled);
    filled += end - taken;
    taken = end;
  };
  await forEachInSlices(await sortInSlices(added, byKey), (place) => {
    takeUntil(firstIndex(staying.length, (i) => byKey(staying[i], place) > 0));
    places[filled++] = place;
  });
  takeUntil(staying.length);
  placeEmpty(places, filled);
  return { revision, entries, places, filled };
}

/** Index of each entry in another list in order of id. */
function movedPlaces(from: readonly Entry[], to: readonly Entry[]): Int32Array {
  let next = 0;
  return Int32Array.from(from, (entry) => {
    while (next < to.length && to[next].id < entry.id) next++;
    return to[next] === entry ? next : GONE;
  });
}

/** Fills the end with the indices that are not among the first. */
function placeEmpty(places: Int32Array, filled: number): void {
  const isFilled = new Uint8Array(places.length);
  for (const place of places.subarray(0, filled)) isFilled[place] = 1;
  let next = filled;
  isFilled.forEach((is, place) => {
    if (is === 0) places[next++] = place;
  });
}

function compared(a: string | number, b: string | number): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
