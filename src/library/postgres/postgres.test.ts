import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { fileOf, keepSongs, madeUpSongs } from '../../../test/support/library-songs.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { newSchema } from '../../../test/support/test-library.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { correctSongs } from '../corrections/corrections.ts';
import { moveLibrary } from '../move.ts';
import { keepPlaylist } from '../playlists/kept-playlists.ts';
import { asLibraryError } from '../store/library-error.ts';
import { type Library, openLibrary } from '../store/store.ts';

const place = () => newSchema(inject('databaseUrl'));

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  return client;
}

test('a database without a library is refused, unless one is to be made', async () => {
  const url = await place();
  await expect(openLibrary(url, { create: false })).rejects.toThrow(
    /^Expected a library, got a database without one/,
  );
  await (await openLibrary(url)).destroy();
  await (await openLibrary(url, { create: false })).destroy();
});

test('many may make a library at once', async () => {
  const url = await place();
  const all = await Promise.all(Array.from({ length: 5 }, () => openLibrary(url)));
  await keepSongs(all[0], madeUpSongs(3));
  expect(await (await openCatalogue(all[4])).count()).toBe(3);
  for (const library of all) await library.destroy();
});

test('a library of a newer Tonearm is refused', async () => {
  const url = await place();
  await (await openLibrary(url)).destroy();
  const client = await connected(url);
  await client.query('update tonearm set version = 99');
  await client.end();
  await expect(openLibrary(url)).rejects.toThrow(
    /^Expected a library of version \d+ at most, got 99: update Tonearm/,
  );
});

test('tables are not changed while somebody uses them, and songs that are there keep what they have', async () => {
  const url = await place();
  const old = await openLibrary(url);
  await keepSongs(old, madeUpSongs(2));
  const client = await connected(url);
  await client.query('alter table songs drop column energy');
  await expect(openLibrary(url, { waitMs: 300 })).rejects.toThrow(
    /has to be brought up to date, but is in use \(1 connected\)\. Stop its servers and workers/,
  );
  await old.destroy();
  const today = await openLibrary(url);
  const rows = await today.selectFrom('songs').select(['title', 'energy']).execute();
  expect(rows.map(({ energy }) => energy)).toEqual([null, null]);
  await today.destroy();
  await client.end();
});

test('no change is missed, in whichever order transactions commit', async () => {
  const url = await place();
  const library = await openLibrary(url);
  await keepSongs(library, madeUpSongs(4));
  const catalogue = await openCatalogue(library);
  const titles = async () => {
    const { rows } = await sql<{ title: string }>`select title from listed_songs order by song_id`.execute(
      library,
    );
    return rows.map(({ title }) => title);
  };
  const [slow, quick] = [await connected(url), await connected(url)];
  const rename = (client: pg.Client, id: number, title: string) =>
    client.query('update songs set title = $1 where id = $2', [title, id]);
  await slow.query('begin');
  await rename(slow, 1, 'slow');
  await rename(quick, 2, 'quick');
  // What is committed is seen while another is still at work, and what that one did is seen after.
  await catalogue.refresh();
  expect(await titles()).toContain('quick');
  await rename(quick, 3, 'later');
  await catalogue.refresh();
  expect(await titles()).not.toContain('slow');
  // A song that is known to have changed, and changes again before anybody looks.
  await rename(quick, 4, 'once');
  await slow.query('update songs set title = $1 where id = 4', ['twice']);
  await catalogue.refresh();
  await slow.query('commit');
  await catalogue.refresh();
  expect(await titles()).toEqual(['slow', 'quick', 'later', 'twice']);
  await slow.end();
  await quick.end();
  await library.destroy();
});

