import { beforeAll, describe, expect, test } from 'vitest';
import {
  keepSongs,
  madeUpCatalogue,
  madeUpEntries,
  madeUpSongs,
} from '../../../test/support/library-songs.ts';
import { openTestLibrary } from '../../../test/support/test-library.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { buildSpace, nearest, type SongSpace } from '../similarity/similarity.ts';
import { mapOf, projectSongs, type SongMap } from './map.ts';

/** Number of songs above that of the landmarks, so that some are placed among them. */
const SONGS = 720;
let catalogue: Catalogue;
let map: SongMap;

beforeAll(async () => {
  catalogue = await madeUpCatalogue(SONGS, 1, await openTestLibrary());
  map = await projectSongs(await catalogue.space({}));
}, 60_000);

describe('a map', () => {
  test('has a place within bounds for every song, in order of id', async () => {
    expect(map.ids).toEqual((await catalogue.all()).map(({ id }) => id));
    for (const axis of [map.x, map.y]) {
      expect(axis).toHaveLength(SONGS);
      expect(axis.every((value) => value >= -1 && value <= 1)).toBe(true);
      expect(Math.max(...axis) - Math.min(...axis)).toBeGreaterThan(1.9);
    }
    expect(new Set(map.ids.map((_, i) => `${map.x[i]} ${map.y[i]}`)).size).toBe(SONGS);
  });

  test('songs that sound alike lie near each other, those placed among others too', async () => {
    const space = await catalogue.space({});
    const [laid, others] = [true, false].map((isLandmark) =>
      map.ids.flatMap((id, i) => (map.landmarks.has(id) === isLandmark ? [i] : [])),
    );
    expect(others).toHaveLength(120);
    for (const some of [laid, others]) {
      const near = some.map((i) => nearest(space, i, 5).map(({ index }) => apart(map, i, index)));
      const usual = some.map((i, k) => apart(map, i, (i * 7 + k * 13 + 1) % SONGS));
      expect(mean(near.flat())).toBeLessThan(0.3 * mean(usual));
    }
  });

  test('is the same for the same songs', { timeout: 60_000 }, async () => {
    const again = await projectSongs(await spaceOf(SONGS));
    expect(again).toEqual(map);
  });

  test.each([0, 1, 2, 3])('%i songs have one too', async (count) => {
    const small = await projectSongs(await spaceOf(count));
    expect(small.ids).toHaveLength(count);
    expect([...small.x, ...small.y].every(Number.isFinite)).toBe(true);
  });

  test('of one song many times over is finite', async () => {
    const [song] = await madeUpEntries(1);
    const same = Array.from({ length: 30 }, (_, i) => ({ ...song, id: i + 1 }));
    const { x, y } = await projectSongs(await buildSpace(same, ({ features }) => features));
    expect([...x, ...y].every(Number.isFinite)).toBe(true);
  });
});

describe('a map of a library that grows', () => {
  test('stays where it was; the new songs have their places', { timeout: 60_000 }, async () => {
    const library = await openTestLibrary();
    const songs = madeUpSongs(SONGS + 40);
    await keepSongs(library, songs.slice(0, SONGS));
    const growing = await openCatalogue(library);
    const before = await mapOf(growing);
    expect(await mapOf(growing)).toBe(before);
    await keepSongs(library, songs.slice(SONGS));
    await growing.refresh();
    const after = await mapOf(growing);
    expect(after.ids).toHaveLength(SONGS + 40);
    expect([...after.x.subarray(0, SONGS)]).toEqual([...before.x]);
    expect([...after.y.subarray(0, SONGS)]).toEqual([...before.y]);
    const added = [...after.ids.keys()].slice(SONGS);
    const space = await growing.space({});
    const near = added.map((i) => apart(after, i, nearest(space, i, 1)[0].index));
    expect(mean(near)).toBeLessThan(0.3);
    await library.destroy();
  });

  test('is made anew where too many changed', async () => {
    const [few, many] = await Promise.all([spaceOf(200), spaceOf(400)]);
    const before = await projectSongs(few);
    const after = await projectSongs(many, before);
    expect(after).toEqual(await projectSongs(many));
  });
});

async function spaceOf(count: number): Promise<SongSpace> {
  return (await madeUpCatalogue(count)).space({});
}

function apart({ x, y }: SongMap, a: number, b: number): number {
  return Math.hypot(x[a] - x[b], y[a] - y[b]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
