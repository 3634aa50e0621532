/** Similarity of artists, by the means of their songs. */

import type { AlbumIndex, Artist, Named } from '../../library/albums/album-index.ts';
import { isNamed } from '../../library/albums/names.ts';
import { pointOf, type SongSpace } from '../../library/similarity/similarity.ts';
import { forEachInSlices } from '../../library/slices.ts';

interface Mean {
  readonly artist: Named;
  readonly point: Float64Array;
}

/** The `count` artists nearest to one, nearest first; empty for an artist without a song in the space. */
export async function similarArtists(
  space: SongSpace,
  albumIndex: AlbumIndex,
  id: string,
  count: number,
): Promise<Artist[]> {
  const means = await meansOf(space, albumIndex);
  const here = means.get(id);
  if (!here) return [];
  const others = [...means.values()].filter(({ artist }) => artist.id !== id && isNamed(artist.name));
  const far = others.map(({ artist, point }) => ({ artist, distance: squaredDistance(here.point, point) }));
  const nearest = far.sort((a, b) => a.distance - b.distance).slice(0, count);
  const found = await Promise.all(nearest.map(({ artist }) => albumIndex.artist(artist.id)));
  return found.filter((artist) => artist !== undefined);
}

async function meansOf(space: SongSpace, albumIndex: AlbumIndex): Promise<ReadonlyMap<string, Mean>> {
  const places = await albumIndex.places(space.songs.map(({ id }) => id));
  const sums = new Map<string, { songs: number } & Mean>();
  await forEachInSlices(space.songs, ({ id }, i) => {
    const artist = places.get(id)?.artist;
    if (!artist) return;
    const point = pointOf(space, i);
    const known = sums.get(artist.id) ?? { artist, songs: 0, point: new Float64Array(point.length) };
    sums.set(artist.id, known);
    known.songs++;
    for (let column = 0; column < point.length; column++) known.point[column] += point[column];
  });
  for (const { songs, point } of sums.values())
    for (let column = 0; column < point.length; column++) point[column] /= songs;
  return sums;
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
}
