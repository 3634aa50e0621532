/** Long work of a library: scans and tags, over real connections that are lost, joined and cut. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LibrarySummary, SongPage, TagPlan } from '../../src/server/library-schema.ts';
import type { RunningServer, StartOptions } from '../../src/server/start.ts';
import { startServer } from '../support/built.ts';
import { runHere } from '../support/command.ts';
import { eventsFrom, lastEvent } from '../support/event-reader.ts';
import { holdLibrary } from '../support/lock-holder.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { childrenOf, isRunning, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { MADE_UP_GENRES, synthesise, wavOf } from '../support/songs.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');
const AUDIO = join(import.meta.dirname, '../fixtures/audio');
const PATIENT = { timeout: 60_000, interval: 50 };
let folder: string;
let modelPath: string;
let home: string;
let music: string;
let options: StartOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-jobs-'));
  await mkdir(join(folder, 'models'));
  modelPath = await writeSmallModel(join(folder, 'models'));
});

beforeEach(async () => {
  home = await mkdtemp(join(folder, 'home-'));
  music = join(home, 'music');
  await mkdir(music);
  options = {
    port: 0,
    modelsDirectory: join(folder, 'models'),
    webDirectory: join(folder, 'no-page'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    limits: { requestsPerMinute: 1e6 },
    library: { file: join(home, 'library.sqlite'), folders: [music], writable: true },
  };
});

afterAll(() => removeFolder(folder));

async function writeSongs(count: number, from = 0): Promise<void> {
  for (let seed = from; seed < from + count; seed++) {
    const genre = MADE_UP_GENRES[seed % MADE_UP_GENRES.length];
    await writeFile(
      join(music, `${seed}.wav`),
      wavOf(synthesise({ genre, artist: seed % 4, seed, seconds: 4 })),
    );
  }
}

async function withServer(work: (base: string, server: RunningServer) => Promise<void>): Promise<void> {
  const server = await startServer(options);
  try {
    await work(`${server.url}/api/library`, server);
  } finally {
    await server.close();
  }
}

async function post(
  url: string,
  body: unknown = {},
): Promise<{ status: number; json: Record<string, string> }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, json: (await response.json()) as Record<string, string> };
}

const get = async <T>(url: string) => (await (await fetch(url)).json()) as T;

/** The command line in a process of its own; its exit code. */
async function tonearm(...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: 'ignore' });
  const [status] = await once(child, 'close');
  return status;
}

/** Starts a scan and waits for its first progress. */
async function startScan(base: string): Promise<string> {
  const { id } = (await post(`${base}/scans`)).json;
  for await (const { event } of eventsFrom(`${base}/scans/${id}/events`)) if (event === 'progress') break;
  return id;
}

test('while another program holds the library, others are answered and a writer is told to come back', async () => {
  await writeFile(join(music, 'broken.mp3'), 'no music');
  options = { ...options, library: { ...options.library!, waitMs: 4000 } };
  await withServer(async (base, { url }) => {
    const { id } = (await post(`${base}/scans`)).json;
    await lastEvent(`${base}/scans/${id}/events`);
    const others = [`${url}/api/health`, `${base}/songs`, `${base}/failures`];
    // What answers a route is compiled for its first request, which takes its time on a busy machine.
    for (const address of others) await fetch(address);
    const holder = await holdLibrary(options.library!.file);
    const order: string[] = [];
    const asked = fetch(`${base}/failures/retry`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).finally(() => order.push('refused'));
    for (const address of others) expect((await fetch(address)).status).toBe(200);
    order.push('answered');
    const refused = await asked;
    expect(order).toEqual(['answered', 'refused']);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused.json()).toMatchObject({
      detail: 'The library is in use by another program. Try again in a moment.',
    });
    await holder.release();
    expect((await post(`${base}/failures/retry`)).status).toBe(202);
  });
});

