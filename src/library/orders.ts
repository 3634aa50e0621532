/** The songs of a catalogue in every order that a table offers, kept while songs come and go. */
import type { Catalogue, Entry } from './catalogue.ts';
import { fold } from './fold.ts';

export type SortKey = keyof typeof KEYS;

interface Keyed {
  readonly key: string | number;
  readonly entry: Entry;
}

interface Order {
  readonly revision: number;
  /** Ascending; equal keys in order of id. */
  readonly keyed: readonly Keyed[];
  /** Songs without the value. */
  readonly empty: readonly Entry[];
  /** Places among the catalogue's entries, in this order. */
  readonly ascending: Int32Array;
  readonly descending: Int32Array;
}

const NUMBER_WIDTH = 5;
const NO_PLACES = new Int32Array(0);
const NOTHING: Order = { revision: 0, keyed: [], empty: [], ascending: NO_PLACES, descending: NO_PLACES };

const KEYS = {
  title: ({ name }) => fold(name),
  artist: (entry) => joined(entry.artist ?? entry.albumArtist, entry.album, entry.track, entry.name),
  album: (entry) => joined(entry.album, entry.albumArtist ?? '', entry.track, entry.name),
  genre: (entry) => joined(entry.genre, entry.artist, entry.name),
  confidence: ({ confidence }) => confidence,
  tempo: ({ beatsPerMinute }) => beatsPerMinute,
  duration: ({ durationSeconds }) => durationSeconds,
  year: ({ year }) => year,
  added: ({ id }) => id,
} as const satisfies Record<string, (entry: Entry) => string | number | null>;

export const SORT_KEYS = Object.keys(KEYS) as readonly SortKey[];

const orders = new WeakMap<Catalogue, Map<SortKey, Order>>();

/**
 * Every place among the catalogue's entries, sorted by a key: ties in order of id (of descending id when
 * descending), songs without a value last. Places and not songs, so that a filter touches memory in its own order.
 */
export function orderOf(catalogue: Catalogue, sort: SortKey, descending: boolean): Int32Array {
  const order = freshOrder(catalogue, sort);
  return descending ? order.descending : order.ascending;
}

function freshOrder(catalogue: Catalogue, sort: SortKey): Order {
  const known = orders.get(catalogue) ?? new Map<SortKey, Order>();
  orders.set(catalogue, known);
  const before = known.get(sort) ?? NOTHING;
  if (before.revision === catalogue.revision) return before;
  const order = renewed(before, catalogue, KEYS[sort]);
  known.set(sort, order);
  return order;
}

/** What stays is in order already: the sort merges what is new into it. */
function renewed(
  before: Order,
  catalogue: Catalogue,
  keyOf: (entry: Entry) => string | number | null,
): Order {
  const stays = (entry: Entry) => catalogue.entry(entry.id) === entry;
  const keyed = before.keyed.filter(({ entry }) => stays(entry));
  const empty = before.empty.filter(stays);
  for (const entry of catalogue.entries) {
    if (entry.revision <= before.revision) continue;
    const key = keyOf(entry);
    if (key === null) empty.push(entry);
    else keyed.push({ key, entry });
  }
  keyed.sort(byKey);
  empty.sort((a, b) => a.id - b.id);
  const places = new Map(catalogue.entries.map(({ id }, place) => [id, place]));
  const filled = keyed.map(({ entry }) => places.get(entry.id)!);
  const rest = empty.map(({ id }) => places.get(id)!);
  return {
    revision: catalogue.revision,
    keyed,
    empty,
    ascending: Int32Array.from([...filled, ...rest]),
    descending: Int32Array.from([...filled.reverse(), ...rest]),
  };
}

function byKey(a: Keyed, b: Keyed): number {
  if (a.key < b.key) return -1;
  return a.key > b.key ? 1 : a.entry.id - b.entry.id;
}

/** Sorts by the first, then by the next; null where the first is. */
function joined(first: string | null, ...next: readonly (string | number | null)[]): string | null {
  if (first === null) return null;
  return [fold(first), ...next.map(part)].join('\0');
}

function part(value: string | number | null): string {
  if (typeof value === 'number') return String(value).padStart(NUMBER_WIDTH, '0');
  return value === null ? '\uffff' : fold(value);
}
