import { mkdtemp, open, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepSongs, madeUpSongs } from '../../test/support/library-songs.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { backUpLibrary, checkLibrary, refuseDamaged } from './maintenance.ts';
import { type Library, openLibrary } from './store/store.ts';

const SONGS = 300;
const PAGE_BYTES = 4096;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-maintenance-'));
});

afterAll(() => removeFolder(folder));

async function filled(name: string): Promise<Library> {
  const library = await openLibrary(join(folder, name));
  await keepSongs(library, madeUpSongs(SONGS));
  return library;
}

/** Every page in the second half of the file becomes nonsense. */
async function damage(path: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  for (let at = Math.floor(size / 2 / PAGE_BYTES) * PAGE_BYTES; at < size; at += PAGE_BYTES) {
    await file.write(Buffer.alloc(PAGE_BYTES, 0xa5), 0, PAGE_BYTES, at);
  }
  await file.close();
}

test('a whole library is told with its songs, its files, and the songs that no file holds', async () => {
  const library = await filled('whole.sqlite');
  await library.deleteFrom('files').where('path', 'like', '/music/artist 0/%').execute();
  const orphans = SONGS - (await library.selectFrom('files').select('path').execute()).length;
  expect(orphans).toBeGreaterThan(0);
  expect(await checkLibrary(library)).toEqual({ faults: [], songs: SONGS, files: SONGS - orphans, orphans });
  await refuseDamaged(join(folder, 'whole.sqlite'));
  await library.destroy();
});

test('damaged pages are found, and whoever is about to use the library is told what to do', async () => {
  const path = join(folder, 'damaged.sqlite');
  await (await filled('damaged.sqlite')).destroy();
  await damage(path);
  await expect(refuseDamaged(path)).rejects.toThrow(
    /^The library is damaged\. .*check.*backup.*scan again\.$/,
  );
  const library = await openLibrary(path);
  expect((await checkLibrary(library)).faults.length).toBeGreaterThan(0);
  await library.destroy();
});

test('a backup is the library as it is at one moment, while others write', async () => {
  const library = await filled('busy.sqlite');
  const copy = join(folder, 'copy.sqlite');
  const other = await openLibrary(join(folder, 'busy.sqlite'));
  let isOver = false;
  const writing = (async () => {
    for (let i = 0; !isOver; i++) {
      await other
        .updateTable('songs')
        .set({ title: `${i}` })
        .execute();
    }
  })();
  await backUpLibrary(library, copy);
  isOver = true;
  await writing;
  const backup = await openLibrary(copy);
  expect(await checkLibrary(backup)).toEqual({ faults: [], songs: SONGS, files: SONGS, orphans: 0 });
  const titles = await backup.selectFrom('songs').select('title').distinct().execute();
  expect([1, await countTitles(madeUpSongs(SONGS))]).toContain(titles.length);
  await expect(backUpLibrary(library, copy)).rejects.toThrow('which is there');
  await expect(backUpLibrary(library, join(folder, 'no/where.sqlite'))).rejects.toMatchObject({
    code: 'bad-request',
  });
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  await Promise.all([library, other, backup].map((each) => each.destroy()));
});

async function countTitles(songs: readonly { title?: string | null }[]): Promise<number> {
  return new Set(songs.map(({ title }) => title)).size;
}