test('what failed is heard again on request: one file, all of them, and while a scan runs', async () => {
  await writeSongs(1);
  await writeFile(join(music, 'broken.mp3'), 'no music');
  await withServer(async (base) => {
    const done = async (id: string) => (await lastEvent(`${base}/scans/${id}/events`))?.data;
    const first = (await post(`${base}/scans`)).json;
    expect(await done(first.id)).toEqual({ heard: 1, removed: 0, failed: 1 });
    const one = (await post(`${base}/failures/retry`, { file: { name: 'broken.mp3', folder: 0 } })).json;
    expect(await done(one.id)).toEqual({ heard: 0, removed: 0, failed: 1 });
    const all = (await post(`${base}/failures/retry`)).json;
    const joined = (await post(`${base}/failures/retry`)).json;
    expect(joined.id).toBe(all.id);
    expect(await done(all.id)).toMatchObject({ removed: 0, failed: 1 });
    for (const file of [
      { name: '../secret', folder: 0 },
      { name: 'x', folder: 7 },
    ]) {
      expect((await post(`${base}/failures/retry`, { file })).status).toBe(404);
    }
  });
});

test('a scan tells how it goes and ends with what it found', async () => {
  await writeSongs(4);
  await writeFile(join(music, 'broken.mp3'), 'no music');
  await withServer(async (base) => {
    const started = await post(`${base}/scans`);
    expect(started.status).toBe(202);
    const events: string[] = [];
    let last: unknown;
    for await (const { event, data } of eventsFrom(`${base}/scans/${started.json.id}/events`)) {
      events.push(event);
      if (event === 'progress') expect(data).toMatchObject({ total: 5, cached: 0 });
      last = data;
    }
    expect(events.slice(0, -1).every((event) => event === 'progress')).toBe(true);
    expect([events.at(-1), last]).toEqual(['done', { heard: 4, removed: 0, failed: 1 }]);
    expect(await get<LibrarySummary>(base)).toMatchObject({ songs: 4, failed: 1, scan: null });
  });
});

test('a scan is joined by whoever starts another, and told to whoever comes back', async () => {
  await writeSongs(8);
  await withServer(async (base) => {
    const id = await startScan(base);
    expect((await post(`${base}/scans`)).json.id).toBe(id);
    const { scan } = await get<LibrarySummary>(base);
    expect(scan).toMatchObject({ id, total: 8 });
    const events = `${base}/scans/${id}/events`;
    const [one, other] = await Promise.all([lastEvent(events), lastEvent(events)]);
    expect([one?.data, other]).toEqual([{ heard: 8, removed: 0, failed: 0 }, one]);
    expect(await lastEvent(events)).toEqual(one);
  });
});

test('a scan is called off, keeps what it heard, and goes on from there', async () => {
  await writeSongs(12);
  await withServer(async (base) => {
    const id = await startScan(base);
    expect((await fetch(`${base}/scans/${id}`, { method: 'DELETE' })).status).toBe(204);
    const last = await lastEvent(`${base}/scans/${id}/events`);
    expect(last).toMatchObject({ event: 'error', data: { code: 'cancelled' } });
    const { songs } = await get<LibrarySummary>(base);
    expect(songs).toBeGreaterThan(0);
    const again = await post(`${base}/scans`);
    expect(again.json.id).not.toBe(id);
    const { data } = (await lastEvent(`${base}/scans/${again.json.id}/events`))!;
    expect(data).toEqual({ heard: 12 - songs, removed: 0, failed: 0 });
  });
});

test('a scan ends with the server, whose events end in an error', async () => {
  await writeSongs(12);
  const server = await spawnServer(options);
  const base = `${server.url}/api/library`;
  const id = await startScan(base);
  const last = lastEvent(`${base}/scans/${id}/events`);
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await last).toMatchObject({ event: 'error', data: { code: 'cancelled' } });
  expect(isRunning(server.pid)).toBe(false);
  await withServer(async (again) => {
    expect((await fetch(`${again}/scans/${id}/events`)).status).toBe(404);
    expect((await get<LibrarySummary>(again)).songs).toBeGreaterThan(0);
  });
});

