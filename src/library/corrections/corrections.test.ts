import { expect, test } from 'vitest';
import { fileOf, keepSongs, type MadeUpSong, madeUpSongs } from '../../../test/support/library-songs.ts';
import { openTestLibrary } from '../../../test/support/test-library.ts';
import { VECTOR_COLUMNS } from '../../analysis/song-vector.ts';
import { browse } from '../catalogue/browse.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { songsOf } from '../songs/songs.ts';
import type { Library } from '../store/store.ts';
import { carryOver } from '../tagging/carry-over.ts';
import { applyCorrections } from './apply.ts';
import { correctSongs, listBatches, listCorrections, undoCorrections } from './corrections.ts';
import { exportCorrections, importCorrections } from './corrections-file.ts';

/** Songs 1 to 4 lie near each other, 5 and 6 far from them and from each other. */
const PLACES = [0, 1, 2, 1.5, 100, 200];

async function library(): Promise<Library> {
  const opened = await openTestLibrary();
  const songs = madeUpSongs(PLACES.length).map((song, i): MadeUpSong => {
    const vector = Float32Array.from(VECTOR_COLUMNS, () => PLACES[i] / 10);
    return { ...song, vector: Buffer.from(vector.buffer), title: `Song ${i + 1}`, artist: 'Somebody' };
  });
  await keepSongs(opened, songs);
  return opened;
}

async function answer(opened: Library, id: number) {
  const catalogue = await openCatalogue(opened);
  const [song] = await songsOf(opened, [(await catalogue.entry(id))!]);
  const { genre, unsure, outside, taught } = song;
  const entry = (await catalogue.entry(id))!;
  expect(entry).toMatchObject({ genre, unsure, outside, taught });
  return { genre, unsure, outside, taught };
}

test('what is said of a song is its answer at once, also a genre of one’s own, and is undone', async () => {
  const opened = await library();
  const before = await answer(opened, 5);
  const { batch, songs } = await correctSongs(opened, [5], 'Nu Cumbia', 'me');
  expect(songs).toBe(1);
  expect(await answer(opened, 5)).toEqual({
    genre: 'Nu Cumbia',
    unsure: false,
    outside: false,
    taught: { by: 'you', songs: 1 },
  });
  const { total } = await browse(await openCatalogue(opened), { genres: ['Nu Cumbia'] });
  expect(total).toBe(1);
  await undoCorrections(opened, batch);
  expect(await answer(opened, 5)).toEqual(before);
  await expect(undoCorrections(opened, batch)).rejects.toThrow(/^Expected something that was said/);
});

test('none of these, and taking back, are things that can be said', async () => {
  const opened = await library();
  const before = await answer(opened, 6);
  await correctSongs(opened, [6], null, 'me');
  expect(await answer(opened, 6)).toMatchObject({ outside: true, taught: { by: 'you' } });
  const { batch } = await correctSongs(opened, [6], undefined, 'me');
  expect(await answer(opened, 6)).toEqual(before);
  expect(await listCorrections(opened)).toEqual([]);
  await undoCorrections(opened, batch);
  expect(await answer(opened, 6)).toMatchObject({ outside: true });
});

test('genres are written as the library writes them, whatever was typed', async () => {
  const opened = await library();
  await correctSongs(opened, [5], '  Hip-Hop ', 'me');
  expect(await answer(opened, 5)).toMatchObject({ genre: 'hiphop' });
  await correctSongs(opened, [5], 'Klezmer', 'me');
  await correctSongs(opened, [6], 'klezmer', 'me');
  expect(await answer(opened, 6)).toMatchObject({ genre: 'Klezmer' });
  await expect(correctSongs(opened, [5], ' ', 'me')).rejects.toThrow(/^Expected the name of a genre/);
});

test('songs that sound like several of which the same was said follow; those far away stay', async () => {
  const opened = await library();
  const far = await answer(opened, 5);
  expect((await correctSongs(opened, [1], 'Dub', 'me')).neighbours).toBe(0);
  const { neighbours, batch } = await correctSongs(opened, [2], 'Dub', 'me');
  expect(neighbours).toBe(2);
  expect(await answer(opened, 4)).toEqual({
    genre: 'Dub',
    unsure: false,
    outside: false,
    taught: { by: 'neighbours', songs: 2 },
  });
  expect(await answer(opened, 5)).toEqual(far);
  await correctSongs(opened, [3], 'Ska', 'me');
  expect((await answer(opened, 4)).taught).toBeNull();
  await undoCorrections(opened, batch);
  expect((await answer(opened, 4)).taught).toBeNull();
});

