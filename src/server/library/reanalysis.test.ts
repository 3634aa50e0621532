/** A library that an older version made, on a server of today. */
import { copyFile, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApp, scan } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import { VECTOR_VERSION } from '../../analysis/song-vector.ts';
import { waitingSongs } from '../../library/scan/reanalyse.ts';
import { openLibrary } from '../../library/store/store.ts';
import type { LibrarySummary } from '../library-schema.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');
const SONGS = ['tune.flac', 'tune.mp3'];

let folder: string;
let music: string;
let file: string;
let modelPath: string;
let app: FastifyInstance | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-reanalysis-'));
  [music, file] = [join(folder, 'music'), join(folder, 'library.sqlite')];
  await mkdir(music);
  await mkdir(join(folder, 'models'));
  for (const name of SONGS) await copyFile(join(AUDIO, name), join(music, name));
  modelPath = await writeSmallModel(join(folder, 'models'));
  await scanAll();
});

afterEach(async () => {
  await app?.close();
  app = undefined;
  await removeFolder(folder);
});

test('songs of an older version are analysed anew in the background', async () => {
  const before = await songs();
  await makeOlder();
  await open();
  const { id } = (await app!.inject('/api/library/songs')).json().songs[0];
  expect((await app!.inject('/api/health')).json().library).toMatchObject({ songs: 2, scanning: false });
  await until(async () => (await summary()).reanalysis === null && (await songs())[0].analysis !== older);
  await until(async () => (await summary()).reanalysis === null);
  expect(await songs()).toEqual(before);
  expect((await app!.inject(`/api/library/songs/${id}/similar`)).json().songs).toHaveLength(1);
  expect((await app!.inject('/api/health')).json().library.waiting).toBe(0);
});

test('it is paused and goes on', async () => {
  await makeOlder();
  await open();
  expect((await put(true)).statusCode).toBe(204);
  await until(async () => (await summary()).reanalysis !== null);
  const { id } = (await app!.inject('/api/library/songs')).json().songs[0];
  expect((await app!.inject(`/api/library/songs/${id}/similar`)).json()).toMatchObject({
    detail: expect.stringContaining('heard by another'),
  });
  expect((await summary()).reanalysis).toEqual({ done: 0, total: 2, paused: true });
  expect((await app!.inject('/api/health')).json().library.waiting).toBe(2);
  await put(false);
  await until(async () => (await summary()).reanalysis === null);
  expect((await songs()).map(({ analysis }) => analysis)).not.toContain(older);
});

test('songs of another model, of a newer version, and those that failed are left alone', async () => {
  const model = { modelPath, modelName: (await songs())[0].modelName! };
  const library = await openLibrary(file);
  expect(await waitingSongs(library, [music], model)).toEqual([]);
  await makeOlder();
  expect(await waitingSongs(library, [music], model)).toHaveLength(2);
  expect(await waitingSongs(library, [music], { ...model, modelName: 'another' })).toEqual([]);
  expect(await waitingSongs(library, [join(folder, 'models')], model)).toEqual([]);
  await library
    .updateTable('songs')
    .set({ analysis: `0/v${VECTOR_VERSION + 1}` })
    .execute();
  expect(await waitingSongs(library, [music], model)).toEqual([]);
  await library.updateTable('songs').set({ analysis: older, errorCode: 'silent' }).execute();
  expect(await waitingSongs(library, [music], model)).toEqual([]);
  await library.destroy();
});

const older = `0123456789abcdef/v${VECTOR_VERSION - 1}`;

async function open(): Promise<void> {
  app = await createApp({
    modelsDirectory: join(folder, 'models'),
    webDirectory: join(folder, 'no-page'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    library: { file, folders: [music] },
  });
}

async function scanAll(): Promise<void> {
  const library = await openLibrary(file);
  await scan(library, [music], { modelPath, workers: 2 });
  await library.destroy();
}

async function makeOlder(): Promise<void> {
  const library = await openLibrary(file);
  await library.updateTable('songs').set({ analysis: older, genre: 'nothing' }).execute();
  await library.destroy();
}

async function songs() {
  const library = await openLibrary(file);
  const rows = await library.selectFrom('songs').selectAll().orderBy('contentHash').execute();
  await library.destroy();
  return rows;
}

function put(paused: boolean) {
  return app!.inject({ method: 'PUT', url: '/api/library/reanalysis', payload: { paused } });
}

async function summary(): Promise<LibrarySummary> {
  return (await app!.inject('/api/library')).json();
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50);
}
