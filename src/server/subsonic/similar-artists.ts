/** Artists whose songs sound alike: near each other by the means of their songs. */
import { pointOf, type SongSpace } from '../../library/similarity.ts';
import { forEachInSlices } from '../../library/slices.ts';
import type { Artist, Shelves } from './shelves.ts';

/** The `count` artists nearest to one, nearest first; none to an artist without a song that has a place. */
export async function similarArtists(
  space: SongSpace,
  shelves: Shelves,
  artist: Artist,
  count: number,
): Promise<Artist[]> {
  const means = await meansOf(space, shelves);
  const here = means.get(artist);
  if (!here) return [];
  const others = [...means].filter(([other]) => other !== artist && other.isNamed);
  const far = others.map(([other, mean]) => ({ other, distance: squaredDistance(here, mean) }));
  return far
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ other }) => other);
}

async function meansOf(space: SongSpace, shelves: Shelves): Promise<ReadonlyMap<Artist, Float64Array>> {
  const sums = new Map<Artist, { songs: number; readonly sum: Float64Array }>();
  await forEachInSlices(space.songs, ({ id }, i) => {
    const artist = shelves.songOf(id)?.artist;
    if (!artist) return;
    const point = pointOf(space, i);
    const known = sums.get(artist) ?? { songs: 0, sum: new Float64Array(point.length) };
    sums.set(artist, known);
    known.songs++;
    for (let column = 0; column < point.length; column++) known.sum[column] += point[column];
  });
  return new Map([...sums].map(([artist, { songs, sum }]) => [artist, sum.map((value) => value / songs)]));
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
}
