/** Scans of two servers with one library in a database, heard by workers or by the servers themselves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { createApp } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import { MADE_UP_GENRES, synthesise, wavOf } from '../../../test/support/songs.ts';
import { newSchema } from '../../../test/support/test-library.ts';
import { analysisKey } from '../../library/columns/analysis-key.ts';
import { SongQueue } from '../../library/queue/song-queue.ts';
import { type Library, openLibrary } from '../../library/store/store.ts';
import type { LibrarySummary } from '../library-schema.ts';

const WORKER = fileURLToPath(new URL('../../../test/support/queue-worker.js', import.meta.url));
const SONGS = 6;
const BASE = '/api/library/scans';
let folder: string;
let music: string;
let analysis: string;
let place: string;
let one: FastifyInstance;
let two: FastifyInstance;
let library: Library;
let queue: SongQueue;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-shared-')));
  for (const name of ['models', 'web', 'music']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html><title>Tonearm</title>');
  analysis = await analysisKey(await writeSmallModel(join(folder, 'models')));
  music = join(folder, 'music');
  for (let seed = 0; seed < SONGS; seed++) {
    const genre = MADE_UP_GENRES[seed % MADE_UP_GENRES.length];
    await writeFile(join(music, `${seed}.wav`), wavOf(synthesise({ genre, artist: 1, seed, seconds: 4 })));
  }
  place = await newSchema(inject('databaseUrl'));
  [one, two] = await Promise.all(
    ['one', 'two'].map((name) =>
      createApp({
        modelsDirectory: join(folder, 'models'),
        webDirectory: join(folder, 'web'),
        uploadParent: join(folder, name),
        workers: 1,
        library: { file: place, folders: [music] },
      }),
    ),
  );
  library = await openLibrary(place);
  queue = await SongQueue.open({ place, library, analysis });
});

afterAll(async () => {
  for (const server of [one, two]) await server.close();
  await queue.close();
  await library.destroy();
  await removeFolder(folder);
});

async function summaryOf(server: FastifyInstance): Promise<LibrarySummary> {
  return (await server.inject('/api/library')).json();
}

/** The scan that runs, as another server sees it once all files are in the queue. */
async function pausedScan(): Promise<string> {
  expect((await two.inject({ method: 'PUT', url: BASE, payload: { paused: true } })).statusCode).toBe(204);
  const { id } = (await one.inject({ method: 'POST', url: BASE })).json();
  await expect.poll(() => queue.counts(), { timeout: 30_000 }).toEqual({ waiting: SONGS, active: 0 });
  await expect.poll(async () => (await summaryOf(one)).scan).toMatchObject({ id, paused: true });
  return id;
}

test('where a worker is there, it hears the songs of a server', async () => {
  const worker = spawn(process.execPath, [WORKER, place, analysis, '50'], { stdio: 'ignore' });
  onTestFinished(async () => {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  });
  await expect.poll(() => queue.likeWorkers(), { timeout: 30_000 }).toBe(1);
  await one.inject({ method: 'POST', url: BASE });
  await expect.poll(async () => (await summaryOf(one)).scan, { timeout: 60_000 }).toBeNull();
  // It keeps files alone, and no songs, as no server would.
  expect(await summaryOf(two)).toMatchObject({ songs: 0, files: SONGS });
});

test('called off at another server, what nobody has begun is out of the queue', async () => {
  const id = await pausedScan();
  // Another server has heard of it by its progress.
  await expect
    .poll(async () => (await two.inject({ method: 'DELETE', url: `${BASE}/${id}` })).statusCode)
    .toBe(204);
  await expect.poll(async () => (await summaryOf(one)).scan, { timeout: 30_000 }).toBeNull();
  expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
});

test('where there are no workers the server hears the songs itself, paused and let go on from another', async () => {
  await pausedScan();
  expect((await summaryOf(two)).songs).toBe(0);
  await two.inject({ method: 'PUT', url: BASE, payload: { paused: false } });
  await expect.poll(async () => (await summaryOf(one)).scan, { timeout: 60_000 }).toBeNull();
  expect((await summaryOf(two)).songs).toBe(SONGS);
  expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
});
