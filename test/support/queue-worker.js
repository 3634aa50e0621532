// A worker whose work is a sleep and a row: `node queue-worker.js PLACE ANALYSIS MILLISECONDS`. It runs what was built,
// which starts in a third of the time of the sources.
import { setTimeout as pause } from 'node:timers/promises';

const load = (name) => import(new URL(`../../dist/library/${name}.js`, import.meta.url).href);
const { keepFileError } = await load('songs/keep');
const { SongQueue } = await load('queue/song-queue');
const { runWorker } = await load('queue/worker');
const { openLibrary } = await load('store/store');

const [place, analysis, milliseconds] = process.argv.slice(2);
const library = await openLibrary(place);
const queue = await SongQueue.open({ place, library, analysis, isWorker: true });
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await runWorker({
  queue,
  lanes: 2,
  analyse: async (path) => {
    await pause(Number(milliseconds));
    const file = { path, size: 1, modifiedMs: 1, contentHash: null, errorCode: null, errorMessage: null };
    await library
      .insertInto('files')
      .values(file)
      .onConflict((conflict) => conflict.column('path').doNothing())
      .execute();
  },
  fail: (path, error) => keepFileError(library, path, error),
  signal: stop.signal,
});
await queue.close();
await library.destroy();
