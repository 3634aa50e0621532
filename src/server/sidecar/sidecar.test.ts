/** The calls of AudioMuse-AI's plugins, as their sources make them; the server behind is ours, by OpenSubsonic. */
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../test/support/built.ts';
import { isCopy, keepSongs, madeUpSongs } from '../../../test/support/library-songs.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { openServer } from '../../connect/open-server.ts';
import { SongMap } from '../../connect/song-map.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { type Library, openLibrary } from '../../library/store/store.ts';
import { createSidecar } from './sidecar.ts';

const TOKEN = 'a-token-of-plugins-0123';
const SONGS = 80;
const HERE = { authorization: `Bearer ${TOKEN}` };

let folder: string;
let server: FastifyInstance;
let library: Library;
let map: SongMap;
let sidecar: FastifyInstance;
let now = 0;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-sidecar-')));
  const file = join(folder, 'library.sqlite');
  library = await openLibrary(file);
  await keepSongs(
    library,
    madeUpSongs(SONGS).map((song, i) => ({
      ...song,
      path: join(folder, song.path),
      ...(i === 28 || i === 29 ? { title: 'Twice', artist: 'The Same' } : {}),
    })),
  );
  const half = [2, 3, 4].map((artist) => join(folder, `music/artist ${artist}`));
  for (const each of [...half, join(folder, 'models')]) await mkdir(each, { recursive: true });
  server = await createApp({
    modelsDirectory: join(folder, 'models'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    // Of the library, this server has half.
    library: {
      file,
      folders: half,
      watch: false,
    },
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const catalogue = await openCatalogue(library);
  const media = openServer('navidrome', `http://127.0.0.1:${port}`, { user: 'me', secret: 'x' });
  map = new SongMap(media, catalogue, () => now);
  await map.refresh();
  sidecar = await createSidecar({ catalogue, map, token: TOKEN });
});

afterAll(async () => {
  await sidecar?.close();
  await server?.close();
  await library?.destroy();
  await removeFolder(folder);
});

async function ask(url: string, headers: Record<string, string> = HERE) {
  const { statusCode, body } = await sidecar.inject({ url, headers });
  return { status: statusCode, body: JSON.parse(body) };
}

test('the map holds what the server has, by its paths', () => {
  expect(map.state).toEqual({ items: 36, mapped: 36 });
  expect(map.songs).not.toContain(1);
});

test("Navidrome's plugin gets rows with the server's ids, nearest first, of songs that the server has", async () => {
  const query = 'eliminate_duplicates=true&item_id=so-30&n=8&radius_similarity=true';
  const { status, body } = await ask(`/api/similar_tracks?${query}`);
  expect(status).toBe(200);
  expect(body).toHaveLength(8);
  const distances = body.map(({ distance }: { distance: number }) => distance);
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
  expect(distances.every((distance: number) => distance >= 0 && distance < 1)).toBe(true);
  for (const { item_id: id, title, author, album } of body) {
    expect(map.songs).toContain(Number(id.slice(3)));
    expect([title, author, album].every((text) => typeof text === 'string')).toBe(true);
  }
  expect(body.map(({ item_id: id }: { item_id: string }) => id)).not.toContain('so-30');
});

test('a recording that is there twice under the same names is left out where that is asked for', async () => {
  expect(isCopy(29)).toBe(true);
  const [first] = (await ask('/api/similar_tracks?item_id=so-29&n=1')).body;
  expect(first).toMatchObject({ item_id: 'so-30', title: 'Twice' });
  const once = (await ask('/api/similar_tracks?item_id=so-29&n=1&eliminate_duplicates=true')).body;
  expect(once).toHaveLength(1);
  expect(once[0].item_id).not.toBe('so-30');
});

test('a path as the plugins ask for it begins and ends with the songs named', async () => {
  const ends = 'start_song_id=so-26&end_song_id=so-58';
  const { status, body } = await ask(
    `/api/find_path?${ends}&count=6&max_steps=6&path_fix_size=false&mood_pct=100`,
  );
  expect(status).toBe(200);
  const ids = body.path.map(({ item_id: id }: { item_id: string }) => id);
  expect([ids[0], ids.at(-1)]).toEqual(['so-26', 'so-58']);
  expect(ids.length).toBeLessThanOrEqual(6);
  expect(body.path[0].distance).toBe(0);
  expect(body.total_distance).toBeGreaterThan(0);
});

test('ids that are not known are 404, questions without one 400, each with a sentence', async () => {
  expect(await ask('/api/similar_tracks?item_id=nobody&n=3')).toMatchObject({
    status: 404,
    body: { error: expect.any(String) },
  });
  expect(await ask('/api/similar_tracks?item_id=so-1')).toMatchObject({ status: 404 });
  expect(await ask('/api/similar_tracks?n=3')).toMatchObject({
    status: 400,
    body: { error: expect.any(String) },
  });
  expect(await ask('/api/find_path?start_song_id=so-26')).toMatchObject({ status: 400 });
});

test('nobody is answered without the token; a plugin without a field for it has it in the address', async () => {
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${TOKEN}` }])
    expect((await ask('/api/similar_tracks?item_id=so-30', headers as Record<string, string>)).status).toBe(
      401,
    );
  expect((await ask(`/${TOKEN}/api/similar_tracks?item_id=so-30&n=3`, {})).body).toHaveLength(3);
  expect((await ask('/a-token-that-is-wrong/api/similar_tracks?item_id=so-30', {})).status).toBe(401);
  expect((await ask('/')).body).toEqual({ status: 'ok', items: 36, mapped: 36 });
});

test('an id that is new on the server is looked for there, once a minute; a server that is away loses nothing', async () => {
  const [late] = madeUpSongs(SONGS + 1).slice(-1);
  await keepSongs(library, [{ ...late, path: join(folder, 'music/artist 4/late.mp3') }]);
  expect((await ask(`/api/similar_tracks?item_id=so-${SONGS + 1}&n=3`)).status).toBe(404);
  now += 61_000;
  expect((await ask(`/api/similar_tracks?item_id=so-${SONGS + 1}&n=3`)).body).toHaveLength(3);
  await server.close();
  now += 61_000;
  await expect(map.refresh()).rejects.toThrow('cannot be reached');
  expect((await ask('/api/similar_tracks?item_id=so-30&n=3')).body).toHaveLength(3);
});
