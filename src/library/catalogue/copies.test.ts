import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fileOf,
  isCopy,
  keepSongs,
  madeUpCatalogue,
  madeUpSongs,
} from '../../../test/support/library-songs.ts';
import { inDatabase, openTestLibrary } from '../../../test/support/test-library.ts';
import { copyGroups, findCopies, groupCopies } from './copies.ts';
import { openCatalogue } from './open-catalogue.ts';

test.skipIf(inDatabase)('copies are found, and nothing else', async () => {
  const catalogue = await madeUpCatalogue(600, 1, await openTestLibrary());
  const copies = await findCopies(catalogue);
  const planted = Array.from({ length: 600 }, (_, i) => i).filter(isCopy);
  expect(copies.map(({ a, b }) => [a.id, b.id])).toEqual(planted.map((i) => [i, i + 1]));
  expect(copies.every(({ distance }) => distance > 0 && distance < 0.48)).toBe(true);
  expect(await findCopies(catalogue, 100)).toEqual(copies);
});

test.skipIf(inDatabase)('of a recording that is there fifty times, every song is named', async () => {
  const library = await openTestLibrary();
  const songs = madeUpSongs(60);
  await keepSongs(
    library,
    songs.map((song, i) => (i < 50 ? { ...song, fingerprint: songs[0].fingerprint } : song)),
  );
  const copies = await findCopies(await openCatalogue(library));
  expect(new Set(copies.flatMap(({ a, b }) => [a.id, b.id])).size).toBe(52);
  const groups = groupCopies(copies.map(({ a, b, distance }) => ({ a: a.id, b: b.id, distance })));
  expect(groups).toEqual([Array.from({ length: 50 }, (_, i) => i + 1), [59, 60]]);
  await library.destroy();
});

test('files that are equal byte for byte are copies, in the group of those in other formats', async () => {
  const library = await openTestLibrary();
  const songs = madeUpSongs(10);
  await keepSongs(library, songs);
  const [alone, original, other] = [songs[0], songs[8], songs[9]];
  const again = [`${alone.path} again`, `${original.path} again`];
  for (const [i, { contentHash }] of [alone, original].entries()) {
    await library.insertInto('files').values(fileOf(again[i], contentHash)).execute();
  }
  const catalogue = await openCatalogue(library);
  const groups = await copyGroups(catalogue);
  expect(groups.map(({ files }) => files.map(({ path }) => path))).toEqual([
    [alone.path, again[0]],
    [original.path, again[1], other.path],
  ]);
  expect(groups[0].distance).toBe(0);
  expect(groups[1].distance).toBeGreaterThan(0);

  await library.deleteFrom('files').where('path', '=', again[0]).execute();
  await catalogue.refresh();
  expect((await copyGroups(catalogue)).map(({ files }) => files.length)).toEqual([3]);
  await library.destroy();
});

test.skipIf(inDatabase)('songs of silence and an empty library have none', async () => {
  const library = await openTestLibrary();
  expect(await findCopies(await openCatalogue(library))).toEqual([]);
  await keepSongs(
    library,
    madeUpSongs(5).map((song) => ({ ...song, fingerprint: Buffer.alloc(400) })),
  );
  expect(await findCopies(await openCatalogue(library))).toEqual([]);
  await library.destroy();
});

test.skipIf(inDatabase)('whoever is a copy of a copy is in the group, each song in one', () => {
  const pair = fc.tuple(fc.nat(11), fc.nat(11)).filter(([a, b]) => a !== b);
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 15 }), (pairs) => {
      const groups = groupCopies(pairs.map(([a, b]) => ({ a, b, distance: 0.1 })));
      const all = groups.flat();
      expect(all.toSorted((a, b) => a - b)).toEqual([...new Set(pairs.flat())].toSorted((a, b) => a - b));
      expect(groups).toEqual(
        groups.map((ids) => ids.toSorted((a, b) => a - b)).toSorted(([a], [b]) => a - b),
      );
      for (const [a, b] of pairs)
        expect(groups.filter((ids) => ids.includes(a) && ids.includes(b))).toHaveLength(1);
    }),
  );
});
