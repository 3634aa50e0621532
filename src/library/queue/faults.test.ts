import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { networkTo } from '../../../test/support/cut-network.ts';
import {
  type PostgresServer,
  postgresPrograms,
  startPostgres,
} from '../../../test/support/postgres-server.ts';
import { newSchema } from '../../../test/support/test-library.ts';
import { ensureUpToDate } from '../../../test/support/up-to-date.ts';
import { openLibrary } from '../store/store.ts';
import { SongQueue } from './song-queue.ts';

ensureUpToDate();

const ANALYSIS = 'made-up/v1.2';
const WORKER = fileURLToPath(new URL('../../../test/support/queue-worker.js', import.meta.url));
const FILES = 60;

/** One of its own: it is killed. */
let server: PostgresServer;
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  // What it says it has committed, it has.
  server = await startPostgres(postgresPrograms()!, { synchronous_commit: 'on' });
});

afterAll(async () => {
  for (const child of workers) child.kill('SIGKILL');
  await server.stop();
});

function startWorker(place: string): void {
  workers.add(spawn(process.execPath, [WORKER, place, ANALYSIS, '50'], { stdio: 'ignore' }));
}

async function filled() {
  const place = await newSchema(server.url);
  const library = await openLibrary(place);
  const queue = await SongQueue.open({ place, library, analysis: ANALYSIS });
  onTestFinished(async () => {
    await queue.close();
    await library.destroy();
  });
  const paths = Array.from({ length: FILES }, (_, i) => `/music/${i}.mp3`);
  await queue.add(paths);
  const kept = async () => {
    const rows = await library.selectFrom('files').select('path').orderBy('path').execute();
    return rows.map(({ path }) => path);
  };
  const isUnderWay = () =>
    expect.poll(async () => (await kept()).length, { timeout: 60_000 }).toBeGreaterThan(5);
  const isDone = async () => {
    await expect
      .poll(() => queue.counts().catch(() => undefined), { timeout: 30_000 })
      .toEqual({ waiting: 0, active: 0 });
    expect(await kept()).toEqual(paths.sort());
  };
  return { place, isUnderWay, isDone };
}

test('a database that is killed in mid-work and comes back has lost nothing', async () => {
  const { place, isUnderWay, isDone } = await filled();
  startWorker(place);
  await isUnderWay();
  await server.kill();
  await server.start();
  await isDone();
});

test('a network that is cut between worker and database costs no file', async () => {
  const { place, isUnderWay, isDone } = await filled();
  const network = await networkTo(server.port);
  onTestFinished(() => network.close());
  startWorker(place.replace(`:${server.port}`, `:${network.port}`));
  await isUnderWay();
  network.cut();
  await pause(1500);
  network.mend();
  await isDone();
});
