/** Recordings that a library holds more than once. Time and memory grow with the number of songs alone. */

import { setImmediate } from 'node:timers/promises';
import { CopyIndex } from '../../analysis/duplicates.ts';
import { groupBy } from '../../group-by.ts';
import { perRevisionInTurn } from '../per-revision.ts';
import type { Entry } from '../songs/entry.ts';
import { repeatedFiles, type SongFile } from '../songs/song-files.ts';
import { recordingsOf } from '../songs/songs.ts';
import type { Library } from '../store/store.ts';
import type { Catalogue } from './catalogue.ts';

export interface Copies {
  readonly a: Entry;
  readonly b: Entry;
  /** 0..1; copies are below 0.48. */
  readonly distance: number;
}

/** Pair of copies by song ids. */
export interface IdPair {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
}

/** Recording that exists more than once. */
export interface CopyGroup {
  /** Files of each of its songs, equal byte for byte, in order of name; songs in the order in which they were added. */
  readonly files: readonly SongFile[];
  /** Largest distance between two of its songs that were compared; 0 if all files are equal. */
  readonly distance: number;
}

/** Size of a song's sketch (min-hash): the frames with the smallest hashes, so that copies choose alike. */
const SKETCH = 64;
/** Minimum bits of a frame in a sketch: poorer ones are found in many songs. */
const MIN_FRAME_BITS = 8;
/** Number of next songs with the same frame that a song is paired with: drones cost no more than others. */
const MAX_NEIGHBOURS = 8;
/** Number of shared frames from which a pair is compared in full. */
const MIN_SHARED_FRAMES = 2;
const CHUNK = 500;
/** Number of buckets for sorting, so that each takes some milliseconds. */
const BUCKETS = 64;
/** Number of songs whose sketches are held at once, 512 bytes each; of more, a range of the hashes at a time. */
const SONGS_A_PASS = 100_000;
/** Number above that of songs: a pair of indices is one double. */
const MAX_SONGS = 2 ** 21;

/**
 * Pairs of copies, in order of id. Only songs that share frames of their sketches are compared. Of a
 * recording with many copies, not every pair is listed, but every song is. Yields to other work.
 * @param songsAPass of more songs than that all are read several times, so that memory does not grow with them
 */
export async function findCopies(catalogue: Catalogue, songsAPass = SONGS_A_PASS): Promise<Copies[]> {
  const pairs = await copiesAmong(catalogue.library, await idsOf(catalogue), songsAPass);
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const entries = new Map((await catalogue.entriesOf(ids)).map((entry) => [entry.id, entry]));
  return pairs.flatMap(({ a, b, distance }) => {
    const [one, other] = [entries.get(a), entries.get(b)];
    return one && other ? [{ a: one, b: other, distance }] : [];
  });
}

/** Ids of all songs, in order. */
async function idsOf(catalogue: Catalogue): Promise<readonly number[]> {
  const ids: number[] = [];
  for await (const entries of catalogue.each()) for (const { id } of entries) ids.push(id);
  return ids;
}

async function copiesAmong(
  library: Library,
  ids: readonly number[],
  songsAPass = SONGS_A_PASS,
): Promise<IdPair[]> {
  const found: IdPair[] = [];
  for (const [first, others] of await candidatePairs(library, ids, songsAPass)) {
    const met = [first, ...others].map((place) => ids[place]);
    const recordings = new Map((await recordingsOf(library, met)).map((each) => [each.id, each]));
    const recording = recordings.get(ids[first]);
    if (!recording) continue;
    const index = new CopyIndex();
    index.add(recording);
    for (const other of others) {
      const candidate = recordings.get(ids[other]);
      const [copy] = candidate ? index.copiesOf(candidate) : [];
      if (copy) found.push({ a: ids[first], b: ids[other], distance: copy.distance });
    }
    await setImmediate();
  }
  return found;
}

/** Groups of songs that are one recording, in order of id; groups in order of their first song. */
export function groupCopies(pairs: readonly IdPair[]): number[][] {
  const firsts = new Map<number, number>();
  const firstOf = (song: number): number => {
    const before = firsts.get(song) ?? song;
    const first = before === song ? song : firstOf(before);
    firsts.set(song, first);
    return first;
  };
  for (const { a, b } of pairs) {
    const [one, other] = [firstOf(a), firstOf(b)];
    if (one < other) firsts.set(other, one);
    else firsts.set(one, other);
  }
  const songs = [...firsts.keys()].sort((a, b) => a - b);
  return [...groupBy(songs, firstOf).values()];
}

