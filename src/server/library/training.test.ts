/** A model that is made of what was said in a library, over HTTP, with real songs. */
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, scan } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import { MADE_UP_GENRES, synthesise, wavOf } from '../../../test/support/songs.ts';
import type { Prediction } from '../../classify/prediction.ts';
import { openLibrary } from '../../library/store/store.ts';
import type { Job, LibrarySongDetail, SongPage, Training } from '../library-schema.ts';
import type { ModelList } from '../schema.ts';

const BASE = '/api/library/training';
const SONGS = 16;
/** Two kinds of sound, one for each made-up genre. */
const KINDS = ['Hum', 'Tick'];

let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-training-')));
  const [music, modelsDirectory] = ['music', 'models'].map((name) => join(folder, name));
  for (const each of [music, modelsDirectory]) await mkdir(each);
  for (let seed = 0; seed < SONGS; seed++) {
    const sound = synthesise({ genre: MADE_UP_GENRES[seed % 2], artist: seed >> 1, seed, seconds: 4 });
    await writeFile(join(music, `${KINDS[seed % 2]} ${seed}.wav`), wavOf(sound));
  }
  const file = join(folder, 'library.sqlite');
  const modelPath = await writeSmallModel(modelsDirectory);
  const library = await openLibrary(file);
  await scan(library, [music], { modelPath, workers: 2, cache: join(folder, 'cache') });
  await library.destroy();
  app = await createApp({
    modelsDirectory,
    webDirectory: join(folder, 'no-page'),
    uploadParent: join(folder, 'uploads'),
    workers: 2,
    library: { file, folders: [music] },
  });
}, 300_000);

afterAll(async () => {
  await app?.close();
  await removeFolder(folder);
});

async function state(): Promise<Training> {
  return (await app.inject(BASE)).json();
}

async function start(): Promise<string> {
  const response = await app.inject({ method: 'POST', url: BASE, payload: {} });
  expect(response.statusCode, response.body).toBe(202);
  return response.json<Job>().id;
}

/** Body of a job's event stream. */
async function end(base: string, id: string): Promise<string> {
  return (await app.inject(`${base}/${id}/events`)).body;
}

test('too little said is refused in words', async () => {
  expect(await end(BASE, await start())).toMatch(/event: error.*two genres with at least 6 songs/s);
});

test('a model is made, measured by artist, used for the library, and put away again', async () => {
  const { songs } = (await app.inject('/api/library/songs?limit=50')).json<SongPage>();
  for (const kind of KINDS) {
    const ids = songs.filter(({ file }) => file.name.startsWith(kind)).map(({ id }) => id);
    await app.inject({
      method: 'POST',
      url: '/api/library/corrections',
      payload: { songs: ids, genre: kind },
    });
  }
  expect((await state()).genres).toEqual(KINDS.map((genre) => ({ genre, songs: SONGS / 2 })));
  const told = await end(BASE, await start());
  expect(told).toContain('event: done');
  const { models, inUse } = await state();
  expect(inUse).toBeNull();
  expect(models).toHaveLength(1);
  const [{ id, figures }] = models;
  expect(figures).toMatchObject({ songs: SONGS, artists: SONGS, genres: KINDS, before: { value: 0 } });
  expect(figures.after.value).toBeGreaterThan(0.7);
  expect(figures.protocol).toMatch(/^5-fold, no artist known/);
  const { models: listed } = (await app.inject('/api/models')).json<ModelList>();
  const card = listed.find(({ name }) => name === id)!;
  expect(card).toMatchObject({ madeAt: models[0].madeAt, genres: KINDS });
  const { rawPayload, statusCode } = await app.inject(card.url);
  expect([statusCode, rawPayload.length]).toEqual([200, card.bytes]);
  const sound = wavOf(synthesise({ genre: MADE_UP_GENRES[0], artist: 99, seed: 99, seconds: 4 }));
  const classify = (model: string) =>
    app.inject({
      method: 'POST',
      url: `/api/classifications?model=${model}`,
      headers: { 'content-type': 'audio/wav' },
      payload: Buffer.from(sound),
    });
  expect((await classify(id)).json<Prediction>()).toMatchObject({ model: { name: id } });
  expect((await classify('my-library-none')).statusCode).toBe(404);
  const use = (model: string | null) =>
    app.inject({ method: 'PUT', url: `${BASE}/model`, payload: { model } });
  const scanOf = async (model: string | null) => end('/api/library/scans', (await use(model)).json<Job>().id);
  expect(await scanOf(id)).toContain(`"heard":${SONGS}`);
  const song: LibrarySongDetail = (await app.inject(`/api/library/songs/${songs[0].id}`)).json();
  expect(song.model.name).toBe(id);
  expect(song.ranking.map(({ genre }) => genre).toSorted()).toEqual(KINDS);
  expect((await state()).inUse).toBe(id);
  expect(await scanOf(null)).toContain(`"heard":${SONGS}`);
  expect((await state()).inUse).toBeNull();
  expect((await use('my-library-none')).statusCode).toBe(404);
}, 300_000);

test('a training that is called off leaves no model behind', async () => {
  const before = (await state()).models.length;
  const id = await start();
  await app.inject({ method: 'DELETE', url: `${BASE}/${id}` });
  expect(await end(BASE, id)).toMatch(/event: error.*cancelled/s);
  expect((await state()).models).toHaveLength(before);
  expect((await state()).job).toBeNull();
}, 120_000);