test('readers at once and writers at once miss nothing', async () => {
  const url = await place();
  const library = await openLibrary(url);
  await keepSongs(library, madeUpSongs(30));
  const catalogues = await Promise.all([openCatalogue(library), openCatalogue(await openLibrary(url))]);
  const write = async (writer: number) => {
    for (let i = 0; i < 40; i++) {
      await library
        .updateTable('songs')
        .set({ title: `${writer} ${i}` })
        .where('id', '=', 1 + ((7 * i + writer) % 30))
        .execute();
    }
  };
  let writing = true;
  const look = async () => {
    while (writing) await Promise.all(catalogues.map((catalogue) => catalogue.refresh()));
  };
  const looking = look();
  await Promise.all([1, 2, 3, 4].map(write));
  writing = false;
  await looking;
  const rows = await library.selectFrom('songs').select(['id', 'title']).orderBy('id').execute();
  for (const catalogue of catalogues) {
    await catalogue.refresh();
    expect((await catalogue.all()).map(({ id, title }) => ({ id, title }))).toEqual(rows);
    expect(new Set((await catalogue.all()).map(({ revision }) => revision)).size).toBe(30);
  }
  await catalogues[1].library.destroy();
  await library.destroy();
});

test('texts are in the order of their bytes, and a NUL in one is no hindrance', async () => {
  const library = await openLibrary(await place());
  const [song] = madeUpSongs(1);
  await keepSongs(library, [{ ...song, title: 'a\0b' }]);
  for (const path of ['/m/ä', '/m/a b', '/m/Z', '/m/a/b']) {
    await library.insertInto('files').values(fileOf(path, song.contentHash)).execute();
  }
  const rows = await library
    .selectFrom('files')
    .select('path')
    .where('path', '>', '/m/')
    .orderBy('path')
    .execute();
  expect(rows.map(({ path }) => path)).toEqual(['/m/Z', '/m/a b', '/m/a/b', '/m/ä', song.path]);
  const [{ title }] = await library.selectFrom('songs').select('title').execute();
  expect(title).toBe('a\ufffdb');
  await library.destroy();
});

test('a library moves to a database and back, and is the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-move-'));
  onTestFinished(() => removeFolder(folder));
  const [first, url, last] = [join(folder, 'first.sqlite'), await place(), join(folder, 'last.sqlite')];
  const library = await openLibrary(first);
  await keepSongs(library, madeUpSongs(700));
  await correctSongs(library, [3, 4], 'jazz', 'me');
  await keepPlaylist(library, { title: 'A', songs: [1, 2], rule: null });
  const before = await contentOf(library);
  await library.destroy();
  expect(await moveLibrary(first, url)).toEqual({ songs: 700, files: 700 });
  const between = await openLibrary(url);
  expect(await contentOf(between)).toEqual(before);
  await expect(moveLibrary(first, url)).rejects.toThrow(/^Expected a place without a library/);
  await moveLibrary(url, last);
  const after = await openLibrary(last);
  expect(await contentOf(after)).toEqual(before);
  // Numbers go on.
  const kept = await keepPlaylist(between, { title: 'B', songs: [], rule: null });
  expect(kept.id).toBe(2);
  await between.destroy();
  await after.destroy();
});

async function contentOf(library: Library) {
  const catalogue = await openCatalogue(library);
  const songs = await library.selectFrom('songs').selectAll().orderBy('id').execute();
  const bytesOf = (blob: Uint8Array | null) => blob && Buffer.from(blob).toString('hex');
  return {
    songs: songs.map((song) => ({
      ...song,
      vector: bytesOf(song.vector),
      fingerprint: bytesOf(song.fingerprint),
    })),
    files: await library.selectFrom('files').selectAll().orderBy('path').execute(),
    corrections: await library.selectFrom('corrections').selectAll().orderBy('id').execute(),
    taught: await library.selectFrom('taught').selectAll().orderBy('contentHash').execute(),
    playlists: await library.selectFrom('playlists').selectAll().execute(),
    entries: (await catalogue.all()).map(({ revision: _, ...entry }) => entry),
  };
}

test('a database that is not there is told in plain words, and no password with it', async () => {
  const error = await openLibrary('postgres://me:secret@127.0.0.1:1/music', { waitMs: 100 }).catch(
    (caught) => caught,
  );
  const { message } = asLibraryError(error) as Error;
  expect(message).toMatch(/^The database of the library cannot be reached/);
  expect(message).not.toMatch(/secret/);
});