/**
 * Recordings that exist more than once, with all their files; cached until the library changes. Call
 * `refresh` first.
 */
export const copyGroups = perRevisionInTurn(async (catalogue: Catalogue): Promise<CopyGroup[]> => {
  const repeated = await repeatedFiles(catalogue);
  const ids = await idsOf(catalogue);
  const pairs = [
    ...(await copiesAmong(catalogue.library, ids)),
    ...ids.filter((id) => repeated.has(id)).map((id) => ({ a: id, b: id, distance: 0 })),
  ];
  const distances = new Map<number, number>();
  for (const { a, distance } of pairs) distances.set(a, Math.max(distance, distances.get(a) ?? 0));
  const groups = groupCopies(pairs);
  const entries = await catalogue.entriesOf(groups.flat());
  const paths = new Map(entries.map(({ id, path }) => [id, repeated.get(id) ?? [path]]));
  return groups.map((songs) => ({
    distance: Math.max(...songs.map((id) => distances.get(id) ?? 0)),
    files: songs.flatMap((id) => (paths.get(id) ?? []).map((path) => ({ id, path }))),
  }));
});

/** Candidate pairs: for each song the later ones that share enough frames, in order, by index. */
async function candidatePairs(
  library: Library,
  ids: readonly number[],
  songsAPass: number,
): Promise<Map<number, number[]>> {
  const met = emptyBuckets();
  const passes = Math.ceil(ids.length / songsAPass);
  for (let pass = 0; pass < passes; pass++) {
    const isTaken = (frame: number) => Math.floor(frame / BUCKETS) % passes === pass;
    for (const bucket of await sketches(library, ids, isTaken)) {
      addPairs(Float64Array.from(bucket).sort(), ids.length, met);
      await setImmediate();
    }
  }
  const often = new Map<number, number[]>();
  for (const bucket of met) {
    addFrequent(Float64Array.from(bucket).sort(), often);
    await setImmediate();
  }
  return often;
}

/** Frames of every sketch with the index of its song, as one number each; equal frames are in one bucket. */
async function sketches(
  library: Library,
  ids: readonly number[],
  isTaken: (frame: number) => boolean,
): Promise<number[][]> {
  const buckets = emptyBuckets();
  for (let from = 0; from < ids.length; from += CHUNK) {
    const some = ids.slice(from, from + CHUNK);
    const places = new Map(some.map((id, i) => [id, from + i]));
    for (const { id, bits } of await recordingsOf(library, some)) {
      for (const frame of sketchOf(bits))
        if (isTaken(frame)) buckets[frame % BUCKETS].push(frame * MAX_SONGS + places.get(id)!);
    }
    await setImmediate();
  }
  return buckets;
}

function addPairs(owned: Float64Array, songs: number, met: readonly number[][]): void {
  for (let i = 0; i < owned.length; i++) {
    const first = owned[i] % MAX_SONGS;
    const pairs = met[Math.floor((first / songs) * BUCKETS)];
    for (let j = i + 1; j <= i + MAX_NEIGHBOURS && frameOf(owned[j]) === frameOf(owned[i]); j++)
      pairs.push(first * MAX_SONGS + (owned[j] % MAX_SONGS));
  }
}

function addFrequent(pairs: Float64Array, often: Map<number, number[]>): void {
  for (let i = MIN_SHARED_FRAMES - 1; i < pairs.length; i++) {
    const isLast = i + 1 === pairs.length || pairs[i + 1] !== pairs[i];
    if (!isLast || pairs[i - MIN_SHARED_FRAMES + 1] !== pairs[i]) continue;
    const first = Math.floor(pairs[i] / MAX_SONGS);
    const others = often.get(first) ?? [];
    others.push(pairs[i] % MAX_SONGS);
    often.set(first, others);
  }
}

function emptyBuckets(): number[][] {
  return Array.from({ length: BUCKETS }, () => []);
}

function frameOf(owned: number): number {
  return Math.floor(owned / MAX_SONGS);
}

function sketchOf(bits: Uint32Array): Uint32Array {
  const identifying = new Set(bits.filter((frame) => onesIn(frame) >= MIN_FRAME_BITS));
  return Uint32Array.from(identifying, hashOf).sort().subarray(0, SKETCH);
}

/** Hash of a frame (Murmur3's finaliser). */
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
