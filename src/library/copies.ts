/** Recordings that a library holds more than once. Time and memory grow with the number of songs alone. */
import { setImmediate } from 'node:timers/promises';
import { CopyIndex } from '../train/duplicates.ts';
import type { Catalogue, Entry } from './catalogue.ts';
import { recordingOf, recordingsOf } from './songs.ts';

export interface Copies {
  readonly a: Entry;
  readonly b: Entry;
  /** 0..1; copies are below 0.48. */
  readonly distance: number;
}

/** So many frames stand for a song: those with the smallest hashes, so that copies choose alike. */
const SKETCH = 64;
/** Frames with fewer bits are found in many songs. */
const TELLING_BITS = 8;
/** Each song that has a frame meets so many of the next that have it: drones cost no more than others. */
const MEETINGS = 8;
/** Songs that meet so often are compared in full. */
const LEAST_MET = 2;
const CHUNK = 500;
/** Above the number of songs: a pair of numbers is one double. */
const MOST_SONGS = 2 ** 21;

/**
 * Pairs of copies, in order of id. Only songs that share frames of their sketches are compared. Of a recording
 * that is there very often, not every pair is listed, but every song is.
 */
export async function findCopies(catalogue: Catalogue): Promise<Copies[]> {
  const found: Copies[] = [];
  const { entries, library } = catalogue;
  for (const [first, others] of meetings(await sketches(catalogue))) {
    const recording = await recordingOf(library, entries[first].id);
    if (!recording) continue;
    const index = new CopyIndex();
    index.add(recording);
    for (const other of others) {
      const candidate = await recordingOf(library, entries[other].id);
      const [copy] = candidate ? index.copiesOf(candidate) : [];
      if (copy) found.push({ a: entries[first], b: entries[other], distance: copy.distance });
    }
    await setImmediate();
  }
  return found;
}

/** Every frame of every sketch with the place of its song, as one number each, sorted. */
async function sketches({ library, entries }: Catalogue): Promise<Float64Array> {
  const owned = new Float64Array(entries.length * SKETCH);
  const places = new Map(entries.map(({ id }, place) => [id, place]));
  let length = 0;
  for (let from = 0; from < entries.length; from += CHUNK) {
    const ids = entries.slice(from, from + CHUNK).map(({ id }) => id);
    for (const { id, bits } of await recordingsOf(library, ids)) {
      for (const frame of sketchOf(bits)) owned[length++] = frame * MOST_SONGS + places.get(id)!;
    }
    await setImmediate();
  }
  return owned.subarray(0, length).sort();
}

/** For each song the later ones that it meets often enough, in order. */
function meetings(owned: Float64Array): Map<number, number[]> {
  const met = new Float64Array(owned.length * MEETINGS);
  let length = 0;
  for (let i = 0; i < owned.length; i++) {
    for (let j = i + 1; j <= i + MEETINGS && frameOf(owned[j]) === frameOf(owned[i]); j++) {
      met[length++] = (owned[i] % MOST_SONGS) * MOST_SONGS + (owned[j] % MOST_SONGS);
    }
  }
  const pairs = met.subarray(0, length).sort();
  const often = new Map<number, number[]>();
  for (let i = LEAST_MET - 1; i < pairs.length; i++) {
    const isNew = i + 1 === pairs.length || pairs[i + 1] !== pairs[i];
    if (!isNew || pairs[i - LEAST_MET + 1] !== pairs[i]) continue;
    const first = Math.floor(pairs[i] / MOST_SONGS);
    often.set(first, [...(often.get(first) ?? []), pairs[i] % MOST_SONGS]);
  }
  return often;
}

function frameOf(owned: number): number {
  return Math.floor(owned / MOST_SONGS);
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