test('what was said survives a new analysis, another name, other tags, and a song that comes later', async () => {
  const opened = await library();
  await correctSongs(opened, [1, 2], 'Dub', 'me');
  const [first] = await opened.selectFrom('songs').selectAll().where('id', '=', 1).execute();
  await opened.updateTable('songs').set({ genre: 'rock', unsure: 0 }).where('id', '=', 1).execute();
  await opened
    .updateTable('files')
    .set({ path: '/elsewhere.mp3' })
    .where('contentHash', '=', first.contentHash)
    .execute();
  expect(await answer(opened, 1)).toMatchObject({ genre: 'Dub', taught: { by: 'you' } });
  // Tags that Tonearm wrote.
  const hash = 'f'.repeat(64);
  const change = { path: '/elsewhere.mp3', from: first.contentHash, to: hash, file: { size: 2, mtimeMs: 2 } };
  await carryOver(opened, { ...change, genres: ['Dub'] });
  expect(await answer(opened, 1)).toMatchObject({ genre: 'Dub', taught: { by: 'you' } });
  // Tags that another program wrote: the same sound under another hash.
  const { id: _, ...song } = await opened
    .selectFrom('songs')
    .selectAll()
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  await opened
    .insertInto('songs')
    .values({ ...song, contentHash: 'e'.repeat(64) })
    .execute();
  await opened
    .updateTable('files')
    .set({ contentHash: 'e'.repeat(64) })
    .where('path', '=', '/elsewhere.mp3')
    .execute();
  const renamed = await opened
    .selectFrom('songs')
    .select('id')
    .where('contentHash', '=', 'e'.repeat(64))
    .executeTakeFirstOrThrow();
  expect(await answer(opened, renamed.id)).toMatchObject({ genre: 'Dub', taught: { by: 'you' } });
  await keepSongs(opened, [{ ...(song as MadeUpSong), contentHash: 'd'.repeat(64), path: '/new.mp3' }]);
  expect(await applyCorrections(opened)).toBe(1);
  const [added] = await opened
    .selectFrom('songs')
    .select('id')
    .where('contentHash', '=', 'd'.repeat(64))
    .execute();
  expect(await answer(opened, added.id)).toMatchObject({ genre: 'Dub', taught: { by: 'neighbours' } });
});

test.each(['json', 'csv'] as const)('as %s, corrections are carried to another library', async (format) => {
  const opened = await library();
  await correctSongs(opened, [1, 2], 'Dub', 'me');
  await correctSongs(opened, [5], null, 'me');
  const text = await exportCorrections(opened, format);
  const other = await library();
  await other.insertInto('files').values(fileOf('/nothing', null)).execute();
  const outcome = await importCorrections(other, Buffer.from(text), 'import');
  expect(outcome).toMatchObject({ songs: 3, neighbours: 2, unknown: 0 });
  expect(await answer(other, 1)).toMatchObject({ genre: 'Dub' });
  expect(await answer(other, 5)).toMatchObject({ outside: true });
  const said = (await listCorrections(other)).map(({ genre, title }) => [title, genre]);
  expect(said.toSorted()).toEqual([
    ['Song 1', 'Dub'],
    ['Song 2', 'Dub'],
    ['Song 5', null],
  ]);
});

test('a CSV from elsewhere names songs by path or by artist and title', async () => {
  const opened = await library();
  const csv = 'artist,title,label\nsomebody,SONG 5,Klezmer\nnobody,Song 1,Rock\n';
  const outcome = await importCorrections(opened, Buffer.from(csv), 'import');
  expect(outcome).toMatchObject({ songs: 1, unknown: 1 });
  expect(await answer(opened, 5)).toMatchObject({ genre: 'Klezmer' });
  await expect(importCorrections(opened, Buffer.from('a,b\n1,2\n'), 'x')).rejects.toThrow(
    /^Expected columns/,
  );
  await expect(importCorrections(opened, Buffer.from('{"a":1}'), 'x')).rejects.toThrow(/as exported/);
});

test('the history names what was said at once', async () => {
  const opened = await library();
  await correctSongs(opened, [1, 2], 'Dub', 'me');
  await correctSongs(opened, [3], null, 'you');
  await correctSongs(opened, [3], undefined, 'you');
  const batches = await listBatches(opened);
  expect(batches.map(({ songs, genres, saidBy }) => [songs, genres, saidBy])).toEqual([
    [1, [], 'you'],
    [1, [null], 'you'],
    [2, ['Dub'], 'me'],
  ]);
});
