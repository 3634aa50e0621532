import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, inject, onTestFinished, test } from 'vitest';
import { newSchema } from '../../../test/support/test-library.ts';
import { ensureUpToDate } from '../../../test/support/up-to-date.ts';
import { TonearmError } from '../../errors.ts';
import { listFailures } from '../scan/failures.ts';
import { keepFileError } from '../songs/keep.ts';
import { type Library, openLibrary } from '../store/store.ts';
import { SongQueue } from './song-queue.ts';
import { runWorker } from './worker.ts';

ensureUpToDate();

const ANALYSIS = 'made-up/v1.2';
const WORKER = fileURLToPath(new URL('../../../test/support/queue-worker.js', import.meta.url));

async function opened(options: { readonly retries?: number } = {}) {
  const place = await newSchema(inject('databaseUrl'));
  const library = await openLibrary(place);
  const queue = await SongQueue.open({ place, library, analysis: ANALYSIS, ...options });
  onTestFinished(async () => {
    await queue.close();
    await library.destroy();
  });
  return { place, library, queue };
}

const pathsOf = (count: number) => Array.from({ length: count }, (_, i) => `/music/${i}.mp3`);

async function emptied(queue: SongQueue): Promise<void> {
  await expect
    .poll(() => queue.counts(), { timeout: 60_000, interval: 100 })
    .toEqual({ waiting: 0, active: 0 });
}

/** Workers in this process, until the end of the work. */
async function workedOff(
  queue: SongQueue,
  library: Library,
  analyse: (path: string) => Promise<void>,
  count = 1,
  onError?: (message: string) => void,
) {
  const stop = new AbortController();
  const fail = (path: string, error: TonearmError) => keepFileError(library, path, error);
  const workers = Array.from({ length: count }, () =>
    runWorker({ queue, lanes: 2, analyse, fail, signal: stop.signal, onError }),
  );
  await emptied(queue);
  stop.abort();
  await Promise.all(workers);
}

test('each file is analysed once, however often it was named and by however many workers', async () => {
  const { library, queue } = await opened();
  const paths = pathsOf(200);
  await queue.add(paths);
  await queue.add(paths.slice(50, 100));
  expect(await queue.counts()).toEqual({ waiting: 200, active: 0 });
  const seen: string[] = [];
  await workedOff(queue, library, async (path) => void seen.push(path), 4);
  expect(seen.sort()).toEqual(paths.sort());
});

test('a file that fails for a moment is tried again, and what was wrong with the database is said', async () => {
  const { library, queue } = await opened();
  await queue.add(['/music/shy.mp3']);
  let tries = 0;
  const notes: string[] = [];
  const analyse = async () => {
    if (++tries < 3) throw Object.assign(new Error('could not extend file'), { code: '53100' });
  };
  await workedOff(queue, library, analyse, 1, (message) => notes.push(message));
  expect(tries).toBe(3);
  expect(notes[0]).toMatch(/^The disk of the database is full/);
  expect((await listFailures(library, {})).total).toBe(0);
});

test('a file that no worker survives is among the failures', async () => {
  const { library, queue } = await opened({ retries: 0 });
  await queue.add(['/music/deadly.mp3']);
  await workedOff(queue, library, () => Promise.reject(new Error('Killed.')));
  const { failures } = await listFailures(library, {});
  expect(failures.map(({ path }) => path)).toEqual(['/music/deadly.mp3']);
  expect(failures[0].error.message).toMatch(/^Every process that heard this file ended without a word/);
});

test('a paused queue gives nothing, and is cleared', async () => {
  const { queue } = await opened();
  await queue.add(pathsOf(3));
  await queue.pause(true);
  expect(await queue.take(3)).toEqual([]);
  await queue.pause(false);
  expect(await queue.take(1)).toHaveLength(1);
  await queue.clear();
  expect(await queue.counts()).toEqual({ waiting: 0, active: 1 });
  await expect(queue.likeWorkers()).resolves.toBe(0);
});

test('workers are those of the library, of any version, and not of others in the same database', async () => {
  const [{ place, library, queue }, stranger] = [await opened(), await opened()];
  const options = { analysis: 'made-up/v1.1', isWorker: true };
  const theirs = await SongQueue.open({ ...stranger, ...options });
  onTestFinished(() => theirs.close());
  expect([await queue.workers(), await stranger.queue.workers()]).toEqual([0, 1]);
  const ours = await SongQueue.open({ place, library, ...options });
  onTestFinished(() => ours.close());
  expect([await queue.workers(), await queue.likeWorkers()]).toEqual([1, 0]);
});

test('a worker of another version or model takes nothing', async () => {
  const { place, library, queue } = await opened();
  await queue.add(pathsOf(2));
  const other = await SongQueue.open({ place, library, analysis: 'made-up/v1.1' });
  expect(await other.take(2)).toEqual([]);
  await other.close();
});

test('a model that cannot be used ends the worker, and costs no file', async () => {
  const { library, queue } = await opened();
  await queue.add(pathsOf(1));
  const analyse = () => Promise.reject(new TonearmError('bad-model', 'It is none.'));
  const fail = (path: string, error: TonearmError) => keepFileError(library, path, error);
  await expect(
    runWorker({ queue, lanes: 1, analyse, fail, signal: new AbortController().signal }),
  ).rejects.toThrow('It is none.');
  expect((await queue.counts()).waiting).toBe(1);
});

test('killed workers lose nothing, and nothing is done twice in the library', async () => {
  const { place, library, queue } = await opened();
  const paths = pathsOf(60);
  await queue.add(paths);
  const workers = new Set<ChildProcess>();
  const start = () => {
    const child = spawn(process.execPath, [WORKER, place, ANALYSIS, '60'], {
      stdio: 'inherit',
    });
    workers.add(child);
    return child;
  };
  onTestFinished(() => {
    for (const child of workers) child.kill('SIGKILL');
  });
  // Twenty are killed by `npm run bench -- postgres`.
  const first = [start()];
  for (const child of first) {
    await expect
      .poll(async () => (await library.selectFrom('files').select('path').execute()).length, {
        timeout: 30_000,
      })
      .toBeGreaterThan(5);
    await pause(100 * Math.random());
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  expect((await queue.counts()).active).toBeGreaterThan(0);
  start();
  await emptied(queue);
  const rows = await library.selectFrom('files').select('path').orderBy('path').execute();
  expect(rows.map(({ path }) => path)).toEqual(paths.sort());
});
