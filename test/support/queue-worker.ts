/** A worker whose work is a sleep and a row: `node --import tsx queue-worker.ts PLACE ANALYSIS MILLISECONDS [LANES]`. */
import { setTimeout as pause } from 'node:timers/promises';
import { keepFileError } from '../../src/library/keep.ts';
import { SongQueue } from '../../src/library/queue/song-queue.ts';
import { runWorker } from '../../src/library/queue/worker.ts';
import { openLibrary } from '../../src/library/store.ts';
import { fileOf } from './library-songs.ts';

const [place, analysis, milliseconds, lanes = '2'] = process.argv.slice(2);
const library = await openLibrary(place);
const queue = await SongQueue.open({ place, library, analysis, isWorker: true });
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await runWorker({
  queue,
  lanes: Number(lanes),
  analyse: async (path) => {
    await pause(Number(milliseconds));
    await library
      .insertInto('files')
      .values(fileOf(path, null))
      .onConflict((conflict) => conflict.column('path').doNothing())
      .execute();
  },
  fail: (path, error) => keepFileError(library, path, error),
  signal: stop.signal,
});
await queue.close();
await library.destroy();
