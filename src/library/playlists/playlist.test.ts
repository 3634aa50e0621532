import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isCopy, keepSongs, madeUpCatalogue, madeUpSongs } from '../../../test/support/library-songs.ts';
import { openTestLibrary } from '../../../test/support/test-library.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { matchOf } from '../catalogue/song-filter.ts';
import { distanceBetween, type SongSpace } from '../similarity/similarity.ts';
import type { Entry } from '../songs/entry.ts';
import { makePlaylist, type PlaylistRequest } from './playlist.ts';
import { ENERGY_COURSES } from './playlist-course.ts';

const SONGS = 400;
let catalogue: Catalogue;
let space: SongSpace;

beforeAll(async () => {
  catalogue = await madeUpCatalogue(SONGS, 1, await openTestLibrary());
  space = await catalogue.space({});
});

const id = fc.integer({ min: 1, max: SONGS });
const filter = fc.record(
  {
    genres: fc.subarray(['rock', 'jazz', 'pop', 'metal'], { minLength: 1 }),
    tempoMin: fc.integer({ min: 60, max: 90 }),
    tempoMax: fc.integer({ min: 100, max: 180 }),
    excludedGenres: fc.subarray(['blues', 'disco']),
    energyMin: fc.constantFrom(0.1, 0.4),
    mood: fc.constantFrom('calm', ['Happy', 'tense']),
    camelot: fc.constantFrom(['8A', '8B', '9a', '7A', '10B']),
  },
  { requiredKeys: [] },
);
const length = fc.oneof(
  fc.record({ songs: fc.integer({ min: 2, max: 30 }) }),
  fc.record({ seconds: fc.integer({ min: 900, max: 7200 }) }),
);
const rest = {
  filter,
  length,
  window: fc.integer({ min: 0, max: 8 }),
  seed: fc.integer({ min: 0, max: 5 }),
  mix: fc.boolean(),
};
const seeded: fc.Arbitrary<PlaylistRequest> = fc.record({
  seeds: fc.array(id, { maxLength: 4 }),
  energyCourse: fc.constantFrom(undefined, ...ENERGY_COURSES),
  ...rest,
});
const path: fc.Arbitrary<PlaylistRequest> = fc
  .record({ from: id, to: id, ...rest })
  .filter(({ from, to }) => from !== to);
const RUNS = { numRuns: 40 };

describe('whatever is asked for', () => {
  const property = (of: (request: PlaylistRequest, ids: number[], songs: Entry[]) => void | Promise<void>) =>
    fc.assert(
      fc.asyncProperty(fc.oneof(seeded, path), async (request) => {
        const { songs } = await makePlaylist(catalogue, request);
        await of(
          request,
          songs.map(({ entry }) => entry.id),
          songs.map(({ entry }) => entry),
        );
      }),
      RUNS,
    );

  test('a song comes once, and no copy of it or of a seed', () =>
    property(({ seeds = [] }, ids) => {
      const recordings = [...ids, ...new Set(seeds)].map(recordingOf);
      const asEnds = ids.length > 1 && recordingOf(ids[0]) === recordingOf(ids.at(-1)!) ? 1 : 0;
      const twiceSeeds = new Set(seeds).size - new Set(seeds.map(recordingOf)).size;
      expect(new Set(recordings).size).toBe(recordings.length - asEnds - twiceSeeds);
    }));

  test('a seed is never in the list, ends are the ends', () =>
    property(({ seeds = [], from, to }, ids) => {
      expect(ids.filter((one) => seeds.includes(one))).toEqual([]);
      if (from !== undefined) expect([ids[0], ids.at(-1)]).toEqual([from, to]);
    }));

  test('no artist and no album comes again within the window, but for two ends that somebody chose', () =>
    property(({ window = 5, to }, _, songs) => {
      songs.forEach((song, i) => {
        for (const other of songs.slice(i + 1, i + 1 + window)) {
          if (to !== undefined && i === 0 && other === songs.at(-1)) continue;
          for (const key of ['artist', 'album'] as const) {
            if (song[key] !== null) expect(other[key]).not.toBe(song[key]);
          }
        }
      });
    }));

  test('every song passes the filter, but for the ends', () =>
    property(({ filter = {}, to }, _, songs) => {
      const chosen = to === undefined ? songs : songs.slice(1, -1);
      expect(chosen.every(matchOf(filter))).toBe(true);
    }));

  test('the length is kept', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(seeded, path), async (request) => {
        const { songs, seconds, complete } = await makePlaylist(catalogue, request);
        expect(seconds).toBeCloseTo(songs.reduce((sum, { entry }) => sum + entry.durationSeconds, 0));
        if ('seconds' in request.length) expect(seconds).toBeLessThanOrEqual(request.length.seconds);
        else if (complete) expect(songs).toHaveLength(request.length.songs);
        else expect(songs.length).toBeLessThan(request.length.songs);
      }),
      RUNS,
    ));

  test('the same again is the same, in another process too', async () => {
    const library = await openTestLibrary();
    await keepSongs(library, madeUpSongs(SONGS));
    const other = await openCatalogue(library);
    await property(async (request, ids) => {
      const again = await makePlaylist(other, request);
      expect(again.songs.map(({ entry }) => entry.id)).toEqual(ids);
    });
    await library.destroy();
  });
});

