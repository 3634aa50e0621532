import { beforeAll, expect, test } from 'vitest';
import { madeUpCatalogue } from '../../../test/support/library-songs.ts';
import type { Entry } from '../songs/entry.ts';
import { distanceBetween, nearest, type SongSpace } from './similarity.ts';
import { nearestToWishes, type Wishes } from './wishes.ts';

let space: SongSpace;

beforeAll(async () => {
  space = await (await madeUpCatalogue(600)).space({});
});

const wished = (wishes: Wishes, count = 10): Entry[] =>
  nearestToWishes(space, wishes, count).map(({ index }) => space.songs[index]);

test('songs come in the order of how near they are to what is wished for', () => {
  const found = nearestToWishes(space, { energy: 0.2, beatsPerMinute: 90 }, 600);
  const distances = found.map(({ distance }) => distance);
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
  for (const { energy, beatsPerMinute } of wished({ energy: 0.2, beatsPerMinute: 90 })) {
    expect(energy).toBeCloseTo(0.2, 0);
    expect(Math.abs(Math.log2(beatsPerMinute / 90))).toBeLessThan(0.25);
  }
});

test('of a song that is liked the nearest come first, never itself', () => {
  const like = [space.songs[5]];
  const alone = nearest(space, 5, 10).map(({ index }) => space.songs[index].id);
  expect(wished({ like }).map(({ id }) => id)).toEqual(alone);
});

test('what is not liked pushes songs away, and is not among them', () => {
  const [like, unlike] = [[space.songs[5]], [space.songs[nearest(space, 5, 3)[2].index]]];
  const apart = (entries: Entry[]) =>
    entries.reduce((sum, { id }) => {
      return sum + distanceBetween(space, space.indices.get(id)!, space.indices.get(unlike[0].id)!);
    }, 0) / entries.length;
  const without = wished({ like, unlike });
  expect(without).not.toContain(unlike[0]);
  expect(apart(without)).toBeGreaterThan(apart(wished({ like })));
});

test('a song of which a part is not known comes after those that fit and before those that do not', () => {
  const energies = wished({ energy: 1 }, 600).map(({ energy }) => energy);
  const place = energies.indexOf(null);
  expect(energies.slice(0, place).every((energy) => energy! >= 0.7)).toBe(true);
  expect(energies.at(-1)).toBeLessThan(0.1);
});

test('nothing wished for is refused in words', () => {
  expect(() => nearestToWishes(space, {}, 5)).toThrow('Say how songs shall be');
});
