import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { openTestLibrary } from '../../../test/support/test-library.ts';
import type { Library } from '../store/store.ts';
import {
  changePlaylist,
  deletePlaylist,
  keepPlaylist,
  keptPlaylist,
  keptPlaylists,
} from './kept-playlists.ts';

let folder: string;
let library: Library;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-playlists-'));
  library = await openTestLibrary(join(folder, 'library.sqlite'));
});

afterEach(async () => {
  await library.destroy();
  await removeFolder(folder);
});

test('playlists are kept with their order, in the order of their titles, and over a restart', async () => {
  await keepPlaylist(library, { title: 'List 10', songs: [3, 1, 3], rule: null });
  await keepPlaylist(library, { title: 'List 9', songs: [], rule: { genre: 'jazz', length: 5 } });
  await library.destroy();
  library = await openTestLibrary(join(folder, 'library.sqlite'));
  const kept = await keptPlaylists(library);
  expect(kept.map(({ title }) => title)).toEqual(['List 9', 'List 10']);
  expect(kept[1]!.songs).toEqual([3, 1, 3]);
  expect(kept[0]!.rule).toEqual({ genre: 'jazz', length: 5 });
});

test('a playlist is changed and deleted by its number, and gone means gone', async () => {
  const { id } = await keepPlaylist(library, { title: 'One', songs: [1], rule: null });
  await changePlaylist(library, id, { title: 'Two', songs: [2], rule: null });
  expect(await keptPlaylist(library, id)).toMatchObject({ title: 'Two', songs: [2] });
  await deletePlaylist(library, id);
  const gone = { code: 'not-found', message: 'This playlist is gone: somebody deleted it.' };
  await expect(keptPlaylist(library, id)).rejects.toMatchObject(gone);
  await expect(changePlaylist(library, id, { title: '', songs: [], rule: null })).rejects.toMatchObject(gone);
  await expect(deletePlaylist(library, id)).rejects.toMatchObject(gone);
});
