/**
 * A library in a PostgreSQL of its own, which keeps what it says it keeps (100,000 made-up songs unless a number is
 * given): loading, opening, pages; what the queue costs a file; a hundred workers whose work is a sleep; workers that
 * are killed at random moments. `npm run bench -- postgres [songs] [--parts=library,queue,killed] [--kills=20]`
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { browse } from '../src/library/catalogue/browse.ts';
import { openCatalogue } from '../src/library/catalogue/open-catalogue.ts';
import { SongQueue } from '../src/library/queue/song-queue.ts';
import { runWorker } from '../src/library/queue/worker.ts';
import { type Library, openLibrary } from '../src/library/store/store.ts';
import { keepSongs, madeUpSongs } from '../test/support/library-songs.ts';
import { postgresPrograms, startPostgres } from '../test/support/postgres-server.ts';
import { option, positional, sized } from './support/arguments.ts';

const SAFE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', shared_buffers: '256MB' };
const ANALYSIS = 'made-up/v1.2';
const WORKER = fileURLToPath(new URL('../test/support/queue-worker.js', import.meta.url));
const SLEEPERS = sized(100, 10);
const SLEEP_MS = 150;
const LOADED_AT_ONCE = 5000;

const songs = Number(positional[0] ?? sized(100_000, 100));
const files = sized(5000, 50);
const parts = option('parts')?.split(',') ?? ['library', 'queue', 'killed'];
const kills = Number(option('kills') ?? sized(20, 1));

const programs = postgresPrograms();
if (programs === undefined) {
  console.log('There is no PostgreSQL here.');
  process.exit(0);
}
const server = await startPostgres(programs, SAFE);
try {
  const library = await openLibrary(server.url);
  if (parts.includes('library')) await measureLibrary(library);
  if (parts.includes('queue')) await measureQueue(library);
  await library.destroy();
  if (parts.includes('killed')) await killWorkers();
} finally {
  await server.stop();
}

async function measureLibrary(library: Library): Promise<void> {
  const loading = await timed(async () => {
    const made = madeUpSongs(songs);
    for (let from = 0; from < songs; from += LOADED_AT_ONCE)
      await keepSongs(library, made.slice(from, from + LOADED_AT_ONCE));
  });
  line(`${songs} songs written`, `${seconds(loading)}`);
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const catalogue = await openCatalogue(library);
  line(
    'read into memory',
    `${seconds(performance.now() - start)}, ${megabytes(process.memoryUsage.rss() - before)}`,
  );
  const sorts = ['title', 'artist', 'tempo', 'year'] as const;
  const texts = ['', 'night', 'cafe fire', 'artist 33'];
  const times: number[] = [];
  for (let i = 0; i < 100; i++) {
    times.push(
      await timed(() =>
        browse(catalogue, { sort: sorts[i % 4], text: texts[(i >> 2) % 4], offset: 37 * i }).then(() => {}),
      ),
    );
  }
  times.sort((a, b) => a - b);
  line('a page of the table, median and 95 %', `${times[50].toFixed(1)}, ${times[95].toFixed(1)} ms`);
  await library.updateTable('songs').set({ title: 'new' }).where('id', '=', 1).execute();
  line('a change taken in', `${(await timed(() => catalogue.refresh())).toFixed(1)} ms`);
}

async function measureQueue(library: Library): Promise<void> {
  const queue = await SongQueue.open({ place: server.url, library, analysis: ANALYSIS });
  const add = () => queue.add(Array.from({ length: files }, (_, i) => `/music/${i}.mp3`));
  line(`${files} files put into the queue`, `${((await timed(add)) / files).toFixed(2)} ms each`);
  const cpu = process.cpuUsage();
  const took = await workedOff([queue], 1, 16, async () => {});
  const { user, system } = process.cpuUsage(cpu);
  line(
    'the queue’s own cost a file',
    `${(took / files).toFixed(2)} ms, ${((user + system) / 1000 / files).toFixed(2)} ms of processor time in the worker`,
  );
  await add();
  const others = await Promise.all(
    Array.from({ length: 3 }, () => SongQueue.open({ place: server.url, library, analysis: ANALYSIS })),
  );
  const slept = await workedOff([queue, ...others], SLEEPERS, 1, () => pause(SLEEP_MS));
  line(
    `${SLEEPERS} workers that sleep ${SLEEP_MS} ms`,
    `${((1000 * files) / slept).toFixed(0)} files a second`,
  );
  for (const each of [queue, ...others]) await each.close();
  await measureProcesses(library);
}

/** Workers that are processes of their own, of two lanes each. */
async function measureProcesses(library: Library): Promise<void> {
  const analysis = 'processes/v1.2';
  const queue = await SongQueue.open({ place: server.url, library, analysis });
  for (const count of sized([1, 2, 4], [1])) {
    const paths = Array.from({ length: sized(200, 20) * count }, (_, i) => `/${count}/${i}.mp3`);
    await queue.pause(true);
    await queue.add(paths);
    const workers = Array.from({ length: count }, () =>
      spawn(process.execPath, [WORKER, server.url, analysis, String(SLEEP_MS)], { stdio: 'ignore' }),
    );
    while ((await queue.likeWorkers()) < count) await pause(100);
    const took = await timed(async () => {
      await queue.pause(false);
      for (let left = 1; left > 0; ) {
        await pause(50);
        const { waiting, active } = await queue.counts();
        left = waiting + active;
      }
    });
    line(
      `${count} processes of 2 lanes that sleep ${SLEEP_MS} ms`,
      `${((1000 * paths.length) / took).toFixed(1)} files a second of ${((2000 * count) / SLEEP_MS).toFixed(1)}`,
    );
    for (const child of workers) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
  await queue.close();
}

async function workedOff(
  queues: readonly SongQueue[],
  workers: number,
  lanes: number,
  analyse: () => Promise<void>,
): Promise<number> {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  let done = 0;
  const start = performance.now();
  const fail = async () => {};
  const count = async () => {
    await analyse();
    if (++done === files) stop.abort();
  };
  await Promise.all(
    Array.from({ length: workers }, (_, i) =>
      runWorker({ queue: queues[i % queues.length], lanes, analyse: count, fail, signal: stop.signal }),
    ),
  );
  return performance.now() - start;
}

/** Two at a time, each killed at a random moment, until so many were. */
async function killWorkers(): Promise<void> {
  const library = await openLibrary(server.url);
  await library.deleteFrom('files').execute();
  const queue = await SongQueue.open({ place: server.url, library, analysis: 'killed/v1.2' });
  const paths = Array.from({ length: 40 * kills }, (_, i) => `/killed/${i}.mp3`);
  await queue.add(paths);
  const start = (): ChildProcess =>
    spawn(process.execPath, [WORKER, server.url, 'killed/v1.2', '100'], {
      stdio: 'ignore',
    });
  let running = [start(), start()];
  for (let killed = 0; killed < kills; killed++) {
    await pause(1500 + 2000 * Math.random());
    const [first, ...rest] = running;
    first.kill('SIGKILL');
    await once(first, 'exit');
    running = [...rest, start()];
  }
  for (;;) {
    const { waiting, active } = await queue.counts();
    if (waiting + active === 0) break;
    await pause(500);
  }
  for (const child of running) child.kill('SIGTERM');
  const rows = await library.selectFrom('files').select('path').execute();
  line(`${kills} workers killed`, `${rows.length} of ${paths.length} files in the library, each once`);
  await queue.close();
  await library.destroy();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function line(what: string, value: string): void {
  console.log(`  ${what.padEnd(40)} ${value}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
