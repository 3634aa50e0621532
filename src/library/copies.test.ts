import { expect, test } from 'vitest';
import { isCopy, keepSongs, madeUpCatalogue, madeUpSongs } from '../../test/support/library-songs.ts';
import { openCatalogue } from './catalogue.ts';
import { findCopies } from './copies.ts';
import { openLibrary } from './store.ts';

test('copies are found, and nothing else', async () => {
  const catalogue = await madeUpCatalogue(600);
  const copies = await findCopies(catalogue);
  const planted = Array.from({ length: 600 }, (_, i) => i).filter(isCopy);
  expect(copies.map(({ a, b }) => [a.id, b.id])).toEqual(planted.map((i) => [i, i + 1]));
  expect(copies.every(({ distance }) => distance > 0 && distance < 0.48)).toBe(true);
});

test('of a recording that is there fifty times, every song is named', async () => {
  const library = await openLibrary(':memory:');
  const songs = madeUpSongs(60);
  await keepSongs(
    library,
    songs.map((song, i) => (i < 50 ? { ...song, fingerprint: songs[0].fingerprint } : song)),
  );
  const copies = await findCopies(await openCatalogue(library));
  expect(new Set(copies.flatMap(({ a, b }) => [a.id, b.id])).size).toBe(52);
  await library.destroy();
});

test('songs of silence and an empty library have none', async () => {
  const library = await openLibrary(':memory:');
  expect(await findCopies(await openCatalogue(library))).toEqual([]);
  await keepSongs(
    library,
    madeUpSongs(5).map((song) => ({ ...song, fingerprint: Buffer.alloc(400) })),
  );
  expect(await findCopies(await openCatalogue(library))).toEqual([]);
  await library.destroy();
});
