/** Map of a library: songs that sound alike lie near each other on a plane. */
import { openRows, type Rows } from '../../dsp/rows.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { perRevisionInTurn } from '../per-revision.ts';
import { pointOf, type SongSpace } from '../similarity/similarity.ts';
import { forEachInSlices } from '../slices.ts';
import { principalPlaces } from './principal.ts';
import { tsne } from './tsne.ts';

/** Songs and their coordinates: lists of one length, in order of id. */
export interface SongMap {
  readonly ids: readonly number[];
  /** Coordinates in -1..1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Ids of the landmarks, which were laid out together; all others lie among those that they sound like. */
  readonly landmarks: ReadonlySet<number>;
}

const LANDMARKS = 600;
const NEIGHBOURS = 4;
/** Share of changed songs above which the map is computed anew. */
const MAX_CHANGED = 0.1;
/** Random scatter of a song placed among landmarks, as a share of their distance. */
const SCATTER = 0.35;
const EDGE = 0.98;

/** Map of a catalogue, cached until songs change; most songs then keep their place. Call `refresh` first. */
export const mapOf = perRevisionInTurn(async (catalogue: Catalogue, before: SongMap | undefined) => {
  return projectSongs(await catalogue.space({}), before);
});

/**
 * Lays out all songs. Some hundreds of landmarks, chosen by their id alone, are laid out such that neighbours
 * stay neighbours; each other song is placed among the nearest of those. Deterministic by space; songs of an
 * earlier map keep their place, unless too many changed. Yields to other work.
 */
export async function projectSongs(space: SongSpace, before?: SongMap): Promise<SongMap> {
  const places = openPlaces(space.songs.length);
  const isFresh = !before || (await takeOver(space, before, places)) < enoughOf(space, before);
  if (isFresh) await layOutLandmarks(space, places);
  const landmarks = isFresh ? placedIds(space, places) : before.landmarks;
  await placeOthers(space, places, landmarks);
  const ids = space.songs.map(({ id }) => id);
  return { ids, x: new Float32Array(places.x), y: new Float32Array(places.y), landmarks };
}

/** Places of a space's songs, by index. */
interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1: the song has its place. */
  readonly isPlaced: Uint8Array;
}

function openPlaces(count: number): Places {
  return { x: new Float64Array(count), y: new Float64Array(count), isPlaced: new Uint8Array(count) };
}

function setPlace({ x, y, isPlaced }: Places, index: number, placeX: number, placeY: number): void {
  x[index] = placeX;
  y[index] = placeY;
  isPlaced[index] = 1;
}

/** Returns how many are still there. */
async function takeOver({ indices }: SongSpace, { ids, x, y }: SongMap, places: Places): Promise<number> {
  let known = 0;
  await forEachInSlices(ids, (id, i) => {
    const index = indices.get(id);
    if (index === undefined) return;
    setPlace(places, index, x[i], y[i]);
    known++;
  });
  return known;
}

function enoughOf({ songs }: SongSpace, { ids }: SongMap): number {
  return (1 - MAX_CHANGED) * Math.max(songs.length, ids.length);
}

function placedIds({ songs }: SongSpace, { isPlaced }: Places): ReadonlySet<number> {
  return new Set(songs.flatMap(({ id }, index) => (isPlaced[index] === 1 ? [id] : [])));
}

async function layOutLandmarks(space: SongSpace, places: Places): Promise<void> {
  places.isPlaced.fill(0);
  const chosen = landmarksOf(space);
  if (chosen.length === 0) return;
  const start = await principalPlaces(space.points, chosen);
  const found = await tsne(await squaredDistances(space, chosen), chosen.length, start);
  const [x, y] = [0, 1].map((axis) => spread(found.filter((_, i) => i % 2 === axis)));
  chosen.forEach((index, i) => {
    setPlace(places, index, x[i], y[i]);
  });
}

/** Scales to the whole width: the axes of the map have no unit. */
function spread(values: Float64Array): Float64Array {
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  const scale = most > least ? (2 * EDGE) / (most - least) : 0;
  return values.map((value) => (value - (least + most) / 2) * scale);
}

