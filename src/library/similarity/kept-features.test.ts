import { expect, test } from 'vitest';
import { keepSongs, madeUpCatalogue, madeUpSongs } from '../../../test/support/library-songs.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { openLibrary } from '../store/store.ts';
import { KeptFeatures } from './kept-features.ts';

test('features of many songs lie in few memories', async () => {
  const catalogue = await madeUpCatalogue(300);
  const features = new KeptFeatures();
  await features.refresh(catalogue.library);
  const memories = new Set((await catalogue.all()).map(({ id }) => features.featuresOf(id)!.buffer));
  expect(memories.size).toBe(1);
});

test('a song that is kept while features are read is compared from the next refresh on', async () => {
  const songs = madeUpSongs(1200);
  const library = await openLibrary(':memory:');
  await keepSongs(library, songs.slice(0, -1));
  const catalogue = await openCatalogue(library);
  const [before] = await Promise.all([catalogue.space({}), keepSongs(library, songs.slice(-1))]);
  await catalogue.refresh();
  const after = await catalogue.space({});
  expect([before.songs.length, after.songs.length]).toEqual([1199, 1200]);
  await library.destroy();
});
