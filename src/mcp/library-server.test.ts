/** The tools as a client of the official SDK calls them. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeUpCatalogue } from '../../test/support/library-songs.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import type { Catalogue } from '../library/catalogue/catalogue.ts';
import { nearest, spaceIndexOf } from '../library/similarity/similarity.ts';
import { createLibraryServer } from './library-server.ts';

const SONGS = 200;
const folder = mkdtempSync(join(tmpdir(), 'tonearm-mcp-'));
let catalogue: Catalogue;
let reader: Client;
let writer: Client;

beforeAll(async () => {
  catalogue = await madeUpCatalogue(SONGS);
  reader = await connect();
  writer = await connect(folder);
});
afterAll(async () => {
  await Promise.all([reader.close(), writer.close()]);
  await removeFolder(folder);
});

async function connect(playlistFolder?: string): Promise<Client> {
  const [here, there] = InMemoryTransport.createLinkedPair();
  await createLibraryServer(catalogue, { version: '1.0.0', playlistFolder }).connect(there);
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(here);
  return client;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are JSON of many shapes
async function call(client: Client, name: string, args: object = {}): Promise<any> {
  const { structuredContent, isError, content } = await client.callTool({ name, arguments: { ...args } });
  return isError ? { error: (content as { text: string }[])[0].text } : structuredContent;
}

test('without a folder every tool only reads; with one, one tool writes', async () => {
  const { tools } = await reader.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    'library_summary',
    'search_songs',
    'describe_song',
    'similar_songs',
    'make_playlist',
  ]);
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  const writing = (await writer.listTools()).tools.filter(({ annotations }) => !annotations?.readOnlyHint);
  expect(writing.map(({ name }) => name)).toEqual(['save_playlist']);
});

test('the summary counts the songs of the library', async () => {
  expect(await call(reader, 'library_summary')).toMatchObject({ songs: SONGS });
});

test('a search gives what passes its filter, and how many there are', async () => {
  const { total, songs } = await call(reader, 'search_songs', { genres: ['jazz'], count: 3 });
  expect(songs).toHaveLength(3);
  expect(total).toBeGreaterThan(3);
  for (const song of songs) expect(song.genre).toBe('jazz');
});

test('a song is described by its number, with all of its columns', async () => {
  const { song } = await call(reader, 'describe_song', { song: '7' });
  expect(song).toMatchObject({ id: 7, path: (await catalogue.entry(7))!.path });
  expect(song.ranking.length).toBeGreaterThan(1);
});

test('similar songs are those of the library, nearest first', async () => {
  const { songs } = await call(reader, 'similar_songs', { song: '7', count: 5 });
  const space = await catalogue.space({});
  const expected = nearest(space, spaceIndexOf(space, (await catalogue.entry(7))!), 5);
  expect(songs.map(({ id }: { id: number }) => id)).toEqual(
    expected.map(({ index }) => space.songs[index].id),
  );
});

test('a playlist goes from one song to another', async () => {
  const { songs } = await call(reader, 'make_playlist', { from: '3', to: '90', songs: 8 });
  const ids = songs.map(({ id }: { id: number }) => id);
  expect([ids[0], ids.at(-1), ids.length]).toEqual([3, 90, 8]);
});

test('a playlist is kept as a file, and never written over', async () => {
  const wanted = { name: 'Quiet evening', like: ['5'], songs: 4 };
  expect(await call(writer, 'save_playlist', wanted)).toMatchObject({ songs: 4 });
  const text = readFileSync(join(folder, 'Quiet evening.m3u8'), 'utf8');
  expect(text.match(/^#EXTINF/gm)).toHaveLength(4);
  expect((await call(writer, 'save_playlist', wanted)).error).toMatch(/there already/);
  expect(readFileSync(join(folder, 'Quiet evening.m3u8'), 'utf8')).toBe(text);
});

test.each(['../escape', '/etc/x', '.hidden', 'a/b', '', 'x'.repeat(200)])(
  'a playlist named %j is refused',
  async (name) => {
    expect((await call(writer, 'save_playlist', { name, like: ['5'] })).error).toMatch(/name/);
    expect(existsSync(join(folder, `${name}.m3u8`))).toBe(false);
  },
);

test.each([
  ['describe_song', { song: 'no such song at all' }, /not-found/],
  ['describe_song', {}, /song/],
  ['similar_songs', { song: '7', count: 1e9 }, /count/],
  ['make_playlist', { to: '4' }, /bad-request/],
])('%s with %j is answered by an error in words', async (name, args, message) => {
  expect((await call(reader, name, args)).error).toMatch(message);
});