test('a scan of a server that is killed leaves what was heard and no worker, and the next goes on from there', async () => {
  await writeSongs(12);
  const server = await spawnServer(options);
  const base = `${server.url}/api/library`;
  await startScan(base);
  await expect.poll(async () => (await get<LibrarySummary>(base)).songs, PATIENT).toBeGreaterThan(2);
  const workers = childrenOf(server.pid);
  expect(workers.length).toBeGreaterThan(0);
  await server.end('SIGKILL');
  await expect.poll(() => workers.filter(isRunning), PATIENT).toEqual([]);
  await withServer(async (again) => {
    const { songs } = await get<LibrarySummary>(again);
    const { id } = (await post(`${again}/scans`)).json;
    const last = await lastEvent(`${again}/scans/${id}/events`);
    expect(last).toMatchObject({ event: 'done', data: { removed: 0, failed: 0 } });
    expect(last?.data.heard).toBeLessThanOrEqual(12 - songs);
    expect(await get<LibrarySummary>(again)).toMatchObject({ songs: 12, files: 12, failed: 0 });
  });
});

test('a scan of a folder that has gone says so, without its place on this machine', async () => {
  await writeSongs(1);
  await withServer(async (base) => {
    await rename(music, join(home, 'moved'));
    const { status, json } = await post(`${base}/scans`);
    expect([status, json.code]).toEqual([404, 'not-found']);
    expect(json.detail).toContain('the folder "music"');
    expect(json.detail).not.toContain(home);
  });
});

test('a scan that dies ends in an error in plain words', async () => {
  await writeSongs(2);
  const models = join(home, 'models');
  await mkdir(models);
  await copyFile(modelPath, join(models, 'small.onnx'));
  options = { ...options, modelsDirectory: models };
  await withServer(async (base) => {
    await writeFile(join(models, 'small.onnx'), 'no model');
    const { id } = (await post(`${base}/scans`)).json;
    const last = await lastEvent(`${base}/scans/${id}/events`);
    expect(last).toMatchObject({ event: 'error', data: { code: 'bad-model', status: 422 } });
    expect(JSON.stringify(last)).not.toContain(home);
  });
});

test('a scan and two from the command line at once, with readers: nobody sees a lock', async () => {
  await writeSongs(8);
  await withServer(async (base) => {
    const file = options.library!.file;
    const cli = () => tonearm('scan', music, '--library', file, '--model', modelPath, '--jobs', '1');
    const { id } = (await post(`${base}/scans`)).json;
    let ended = false;
    const scans = Promise.all([cli(), cli(), lastEvent(`${base}/scans/${id}/events`)]).finally(() => {
      ended = true;
    });
    const statuses = new Set<number>();
    while (!ended) {
      const answers = ['', '/songs?q=1', '/failures', '/songs/1/similar'].map((path) => fetch(base + path));
      for (const { status } of await Promise.all(answers)) statuses.add(status);
    }
    const [first, second, last] = await scans;
    expect([first, second, last?.event]).toEqual([0, 0, 'done']);
    expect([...statuses].filter((status) => ![200, 404].includes(status))).toEqual([]);
    expect(await get<LibrarySummary>(base)).toMatchObject({ songs: 8, files: 8, failed: 0 });
  });
});

