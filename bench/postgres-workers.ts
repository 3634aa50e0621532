/**
 * Songs a minute that workers of a library in PostgreSQL really hear: made-up ones of four minutes, mp3 at 128 kbit/s,
 * by 1, 2 and 4 processes of one lane each, with the processor time of the workers, in so many rounds of turns.
 * `npm run bench -- postgres-workers [songs] [--rounds=1]`
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findModel } from '../src/jobs/shipped-models.ts';
import { analysisKey } from '../src/library/columns/analysis-key.ts';
import { SongQueue } from '../src/library/queue/song-queue.ts';
import { openLibrary } from '../src/library/store/store.ts';
import { postgresPrograms, startPostgres } from '../test/support/postgres-server.ts';
import { option, positional, sized } from './support/arguments.ts';
import { runTonearm } from './support/command.ts';
import { longSong } from './support/long-song.ts';
import { familyMs } from './support/processor.ts';

const SAFE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };
const SECONDS = sized(240, 12);
const COUNTS = sized([1, 2, 4], [1]);
const LOOK_MS = 100;
const MAX_START_MS = 60_000;

const songs = Number(positional[0] ?? sized(60, 1));
const rounds = Number(option('rounds') ?? 1);

const programs = postgresPrograms();
if (programs === undefined) {
  console.log('There is no PostgreSQL here.');
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
const paths = Array.from({ length: songs }, (_, i) => join(folder, `${i}.mp3`));
for (const [i, path] of paths.entries()) writeFileSync(path, longSong(SECONDS, i));
const server = await startPostgres(programs, SAFE);
console.log(`${songs} songs, ${availableParallelism()} cores`);
try {
  for (let round = 0; round < rounds; round++) for (const count of COUNTS) await measure(count);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}

/** Measures from the moment all workers are present to the last song. */
async function measure(count: number): Promise<void> {
  const library = await openLibrary(server.url);
  for (const table of ['files', 'songs'] as const) await library.deleteFrom(table).execute();
  const analysis = await analysisKey(await findModel());
  const queue = await SongQueue.open({ place: server.url, library, analysis });
  await queue.pause(true);
  await queue.add(paths);
  const workers = Array.from({ length: count }, () =>
    runTonearm(folder, ['worker', '--jobs', '1', '--library', server.url]),
  );
  const begun = performance.now();
  while ((await queue.likeWorkers()) < count) {
    const ended = workers.find(({ child }) => child.exitCode !== null);
    if (ended) throw new Error(`A worker ended: ${ended.complaint()}`);
    if (performance.now() - begun > MAX_START_MS)
      throw new Error('No worker of this version came: run npm run build first.');
    await pause(LOOK_MS);
  }
  const processor = () => workers.reduce((sum, { child }) => sum + familyMs(child.pid!), 0);
  const [start, before] = [performance.now(), processor()];
  await queue.pause(false);
  for (let left = songs; left > 0; ) {
    await pause(LOOK_MS);
    const { waiting, active } = await queue.counts();
    left = waiting + active;
  }
  const [took, spent] = [performance.now() - start, processor() - before];
  for (const { child, ended } of workers) {
    child.kill('SIGTERM');
    await ended;
  }
  const { heard } = await library
    .selectFrom('songs')
    .select(({ fn }) => fn.countAll<number>().as('heard'))
    .where('errorCode', 'is', null)
    .executeTakeFirstOrThrow();
  await queue.close();
  await library.destroy();
  const perMinute = ((60_000 * heard) / took).toFixed(1);
  const each = (spent / 1000 / heard).toFixed(2);
  console.log(
    `  ${count} workers: ${perMinute} songs a minute, ${each} s of processor time each (load ${loadavg()[0].toFixed(0)})`,
  );
}
