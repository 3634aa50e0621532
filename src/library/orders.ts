/** Sorted orders of a catalogue's songs, updated as songs come and go. */
import type { Entry } from './entry.ts';
import { perRevisionInTurn } from './per-revision.ts';
import { forEachInSlices, mergeInSlices, sortInSlices } from './slices.ts';
import { SORT_KEYS, SORTS, type SortKey, type SortOf } from './sorts.ts';

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

interface Keyed {
  readonly key: string | number;
  readonly entry: Entry;
}

interface Order {
  readonly revision: number;
  /** Entries that the indices refer to. */
  readonly entries: readonly Entry[];
  /** Entries with the value: ascending, equal keys in order of id. */
  readonly keyed: readonly Keyed[];
  /** Indices among the catalogue's entries, in this order. */
  readonly ascending: Int32Array;
  readonly descending: Int32Array;
}

const NO_PLACES = new Int32Array(0);
const NOTHING: Order = {
  revision: 0,
  entries: [],
  keyed: [],
  ascending: NO_PLACES,
  descending: NO_PLACES,
};

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
  const { entries, ascending, descending: descended } = await ORDERS.get(sort)!(listed);
  return { entries, places: descending ? descended : ascending };
}

/** Updates an order: unchanged entries are sorted already; new ones are sorted and merged. */
async function renewed(before: Order, { revision, entries }: Listed, keyOf: SortOf): Promise<Order> {
  const places = new Map<Entry, number>();
  const [staying, added]: [Keyed[], Keyed[]] = [[], []];
  await forEachInSlices(entries, (entry, place) => {
    places.set(entry, place);
    const key = entry.revision > before.revision ? keyOf(entry) : null;
    if (key !== null) added.push({ key, entry });
  });
  await forEachInSlices(before.keyed, (one) => {
    if (places.has(one.entry)) staying.push(one);
  });
  const keyed = await mergeInSlices(staying, await sortInSlices(added, byKey), byKey);
  const filled = new Int32Array(keyed.length);
  await forEachInSlices(keyed, ({ entry }, i) => {
    filled[i] = places.get(entry)!;
  });
  return { revision, entries, keyed, ...bothWays(filled, entries.length) };
}

/** Both directions of an order, with the indices that are not `filled` at the end. */
function bothWays(filled: Int32Array, count: number): Pick<Order, 'ascending' | 'descending'> {
  const isFilled = new Uint8Array(count);
  for (const place of filled) isFilled[place] = 1;
  const [ascending, descending] = [filled, filled.toReversed()].map((first) => {
    const all = new Int32Array(count);
    all.set(first);
    let next = first.length;
    isFilled.forEach((is, place) => {
      if (is === 0) all[next++] = place;
    });
    return all;
  });
  return { ascending, descending };
}

function byKey(a: Keyed, b: Keyed): number {
  if (a.key < b.key) return -1;
  return a.key > b.key ? 1 : a.entry.id - b.entry.id;
}