describe('tags', () => {
  const plan = { only: 'all', sureOnly: false, tempo: false, names: { blues: ['Blues & Co', 'Old'] } };

  async function writeTunes(): Promise<void> {
    for (const name of ['tune.mp3', 'tune.flac', 'tune.ogg'])
      await copyFile(join(AUDIO, name), join(music, name));
    await writeSongs(1);
  }

  async function scanned(base: string): Promise<void> {
    const { id } = (await post(`${base}/scans`)).json;
    expect((await lastEvent(`${base}/scans/${id}/events`))?.event).toBe('done');
  }

  test('are planned, written with consent, found in the library, and taken back to the bit', async () => {
    await writeTunes();
    const before = await readFile(join(music, 'tune.mp3'));
    await withServer(async (base) => {
      await scanned(base);
      const planned = (await post(`${base}/tags/plan`, plan)).json as unknown as TagPlan;
      expect(planned).toMatchObject({ total: 3, skipped: [{ reason: 'format', files: 1 }] });
      expect(planned.changes.map(({ file }) => file.name)).toEqual(['tune.flac', 'tune.mp3', 'tune.ogg']);
      expect((await readFile(join(music, 'tune.mp3'))).equals(before)).toBe(true);
      const page = await get<TagPlan>(`${base}/tags/plans/${planned.id}?offset=1&limit=1`);
      expect(page).toMatchObject({
        total: 3,
        offset: 1,
        changes: [{ file: { name: 'tune.mp3', folder: 0 } }],
      });

      const { id } = (await post(`${base}/tags/plans/${planned.id}/write`)).json;
      const done = (await lastEvent(`${base}/tags/jobs/${id}/events`))!;
      expect(done).toMatchObject({ event: 'done', data: { written: 3, stopped: false, failed: [] } });
      expect((await readFile(join(music, 'tune.mp3'))).equals(before)).toBe(false);
      expect((await post(`${base}/tags/plans/${planned.id}/write`)).status).toBe(404);
      const { songs } = await get<SongPage>(`${base}/songs?q=tune`);
      expect(songs.every(({ taggedGenres }) => taggedGenres.length > 0)).toBe(true);

      const { entries } = await get<{ entries: unknown[] }>(`${base}/tags/journal`);
      expect(entries).toMatchObject([{ id: done.data.journal, files: 3, undone: false }]);
      const undo = (await post(`${base}/tags/undo`, { journal: done.data.journal })).json;
      const undone = await lastEvent(`${base}/tags/jobs/${undo.id}/events`);
      expect(undone).toMatchObject({ event: 'done', data: { written: 3, failed: [] } });
      expect((await readFile(join(music, 'tune.mp3'))).equals(before)).toBe(true);
    });
  });

  test('of a file that was changed after the plan are left alone', async () => {
    await writeTunes();
    await withServer(async (base) => {
      await scanned(base);
      const { id: planId } = (await post(`${base}/tags/plan`, plan)).json;
      await copyFile(join(AUDIO, 'tune.opus'), join(music, 'tune.ogg'));
      const { id } = (await post(`${base}/tags/plans/${planId}/write`)).json;
      const { data } = (await lastEvent(`${base}/tags/jobs/${id}/events`))!;
      expect(data).toMatchObject({
        written: 2,
        failed: [{ file: { name: 'tune.ogg', folder: 0 }, code: 'changed' }],
      });
    });
  });

  test('are not written unless the operator said so', async () => {
    await writeTunes();
    options.library!.writable = false;
    await withServer(async (base) => {
      await scanned(base);
      expect(await get<LibrarySummary>(base)).toMatchObject({ writable: false });
      const { status, json } = await post(`${base}/tags/plan`, plan);
      expect(status).toBe(200);
      const refused = await post(`${base}/tags/plans/${json.id}/write`);
      expect([refused.status, refused.json.code]).toEqual([403, 'forbidden']);
      expect(refused.json.detail).toContain('--writable');
      expect((await post(`${base}/tags/undo`, { journal: '20260101T000000Z-00000000' })).status).toBe(403);
    });
  });

  test('that the command line wrote elsewhere are neither shown nor taken back', async () => {
    const elsewhere = join(home, 'elsewhere');
    await mkdir(elsewhere);
    await copyFile(join(AUDIO, 'tune.mp3'), join(elsewhere, 'tune.mp3'));
    const file = options.library!.file;
    for (const args of [
      ['scan', elsewhere, '--model', modelPath, '--jobs', '1'],
      ['tag', '--write', '--all', '--at-least', '0'],
    ])
      expect(await runHere([...args, '--library', file], home)).toMatchObject({ code: 0 });
    const written = await readFile(join(elsewhere, 'tune.mp3'));
    await withServer(async (base) => {
      expect(await get(`${base}/tags/journal`)).toEqual({ entries: [] });
      const [journal] = (await readdir(`${file}-tags`)).map((name) => name.replace('.jsonl', ''));
      expect((await post(`${base}/tags/undo`, { journal })).status).toBe(404);
      expect((await readFile(join(elsewhere, 'tune.mp3'))).equals(written)).toBe(true);
      expect((await post(`${base}/tags/undo`, { journal: '../../x' })).status).toBe(400);
    });
  });
});