describe('what it is good for', () => {
  test('without a filter, lists are as long as asked', async () => {
    for (const request of [
      { seeds: [5] },
      { seeds: [5, 100, 200] },
      {},
      { from: 6, to: 303 },
      { mix: true },
      { from: 6, to: 303, mix: true },
      { seeds: [5], mix: true, energyCourse: 'arc' as const },
    ]) {
      const { songs, complete } = await makePlaylist(catalogue, { ...request, length: { songs: 30 } });
      expect({ songs: songs.length, complete }).toEqual({ songs: 30, complete: true });
    }
  });

  test('a way is as long as asked, also between songs of one artist', async () => {
    for (const [from, to] of [
      [8, 2],
      [348, 222],
      [22, 4],
    ]) {
      const { songs, complete } = await makePlaylist(catalogue, { from, to, length: { songs: 30 } });
      expect({ from, songs: songs.length, complete }).toEqual({ from, songs: 30, complete: true });
    }
  });

  test('a way is short only when every song that may stand in it does', async () => {
    const small = await madeUpCatalogue(60);
    const { songs, complete } = await makePlaylist(small, {
      from: 1,
      to: 50,
      length: { songs: 500 },
      window: 0,
    });
    // Of the sixty, six are copies of the song before them.
    expect({ songs: songs.length, complete }).toEqual({ songs: 54, complete: false });
  });

  test('an hour is filled to the last minutes', async () => {
    for (const request of [{ seeds: [5] }, { from: 6, to: 303 }]) {
      const { seconds } = await makePlaylist(catalogue, { ...request, length: { seconds: 3600 } });
      expect(seconds).toBeGreaterThan(3200);
    }
  });

  test('songs after a seed sound more like it than others do', async () => {
    for (const seed of [3, 77, 250]) {
      const { songs } = await makePlaylist(catalogue, { seeds: [seed], length: { songs: 20 } });
      expect(
        meanDistance(
          seed,
          songs.map(({ entry }) => entry),
        ),
      ).toBeLessThan(0.8 * meanDistance(seed, await catalogue.all()));
    }
  });

  test('the way between two songs has no step as long as those of songs at random', async () => {
    for (const [from, to] of [
      [3, 250],
      [77, 4],
      [120, 330],
    ]) {
      const { songs } = await makePlaylist(catalogue, { from, to, length: { songs: 12 } });
      const steps = songs.slice(1).map(({ entry }, i) => distance(songs[i].entry.id, entry.id));
      expect(Math.max(...steps)).toBeLessThan(meanDistance(from, await catalogue.all()));
    }
  });

  test('another seed gives another list', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map((seed) => makePlaylist(catalogue, { seeds: [9], length: { songs: 15 }, seed })),
    );
    expect(one.songs).not.toEqual(other.songs);
  });

  test('songs of an artist and title in the list are not played again, whoever recorded them', async () => {
    const library = await openTestLibrary();
    const songs = madeUpSongs(9).map((song, i) => ({ ...song, artist: `A${i % 3}`, title: `T${i % 3}` }));
    await keepSongs(library, songs);
    const small = await openCatalogue(library);
    const list = await makePlaylist(small, { length: { songs: 9 }, window: 0 });
    expect(list.songs.map(({ entry }) => entry.title).toSorted()).toEqual(['T0', 'T1', 'T2']);
    expect(list.complete).toBe(false);
    await library.destroy();
  });

  test.each<[string, PlaylistRequest, string]>([
    ['a song that is not there', { seeds: [9999], length: { songs: 2 } }, 'not-found'],
    ['one song as both ends', { from: 1, to: 1, length: { songs: 2 } }, 'bad-request'],
    ['an end without a beginning', { to: 1, length: { songs: 2 } }, 'bad-request'],
    ['a path of one song', { from: 1, to: 2, length: { songs: 1 } }, 'bad-request'],
    ['ends longer than the list', { from: 1, to: 2, length: { seconds: 60 } }, 'bad-request'],
    [
      'a course of energy between two songs',
      { from: 1, to: 2, length: { songs: 5 }, energyCourse: 'arc' },
      'bad-request',
    ],
    ['no length', { length: { songs: 0 } }, 'bad-request'],
    ['no number', { length: { seconds: Number.NaN } }, 'bad-request'],
    ['a length beyond bounds', { length: { songs: 501 } }, 'bad-request'],
    ['a window beyond bounds', { length: { songs: 5 }, window: -1 }, 'bad-request'],
  ])('%s is refused', async (_, request, code) => {
    await expect(makePlaylist(catalogue, request)).rejects.toMatchObject({ code });
  });

  test('an empty library gives an empty list', async () => {
    const library = await openTestLibrary();
    const list = await makePlaylist(await openCatalogue(library), { length: { songs: 5 } });
    expect(list).toEqual({ songs: [], seconds: 0, complete: false });
    await library.destroy();
  });
});

/** A song and its copy are one recording. */
function recordingOf(song: number): number {
  return isCopy(song - 1) ? song - 1 : song;
}

function distance(a: number, b: number): number {
  return distanceBetween(space, space.indices.get(a)!, space.indices.get(b)!);
}

function meanDistance(from: number, songs: readonly Entry[]): number {
  const others = songs.filter(({ id: other }) => other !== from);
  return others.reduce((sum, { id: other }) => sum + distance(from, other), 0) / others.length;
}
