import { expect, test } from 'vitest';
import { madeUpSongs } from '../../test/support/library-songs.ts';
import { buildSpace, distanceBetween, explain, nearest } from './similarity.ts';
import { VECTOR_COLUMNS } from './song-vector.ts';

test('the nearest are those of a full sort, never the song itself', () => {
  const songs = madeUpSongs(300);
  const space = buildSpace(songs);
  for (const seed of [0, 17, 299]) {
    const sorted = songs
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

test('songs that are left out make room for others', () => {
  const space = buildSpace(madeUpSongs(50));
  const even = nearest(space, 3, 10, (index) => index % 2 === 0);
  expect(even).toHaveLength(10);
  expect(even.every(({ index }) => index % 2 === 0)).toBe(true);
});

test('one song has no neighbour, equal songs have distance 0', () => {
  expect(nearest(buildSpace(madeUpSongs(1)), 0, 5)).toEqual([]);
  const [song] = madeUpSongs(1);
  expect(nearest(buildSpace([song, song]), 0, 5)).toEqual([{ index: 1, distance: 0 }]);
});

test('two songs at random are about 1.4 apart in sound, by whatever units columns have', () => {
  const space = buildSpace(madeUpSongs(400));
  const distances = Array.from({ length: 200 }, (_, i) => distanceBetween(space, i, 399 - i));
  const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
  expect(mean).toBeGreaterThan(1);
  expect(mean).toBeLessThan(1.6);
});

test('the explanation names what differs, and the tempo always', () => {
  const songs = madeUpSongs(40);
  const centroid = VECTOR_COLUMNS.findIndex(({ column }) => column === 'centroid_mean');
  const [base] = songs;
  const bright = { ...base, vector: base.vector.map((value, i) => (i === centroid ? value + 1e4 : value)) };
  const fast = { ...base, song: { ...base.song, beatsPerMinute: base.song.beatsPerMinute * 1.2 } };
  const all = [...songs, bright, fast];
  const space = buildSpace(all);
  expect(explain(space, all, 0, 40)).toEqual(['rock too', 'same tempo', 'brighter']);
  expect(explain(space, all, 40, 0)).toEqual(['rock too', 'same tempo', 'darker']);
  expect(explain(space, all, 0, 41)).toEqual(['rock too', 'faster']);
});
