import { expect, test } from 'vitest';
import { madeUpEntries, type SoundingEntry } from '../../../test/support/library-songs.ts';
import { VECTOR_COLUMNS } from '../../analysis/song-vector.ts';
import { buildSpace, distanceBetween, explain, nearest, type SongSpace } from './similarity.ts';
import { USUAL_DEVIATIONS } from './usual-deviations.ts';

test('the nearest are those of a full sort, never the song itself', async () => {
  const space = await spaceOf(await madeUpEntries(300));
  for (const seed of [0, 17, 299]) {
    const sorted = space.songs
      .map((_, index) => ({ index, distance: distanceBetween(space, seed, index) }))
      .filter(({ index }) => index !== seed)
      .sort((a, b) => a.distance - b.distance);
    const found = nearest(space, seed, 20);
    expect(found.map(({ index }) => index)).toEqual(sorted.slice(0, 20).map(({ index }) => index));
    found.forEach(({ distance }, i) => {
      expect(distance).toBeCloseTo(sorted[i].distance, 6);
    });
  }
});

test('songs that are left out make room for others', async () => {
  const space = await spaceOf(await madeUpEntries(50));
  const even = nearest(space, 3, 10, (index) => index % 2 === 0);
  expect(even).toHaveLength(10);
  expect(even.every(({ index }) => index % 2 === 0)).toBe(true);
});

test('one song has no neighbour, equal songs have distance 0', async () => {
  const [song] = await madeUpEntries(1);
  expect(nearest(await spaceOf([song]), 0, 5)).toEqual([]);
  expect(nearest(await spaceOf([song, song]), 0, 5)).toEqual([{ index: 1, distance: 0 }]);
});

test('two songs at random are about 1.3 apart in sound, by whatever units columns have', async () => {
  const space = await spaceOf(await madeUpEntries(400));
  const distances = Array.from({ length: 200 }, (_, i) => distanceBetween(space, i, 399 - i));
  const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
  expect(mean).toBeGreaterThan(1);
  expect(mean).toBeLessThan(1.6);
});

test('where all songs are alike, their noise is not blown up', async () => {
  expect(USUAL_DEVIATIONS).toHaveLength(VECTOR_COLUMNS.length);
  const [song] = await madeUpEntries(1);
  const copies = Array.from({ length: 6 }, (_, i) => ({
    ...song,
    id: i,
    features: song.features.map(
      (value, column) => value + 0.02 * Math.sin(7 * i + column) * (USUAL_DEVIATIONS[column] ?? 0),
    ),
  }));
  const space = await spaceOf(copies);
  for (let other = 1; other < 6; other++) {
    expect(distanceBetween(space, 0, other)).toBeLessThan(0.15);
    expect(explain(space, 0, other).filter((word) => !/too$|tempo$/.test(word))).toEqual([]);
  }
});

test('the explanation names what differs, and the tempo always', async () => {
  const songs = await madeUpEntries(40);
  const centroid = VECTOR_COLUMNS.findIndex(({ column }) => column === 'centroid_mean');
  const base = { ...songs[0], unsure: false };
  const bright = {
    ...base,
    features: base.features.map((value, i) => (i === centroid ? value + 1e4 : value)),
  };
  const fast = { ...base, beatsPerMinute: base.beatsPerMinute * 1.2 };
  const space = await spaceOf([...songs, base, bright, fast]);
  expect(explain(space, 40, 41)).toEqual([`${base.genre} too`, 'same tempo', 'brighter']);
  expect(explain(space, 41, 40)).toEqual([`${base.genre} too`, 'same tempo', 'darker']);
  expect(explain(space, 40, 42)).toEqual([`${base.genre} too`, 'faster']);
});

function spaceOf(songs: readonly SoundingEntry[]): Promise<SongSpace> {
  return buildSpace(songs, ({ features }) => features);
}