/** Landmarks by a hash of their id: songs that come or go change few of them. */
function landmarksOf({ songs }: SongSpace): number[] {
  const keys = Uint32Array.from(songs, ({ id }) => hashOf(id));
  const limit = keys.toSorted()[Math.min(LANDMARKS, keys.length) - 1];
  const hashed = songs.flatMap(({ id }, index) =>
    keys[index] <= limit ? [{ index, key: keys[index], id }] : [],
  );
  hashed.sort((a, b) => a.key - b.key || a.id - b.id);
  return hashed.slice(0, LANDMARKS).map(({ index }) => index);
}

async function squaredDistances(space: SongSpace, chosen: readonly number[]): Promise<Float32Array> {
  const rows = rowsOf(space, chosen);
  const squared = new Float32Array(chosen.length ** 2);
  await forEachInSlices(chosen, (index, i) => {
    squared.set(rows.squaredDistances(pointOf(space, index)), i * chosen.length);
  });
  return squared;
}

/** Concatenated points of some songs. */
function rowsOf(space: SongSpace, chosen: readonly number[]): Rows {
  const rows = openRows(chosen.length, space.points.stride);
  chosen.forEach((index, i) => {
    rows.data.set(pointOf(space, index), i * rows.stride);
  });
  return rows;
}

async function placeOthers(space: SongSpace, places: Places, landmarks: ReadonlySet<number>): Promise<void> {
  const known = [...landmarks].flatMap((id) => space.indices.get(id) ?? []);
  const rows = rowsOf(space, known);
  const near: Near = { indices: new Int32Array(NEIGHBOURS), squared: new Float64Array(NEIGHBOURS) };
  await forEachInSlices(space.songs, ({ id }, index) => {
    if (places.isPlaced[index] === 1) return;
    const count = findNear(near, rows.squaredDistances(pointOf(space, index)));
    for (let i = 0; i < count; i++) near.indices[i] = known[near.indices[i]];
    placeAmong(places, index, near, count, id);
  });
}

/** The nearest landmarks of a song, the nearest first; made once, since there are many songs. */
interface Near {
  readonly indices: Int32Array;
  readonly squared: Float64Array;
}

/** Returns how many they are. */
function findNear({ indices, squared }: Near, distances: Float32Array): number {
  let count = 0;
  let furthest = Infinity;
  for (let index = 0; index < distances.length; index++) {
    const distance = distances[index];
    if (distance >= furthest) continue;
    let at = count < NEIGHBOURS ? count++ : NEIGHBOURS - 1;
    for (; at > 0 && squared[at - 1] > distance; at--) {
      indices[at] = indices[at - 1];
      squared[at] = squared[at - 1];
    }
    indices[at] = index;
    squared[at] = distance;
    if (count === NEIGHBOURS) furthest = squared[NEIGHBOURS - 1];
  }
  return count;
}

/** The mean of the nearest landmarks' places, weighted by nearness to the song, and a little off. */
function placeAmong(
  places: Places,
  song: number,
  { indices, squared }: Near,
  count: number,
  id: number,
): void {
  const least = squared[0];
  const width = squared[count - 1] - least;
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < count; i++) {
    const weight = Math.exp((-2 * (squared[i] - least)) / (width > 0 ? width : 1));
    total += weight;
    sumX += weight * places.x[indices[i]];
    sumY += weight * places.y[indices[i]];
  }
  const x = sumX / total;
  const y = sumY / total;
  const reach = SCATTER * Math.hypot(x - places.x[indices[0]], y - places.y[indices[0]]);
  const angle = (2 * Math.PI * hashOf(id)) / 2 ** 32;
  setPlace(places, song, bounded(x + reach * Math.cos(angle)), bounded(y + reach * Math.sin(angle)));
}

function bounded(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

/** Hash of 32 bits (Murmur3's finaliser). */
function hashOf(id: number): number {
  let h = (id ^ 0x9e3779b9) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
