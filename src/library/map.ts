/** A map of the library: songs that sound alike lie near each other on a plane. */
import { openRows, type Rows } from '../dsp/rows.ts';
import type { Catalogue } from './catalogue.ts';
import { embed } from './embedding.ts';
import { perRevisionInTurn } from './per-revision.ts';
import { principalPlaces } from './principal.ts';
import { pointOf, type SongSpace } from './similarity.ts';
import { forEachInSlices, sortInSlices } from './slices.ts';

/** Lists of one length, in order of id. */
export interface SongMap {
  readonly ids: readonly number[];
  /** -1..1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Songs whose places were found together, by id; all others lie among those that they sound like. */
  readonly landmarks: ReadonlySet<number>;
}

const LANDMARKS = 600;
const NEIGHBOURS = 4;
/** Share of changed songs above which the map is computed anew. */
const MAX_CHANGED = 0.1;
/** Random scatter of a song placed among landmarks, as a share of their distance. */
const SCATTER = 0.35;
const EDGE = 0.98;

/** The map of a catalogue, kept until songs change; most songs then stay where they are. Call `refresh` first. */
export const mapOf = perRevisionInTurn(async (catalogue: Catalogue, before: SongMap | undefined) => {
  return projectSongs(await catalogue.space({}), before);
});

/**
 * Places of all songs. Some hundreds, chosen by their number alone, are placed such that neighbours stay
 * neighbours; each other song lies among the nearest of those. The same for the same space; with the map of an
 * earlier space, songs that are on it stay, unless too many changed. Gives way to others all the time.
 */
export async function projectSongs(space: SongSpace, before?: SongMap): Promise<SongMap> {
  const known = before && (await stillThere(space, before));
  const fresh = !known || known.size < (1 - MAX_CHANGED) * Math.max(space.songs.length, before.ids.length);
  const places = fresh ? await layOutLandmarks(space) : known;
  const landmarks = fresh ? new Set(places.keys()) : before.landmarks;
  await placeOthers(space, places, landmarks);
  const ids = space.songs.map(({ id }) => id);
  const [x, y] = [new Float32Array(ids.length), new Float32Array(ids.length)];
  await forEachInSlices(ids, (id, i) => {
    [x[i], y[i]] = places.get(id)!;
  });
  return { ids, x, y, landmarks };
}

type Places = Map<number, readonly [number, number]>;

async function stillThere({ indices }: SongSpace, { ids, x, y }: SongMap): Promise<Places> {
  const places: Places = new Map();
  await forEachInSlices(ids, (id, i) => {
    if (indices.has(id)) places.set(id, [x[i], y[i]]);
  });
  return places;
}

async function layOutLandmarks(space: SongSpace): Promise<Places> {
  const chosen = await landmarksOf(space);
  if (chosen.length === 0) return new Map();
  const start = await principalPlaces(space.points, chosen);
  const found = await embed(await squaredDistances(space, chosen), chosen.length, start);
  const [x, y] = [0, 1].map((axis) => spread(found.filter((_, i) => i % 2 === axis)));
  return new Map(chosen.map((index, i) => [space.songs[index].id, [x[i], y[i]]]));
}

/** Over the whole width: the axes of the map have no unit. */
function spread(values: Float64Array): Float64Array {
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  const scale = most > least ? (2 * EDGE) / (most - least) : 0;
  return values.map((value) => (value - (least + most) / 2) * scale);
}

/** Landmarks by a hash of their id: songs that come or go change few of them. */
async function landmarksOf({ songs }: SongSpace): Promise<number[]> {
  const hashed = songs.map(({ id }, index) => ({ index, key: hashOf(id), id }));
  const order = await sortInSlices(hashed, (a, b) => a.key - b.key || a.id - b.id);
  return order.slice(0, LANDMARKS).map(({ index }) => index);
}

async function squaredDistances(space: SongSpace, chosen: readonly number[]): Promise<Float32Array> {
  const rows = rowsOf(space, chosen);
  const squared = new Float32Array(chosen.length ** 2);
  await forEachInSlices(chosen, (index, i) => {
    squared.set(rows.squaredDistances(pointOf(space, index)), i * chosen.length);
  });
  return squared;
}

/** The points of some songs, one behind another. */
function rowsOf(space: SongSpace, chosen: readonly number[]): Rows {
  const rows = openRows(chosen.length, space.points.stride);
  chosen.forEach((index, i) => {
    rows.data.set(pointOf(space, index), i * rows.stride);
  });
  return rows;
}

async function placeOthers(space: SongSpace, places: Places, landmarks: ReadonlySet<number>): Promise<void> {
  const known = [...landmarks].filter((id) => space.indices.has(id));
  const rows = rowsOf(
    space,
    known.map((id) => space.indices.get(id)!),
  );
  const others = space.songs.filter(({ id }) => !places.has(id));
  await forEachInSlices(others, ({ id }) => {
    const squared = rows.squaredDistances(pointOf(space, space.indices.get(id)!));
    places.set(
      id,
      placeAmong(squared, (landmark) => places.get(known[landmark])!, id),
    );
  });
}

/** The mean of the nearest landmarks' places, weighted by nearness to the song, and a little off. */
function placeAmong(
  squared: Float32Array,
  placeOf: (landmark: number) => readonly [number, number],
  id: number,
): readonly [number, number] {
  const near = smallest(squared, NEIGHBOURS);
  const least = squared[near[0]];
  const width = squared[near[near.length - 1]] - least;
  const weights = near.map((landmark) =>
    Math.exp((-2 * (squared[landmark] - least)) / (width > 0 ? width : 1)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (axis: 0 | 1) =>
    near.reduce((sum, landmark, i) => sum + weights[i] * placeOf(landmark)[axis], 0) / total;
  const [x, y] = [mean(0), mean(1)];
  const [nearX, nearY] = placeOf(near[0]);
  const reach = SCATTER * Math.hypot(x - nearX, y - nearY);
  const angle = (2 * Math.PI * hashOf(id)) / 2 ** 32;
  return [bounded(x + reach * Math.cos(angle)), bounded(y + reach * Math.sin(angle))];
}

/** Indices of the `count` smallest values, the smallest first. */
function smallest(values: Float32Array, count: number): number[] {
  const found: number[] = [];
  let limit = Infinity;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value >= limit) continue;
    let at = found.length;
    while (at > 0 && values[found[at - 1]] > value) at--;
    found.splice(at, 0, index);
    if (found.length > count) found.pop();
    if (found.length === count) limit = values[found[count - 1]];
  }
  return found;
}

function bounded(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

/** 32 bits, evenly spread (Murmur3's last step). */
function hashOf(id: number): number {
  let h = (id ^ 0x9e3779b9) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
