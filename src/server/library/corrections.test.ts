/** Corrections over HTTP, of songs that a scan might have kept. */
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../test/support/built.ts';
import { keepSongs, madeUpSongs } from '../../../test/support/library-songs.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { openLibrary } from '../../library/store/store.ts';
import type {
  CorrectionHistory,
  CorrectionPage,
  LibrarySongDetail,
  LibrarySummary,
} from '../library-schema.ts';

const SONGS = 30;
const BASE = '/api/library/corrections';
const STRANGER: InjectOptions = { remoteAddress: '203.0.113.7', headers: { host: 'music.example' } };

let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-corrections-')));
  const music = join(folder, 'music');
  for (const each of [music, join(folder, 'models')]) await mkdir(each);
  const file = join(folder, 'library.sqlite');
  const library = await openLibrary(file);
  const songs = madeUpSongs(SONGS).map((song) => ({ ...song, path: song.path.replace('/music', music) }));
  await keepSongs(library, songs);
  await library.destroy();
  app = await createApp({
    modelsDirectory: join(folder, 'models'),
    webDirectory: join(folder, 'no-page'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    onlyKnownHosts: false,
    access: { openToAll: true },
    library: { file, folders: [music] },
  });
});

afterAll(async () => {
  await app?.close();
  await removeFolder(folder);
});

function say(payload: object, more: InjectOptions = {}) {
  return app.inject({ method: 'POST', url: BASE, payload, ...more });
}

async function song(id: number): Promise<LibrarySongDetail> {
  return (await app.inject(`/api/library/songs/${id}`)).json();
}

test('what is said of songs is told with them, listed, counted and undone', async () => {
  const before = await song(3);
  expect(before.taught).toBeNull();
  const { batch, songs } = (await say({ songs: [3, 4], genre: 'Klezmer' })).json();
  expect(songs).toBe(2);
  expect(await song(3)).toMatchObject({ genre: 'Klezmer', unsure: false, taught: { by: 'you', songs: 1 } });
  const summary: LibrarySummary = (await app.inject('/api/library')).json();
  expect(summary.genres.find(({ genre }) => genre === 'Klezmer')).toMatchObject({ songs: 2, unsure: 0 });
  const page: CorrectionPage = (await app.inject(`${BASE}?limit=1`)).json();
  expect(page).toMatchObject({
    total: 2,
    corrections: [{ genre: 'Klezmer', saidBy: 'this machine', batch }],
  });
  expect(JSON.stringify(page)).not.toContain(folder);
  const history: CorrectionHistory = (await app.inject(`${BASE}/history`)).json();
  expect(history.batches).toMatchObject([{ batch, songs: 2, genres: ['Klezmer'] }]);
  expect((await app.inject({ method: 'DELETE', url: `${BASE}/${batch}` })).json()).toMatchObject({
    songs: 2,
  });
  expect(await song(3)).toEqual(before);
  expect((await app.inject({ method: 'DELETE', url: `${BASE}/${batch}` })).statusCode).toBe(404);
});

test('none of these can be said, and what was said can be taken back', async () => {
  await say({ songs: [5], genre: null, by: 'Ada' });
  expect(await song(5)).toMatchObject({ outside: true, taught: { by: 'you' } });
  await say({ songs: [5] });
  expect((await song(5)).taught).toBeNull();
});

test.each([
  ['no song', { songs: [], genre: 'Rock' }],
  ['an empty name', { songs: [1], genre: '  ' }],
  ['a field that nobody knows', { songs: [1], genre: 'Rock', sure: true }],
])('%s is refused', async (_, payload) => {
  expect((await say(payload)).statusCode).toBe(400);
});

test('a song that is not here is refused', async () => {
  expect((await say({ songs: [9999], genre: 'Rock' })).statusCode).toBe(404);
});

test('strangers on an open server may read, and say nothing', async () => {
  expect((await say({ songs: [1], genre: 'Rock' }, STRANGER)).statusCode).toBe(401);
  expect((await app.inject({ url: BASE, ...STRANGER })).statusCode).toBe(200);
  const undo: InjectOptions = { method: 'DELETE', url: `${BASE}/${crypto.randomUUID()}`, ...STRANGER };
  expect((await app.inject(undo)).statusCode).toBe(401);
});

test.each([
  ['csv', 'text/csv'],
  ['json', 'application/json'],
])('corrections go out as %s and come in again', async (format, type) => {
  const { batch } = (await say({ songs: [3, 4], genre: 'Klezmer' })).json();
  const file = await app.inject(`${BASE}/export?format=${format}`);
  expect(file.headers['content-disposition']).toContain(`corrections.${format}`);
  expect(file.body).toContain('music/artist');
  expect(file.body).not.toContain(folder);
  await app.inject({ method: 'DELETE', url: `${BASE}/${batch}` });
  const load = (payload: string) =>
    app.inject({ method: 'POST', url: `${BASE}/import`, headers: { 'content-type': type }, payload });
  expect((await load(file.body)).json()).toMatchObject({ songs: 2, unknown: 0 });
  expect(await song(4)).toMatchObject({ genre: 'Klezmer' });
  expect((await load('nothing of the kind')).statusCode).toBe(400);
});
