/** Playlists sent to a server that goes away, lies, or changes its ids: nothing is lost, nothing is half there. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeUpCatalogue } from '../../test/support/library-songs.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { answerJson, openWebServer, type WebServer } from '../../test/support/web-server.ts';
import type { Catalogue } from '../library/catalogue/catalogue.ts';
import type { Entry } from '../library/songs/entry.ts';
import type { MediaServer } from './media-server.ts';
import { openServer } from './open-server.ts';
import { type SentPlaylist, sendPlaylists } from './sent-playlists.ts';
import { SongMap } from './song-map.ts';

const SONGS = 12;
const LISTS: SentPlaylist[] = [
  { id: 1, title: 'One', songs: [1, 2, 3] },
  { id: 2, title: 'Two', songs: [4, 5] },
];

/** State of the fake server. */
interface There {
  /** Goes before the number of a song. */
  prefix: string;
  readonly playlists: Map<string, { name: string; songs: string[] }>;
  answersWith: 'data' | 'half of it' | 'a page' | 'wrong password';
  /** Is away once so many playlists are there. */
  awayAfter: number;
}

let folder: string;
let catalogue: Catalogue;
let entries: readonly Entry[];
let web: WebServer;
let server: MediaServer;
let map: SongMap;
let there: There;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-sent-'));
  catalogue = await madeUpCatalogue(SONGS);
  entries = await catalogue.all();
  there = { prefix: 'a', playlists: new Map(), answersWith: 'data', awayAfter: Infinity };
  web = await openWebServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      if (there.playlists.size >= there.awayAfter) return request.socket.destroy();
      if (there.answersWith === 'a page')
        return response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello</p>');
      answerJson(response, {
        'subsonic-response': answerOf(request.url!.slice('/rest/'.length), new URLSearchParams(body)),
      });
    });
  });
  server = openServer('subsonic', web.origin, { user: 'me', secret: 's' });
  map = new SongMap(server, catalogue);
  await map.refresh();
});

afterEach(async () => {
  await catalogue.library.destroy();
  await web.close();
  await removeFolder(folder);
});

/** Fake server with as much of the protocol as playlists need. */
function answerOf(method: string, asked: URLSearchParams): object {
  if (there.answersWith === 'wrong password')
    return { status: 'failed', error: { code: 40, message: 'Wrong username or password' } };
  const entry = (ids: readonly string[]) => ids.map((id) => ({ id }));
  if (method === 'search3.view') {
    const songs = asked.get('songOffset') === '0' ? entries : [];
    const song = songs.map(({ id, path }) => ({ id: `${there.prefix}${id}`, path }));
    return { status: 'ok', searchResult3: { song } };
  }
  if (method === 'getPlaylists.view') {
    const playlist = [...there.playlists].map(([id, { name }]) => ({ id, name }));
    return { status: 'ok', playlists: { playlist } };
  }
  if (method === 'getPlaylist.view')
    return { status: 'ok', playlist: { entry: entry(there.playlists.get(asked.get('id')!)!.songs) } };
  const id = asked.get('playlistId') ?? `p${there.playlists.size}`;
  const songs = asked.getAll('songId');
  const taken = there.answersWith === 'half of it' ? songs.slice(0, songs.length >> 1) : songs;
  there.playlists.set(id, { name: asked.get('name')!, songs: taken });
  return { status: 'ok', playlist: { id, name: asked.get('name')! } };
}

const send = (lists = LISTS) => sendPlaylists(server, map, lists, join(folder, 'memory.json'));
const outcomes = async () => (await send()).map(({ outcome }) => outcome);
const listed = () => [...there.playlists.values()];

test('a server that goes away between two playlists gets the second later, and none twice', async () => {
  there.awayAfter = 1;
  await expect(send()).rejects.toThrow(`${web.origin} cannot be reached`);
  there.awayAfter = Infinity;
  expect(await outcomes()).toEqual(['as it was', 'made']);
  expect(listed()).toEqual([
    { name: 'One', songs: ['a1', 'a2', 'a3'] },
    { name: 'Two', songs: ['a4', 'a5'] },
  ]);
});

test('a server that says yes and takes half is told, and set right by the next sending', async () => {
  there.answersWith = 'half of it';
  await expect(send()).rejects.toThrow('took 1 of the 3 songs of "One"');
  there.answersWith = 'data';
  expect(await outcomes()).toEqual(['changed', 'made']);
  expect(listed()[0].songs).toEqual(['a1', 'a2', 'a3']);
});

test('a server that has new ids for all songs gets the same songs by those', async () => {
  await send();
  there.prefix = 'b';
  await map.refresh();
  expect(map.ofSong(3)?.item.id).toBe('b3');
  expect(await map.ofItem('a3')).toBeUndefined();
  expect(await outcomes()).toEqual(['changed', 'changed']);
  expect(listed().map(({ songs }) => songs)).toEqual([
    ['b1', 'b2', 'b3'],
    ['b4', 'b5'],
  ]);
});

test.each([
  ['a page', 'answered with a page in place of data'],
  ['wrong password', 'refuses who asks'],
] as const)(
  'a server that answers with %s is told, and what was known and sent stays',
  async (answer, words) => {
    await send();
    const before = structuredClone(listed());
    there.answersWith = answer;
    await expect(map.refresh()).rejects.toThrow(words);
    await expect(send([{ id: 1, title: 'One', songs: [7] }])).rejects.toThrow(words);
    expect(map.state).toEqual({ items: SONGS, mapped: SONGS });
    expect(listed()).toEqual(before);
  },
);

test('a list whose songs are all away from the server is not emptied there', async () => {
  await send();
  const [sending] = await send([{ id: 1, title: 'One', songs: [4_000, 4_001] }]);
  expect(sending).toEqual({ title: 'One', outcome: 'empty', sent: 0, missing: 2 });
  expect(listed()[0].songs).toEqual(['a1', 'a2', 'a3']);
});

test('what was sent before and cannot be read is said, and nothing is sent', async () => {
  await writeFile(join(folder, 'memory.json'), '{"half":');
  await expect(send()).rejects.toThrow('Move it away: playlists are then made anew on the server.');
  expect(listed()).toEqual([]);
});

test('a server of 200,000 songs is gone through once, and the songs of the library are found among them', async () => {
  const PAGES = 400;
  const items = async function* () {
    for (let page = 0; page < PAGES; page++)
      yield Array.from({ length: 500 }, (_, i) => {
        const number = 500 * page + i;
        const song = number % 20_000 === 0 ? entries[number / 20_000] : undefined;
        const path = song?.path ?? `/their/album ${number >> 4}/${number % 16}.mp3`;
        return {
          id: `x${number}`,
          path,
          title: `Song ${number}`,
          artist: `A ${number % 999}`,
          album: '',
          seconds: 200,
        };
      });
  };
  const large = new SongMap({ items }, catalogue);
  await large.refresh();
  expect(large.state).toEqual({ items: 200_000, mapped: 10 });
  expect(large.ofSong(10)?.item.id).toBe('x180000');
});
