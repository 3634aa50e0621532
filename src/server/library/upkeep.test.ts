/** A server that keeps its library up to date by itself. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApp } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { childrenOf } from '../../../test/support/server-process.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import type { LibrarySummary, SongPage } from '../library-schema.ts';
import type { LibraryOptions } from './library-service.ts';
import { parseTime } from './next-time.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');
/** Long enough for a change to be noticed and settled, were it followed. */
const LONG_MS = 4000;
// At the lowest priority, beside tests that want all of the machine.
vi.setConfig({ testTimeout: 300_000 });

let folder: string;
let music: string;
let app: FastifyInstance | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-upkeep-'));
  music = join(folder, 'music');
  await mkdir(join(music, 'christmas'), { recursive: true });
  await mkdir(join(folder, 'models'));
  await writeSmallModel(join(folder, 'models'));
  await add('tune.flac', 'first.flac');
});

afterEach(async () => {
  vi.useRealTimers();
  await app?.close();
  app = undefined;
  await removeFolder(folder);
});

test('what is there, comes and goes is known without anybody asking, and what is excluded is not', async () => {
  await add('tune.mp3', 'christmas/bells.mp3');
  await open({ watch: true, exclude: ['christmas/'] });
  await until(async () => (await names()).length === 1);
  expect((await summary()).upkeep).toEqual({ paused: false, watching: true, scanAt: null });
  await add('tune.mp3', 'second.mp3');
  await add('tune.mp3', 'christmas/more.mp3');
  await until(async () => (await names()).length === 2);
  await rm(join(music, 'first.flac'));
  await until(async () => (await names()).length === 1);
  expect(await names()).toEqual(['second.mp3']);
});

test('it is paused and goes on with what changed meanwhile', async () => {
  await open({ watch: true });
  await until(async () => (await names()).length === 1);
  expect((await put(true)).statusCode).toBe(204);
  expect((await summary()).upkeep).toMatchObject({ paused: true, watching: false });
  await add('tune.mp3', 'second.mp3');
  await pause(LONG_MS);
  expect(await names()).toEqual(['first.flac']);
  await put(false);
  await until(async () => (await names()).length === 2);
});

test('at the set time all folders are looked through, at the lowest priority', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 26, 3, 29, 59, 900) });
  await open({ scanAt: parseTime('3:30') });
  expect((await summary()).upkeep).toEqual({ paused: false, watching: false, scanAt: '03:30' });
  await pause(500);
  expect(await names()).toEqual([]);
  vi.setSystemTime(new Date(2026, 10, 26, 3, 30));
  const priorities = new Set<number>();
  await until(async () => {
    if (process.platform === 'linux')
      for (const pid of childrenOf(process.pid)) priorities.add(priorityOf(pid));
    return (await names()).length === 1;
  });
  if (process.platform === 'linux') expect(priorities).toContain(19);
});

test('a scan that somebody asks for while one runs by itself is one of everything', async () => {
  await open({ watch: true });
  await until(async () => (await names()).length === 1);
  await add('tune.mp3', 'second.mp3');
  await until(async () => (await summary()).scan !== null);
  const { id } = (await app!.inject({ method: 'POST', url: '/api/library/scans' })).json();
  const events = (await app!.inject(`/api/library/scans/${id}/events`)).body;
  expect(events).toMatch(/event: done\ndata: {"heard":\d,"removed":0,"failed":0}/);
  await until(async () => (await names()).length === 2);
});

test('a server that cannot start does not begin with its library', async () => {
  const file = join(folder, 'library.sqlite');
  const uploadParent = join(music, 'first.flac', 'uploads');
  const library = { file, folders: [music], watch: true };
  await expect(createApp({ library, uploadParent })).rejects.toThrow('a folder for uploads');
  expect(existsSync(file)).toBe(false);
});

test('a server that was not told to leaves folders alone', async () => {
  await open({});
  expect((await summary()).upkeep).toBeNull();
});

async function add(from: string, to: string): Promise<void> {
  await copyFile(join(AUDIO, from), join(music, to));
}

async function open(options: Partial<LibraryOptions>): Promise<void> {
  app = await createApp({
    modelsDirectory: join(folder, 'models'),
    webDirectory: join(folder, 'no-page'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    library: { file: join(folder, 'library.sqlite'), folders: [music], ...options },
  });
}

async function names(): Promise<string[]> {
  const { songs }: SongPage = (await app!.inject('/api/library/songs')).json();
  return songs.map(({ file }) => file.name);
}

async function summary(): Promise<LibrarySummary> {
  return (await app!.inject('/api/library')).json();
}

function put(paused: boolean) {
  return app!.inject({ method: 'PUT', url: '/api/library/upkeep', payload: { paused } });
}

/** A process may be gone already. */
function priorityOf(pid: number): number {
  try {
    return getPriority(pid);
  } catch {
    return 0;
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50);
}
