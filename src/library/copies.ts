/** Recordings that a library holds more than once. Time and memory grow with the number of songs alone. */
import { setImmediate } from 'node:timers/promises';
import { CopyIndex } from '../analysis/duplicates.ts';
import type { Catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { perRevisionInTurn } from './per-revision.ts';
import { repeatedFiles, type SongFile } from './song-files.ts';
import { recordingsOf } from './songs.ts';
import type { Library } from './store.ts';

export interface Copies {
  readonly a: Entry;
  readonly b: Entry;
  /** 0..1; copies are below 0.48. */
  readonly distance: number;
}

/** A recording that is there more than once. */
export interface CopyGroup {
  /** Songs in the order in which they were met, the files of each, equal byte for byte, in order of name. */
  readonly files: readonly SongFile[];
  /** The largest between two of its songs that were compared; 0 if all files are equal. */
  readonly distance: number;
}

/** So many frames stand for a song: those with the smallest hashes, so that copies choose alike. */
const SKETCH = 64;
/** Frames with fewer bits are found in many songs. */
const TELLING_BITS = 8;
/** Each song that has a frame meets so many of the next that have it: drones cost no more than others. */
const MEETINGS = 8;
/** Songs that meet so often are compared in full. */
const MIN_MET = 2;
const CHUNK = 500;
/** What is sorted is parted so often, that each part takes some milliseconds. */
const BUCKETS = 64;
/** Above the number of songs: a pair of numbers is one double. */
const MAX_SONGS = 2 ** 21;

/**
 * Pairs of copies, in order of id. Only songs that share frames of their sketches are compared. Of a recording
 * that is there very often, not every pair is listed, but every song is. Gives way to others all the time.
 */
export async function findCopies(catalogue: Catalogue): Promise<Copies[]> {
  return copiesAmong(catalogue.library, await catalogue.all());
}

async function copiesAmong(library: Library, entries: readonly Entry[]): Promise<Copies[]> {
  const found: Copies[] = [];
  for (const [first, others] of await meetings(await sketches(library, entries), entries.length)) {
    const ids = [first, ...others].map((place) => entries[place].id);
    const recordings = new Map((await recordingsOf(library, ids)).map((each) => [each.id, each]));
    const recording = recordings.get(entries[first].id);
    if (!recording) continue;
    const index = new CopyIndex();
    index.add(recording);
    for (const other of others) {
      const candidate = recordings.get(entries[other].id);
      const [copy] = candidate ? index.copiesOf(candidate) : [];
      if (copy) found.push({ a: entries[first], b: entries[other], distance: copy.distance });
    }
    await setImmediate();
  }
  return found;
}

/** Songs that are one recording, in order of id; groups in order of their first. */
export function groupCopies(copies: readonly Copies[]): Entry[][] {
  const firsts = new Map<Entry, Entry>();
  const firstOf = (song: Entry): Entry => {
    const before = firsts.get(song) ?? song;
    const first = before === song ? song : firstOf(before);
    firsts.set(song, first);
    return first;
  };
  for (const { a, b } of copies) {
    const [one, other] = [firstOf(a), firstOf(b)];
    if (one.id < other.id) firsts.set(other, one);
    else firsts.set(one, other);
  }
  const groups = new Map<Entry, Entry[]>();
  for (const song of [...firsts.keys()].sort(byId)) {
    const first = firstOf(song);
    const group = groups.get(first) ?? [];
    group.push(song);
    groups.set(first, group);
  }
  return [...groups.values()];
}

/**
 * Recordings that are there more than once, with all their files. Looked for again after changes alone. Call
 * `refresh` first.
 */
export const copyGroups = perRevisionInTurn(async (catalogue: Catalogue): Promise<CopyGroup[]> => {
  const repeated = await repeatedFiles(catalogue);
  const entries = await catalogue.all();
  const equal = entries.filter(({ id }) => repeated.has(id));
  const copies = [
    ...(await copiesAmong(catalogue.library, entries)),
    ...equal.map((song) => ({ a: song, b: song, distance: 0 })),
  ];
  const distances = new Map<Entry, number>();
  for (const { a, distance } of copies) distances.set(a, Math.max(distance, distances.get(a) ?? 0));
  return groupCopies(copies).map((songs) => ({
    distance: Math.max(...songs.map((song) => distances.get(song) ?? 0)),
    files: songs.flatMap((song) =>
      (repeated.get(song.id) ?? [song.path]).map((path) => ({ id: song.id, path })),
    ),
  }));
});

/** Every frame of every sketch with the place of its song, as one number each; equal frames are in one bucket. */
async function sketches(library: Library, entries: readonly Entry[]): Promise<number[][]> {
  const buckets = emptyBuckets();
  const places = new Map(entries.map(({ id }, place) => [id, place]));
  for (let from = 0; from < entries.length; from += CHUNK) {
    const ids = entries.slice(from, from + CHUNK).map(({ id }) => id);
    for (const { id, bits } of await recordingsOf(library, ids)) {
      for (const frame of sketchOf(bits)) buckets[frame % BUCKETS].push(frame * MAX_SONGS + places.get(id)!);
    }
    await setImmediate();
  }
  return buckets;
}

/** For each song the later ones that it meets often enough, in order. A bucket at a time: each is sorted. */
async function meetings(sketched: readonly number[][], songs: number): Promise<Map<number, number[]>> {
  const met = emptyBuckets();
  for (const bucket of sketched) {
    const owned = Float64Array.from(bucket).sort();
    for (let i = 0; i < owned.length; i++) {
      const first = owned[i] % MAX_SONGS;
      const pairs = met[Math.floor((first / songs) * BUCKETS)];
      for (let j = i + 1; j <= i + MEETINGS && frameOf(owned[j]) === frameOf(owned[i]); j++) {
        pairs.push(first * MAX_SONGS + (owned[j] % MAX_SONGS));
      }
    }
    await setImmediate();
  }
  const often = new Map<number, number[]>();
  for (const bucket of met) {
    addOften(Float64Array.from(bucket).sort(), often);
    await setImmediate();
  }
  return often;
}

function addOften(pairs: Float64Array, often: Map<number, number[]>): void {
  for (let i = MIN_MET - 1; i < pairs.length; i++) {
    const isLast = i + 1 === pairs.length || pairs[i + 1] !== pairs[i];
    if (!isLast || pairs[i - MIN_MET + 1] !== pairs[i]) continue;
    const first = Math.floor(pairs[i] / MAX_SONGS);
    const others = often.get(first) ?? [];
    others.push(pairs[i] % MAX_SONGS);
    often.set(first, others);
  }
}

function emptyBuckets(): number[][] {
  return Array.from({ length: BUCKETS }, () => []);
}

function byId(a: Entry, b: Entry): number {
  return a.id - b.id;
}

function frameOf(owned: number): number {
  return Math.floor(owned / MAX_SONGS);
}

function sketchOf(bits: Uint32Array): Uint32Array {
  const telling = new Set(bits.filter((frame) => onesIn(frame) >= TELLING_BITS));
  return Uint32Array.from(telling, hashOf).sort().subarray(0, SKETCH);
}

/** A frame as a number that says nothing of its bits, and of no other frame (Murmur3's last step). */
function hashOf(frame: number): number {
  let h = frame ^ 0x9e3779b9;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function onesIn(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
