/**
 * Scan of a server with a library in a database: workers analyse its files, and this process does if there
 * are none.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ScanOutcome, ScanRun } from '../scan/scan.ts';
import { keepFileError } from '../songs/keep.ts';
import { analyseByQueue, openAnalyser } from './queue-scan.ts';
import { SongQueue } from './song-queue.ts';
import { runWorker } from './worker.ts';

const LOOK_MS = 2000;
/** Number of consecutive looks with files waiting and none active, after which the workers are taken for dead. */
const IDLE_LOOKS = 5;

/** `ScanOptions.analyse` by workers and this process. A cancelled scan removes its files from the queue. */
export function analyseByAll(place: string) {
  return async (run: ScanRun, files: readonly string[]): Promise<readonly ScanOutcome[]> => {
    if (files.length === 0) return [];
    const { library, analysis, options } = run;
    const queue = await SongQueue.open({ place, library, analysis });
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
    const mine = { ...run, options: { ...options, signal } };
    const helping = analyseWithoutWorkers(queue, mine, signal);
    try {
      return await Promise.race([analyseByQueue(queue)(mine, files), failureOf(helping)]);
    } finally {
      stop.abort();
      await helping.catch(() => {});
      if (options.signal?.aborted) await queue.remove(files).catch(() => {});
      await queue.close();
    }
  };
}

/** Rejects with the failure of the helper: a model that this process cannot use ends the scan. */
function failureOf(work: Promise<void>): Promise<never> {
  return new Promise((_, reject) => work.catch(reject));
}

/** Analyses files in this process from when no worker does to the end of the scan. */
async function analyseWithoutWorkers(queue: SongQueue, run: ScanRun, signal: AbortSignal): Promise<void> {
  for (let idle = 0; !signal.aborted; ) {
    // What is wrong with the database the scan itself is told.
    const state = await stateOf(queue).catch(() => undefined);
    idle = state?.isIdle ? idle + 1 : 0;
    if (state?.workers === 0 || idle === IDLE_LOOKS) return work(queue, run, signal);
    await pause(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}

async function stateOf(queue: SongQueue) {
  const [{ waiting, active }, workers, isPaused] = await Promise.all([
    queue.counts(),
    queue.likeWorkers(),
    queue.isPaused(),
  ]);
  return { workers, isIdle: waiting > 0 && active === 0 && !isPaused };
}

async function work(queue: SongQueue, { library, options }: ScanRun, signal: AbortSignal): Promise<void> {
  const analyser = await openAnalyser(library, { ...options, signal, onProgress: undefined });
  await runWorker({
    queue,
    lanes: options.workers,
    analyse: (path) => analyser.analyse(path),
    fail: (path, error) => keepFileError(library, path, error),
    signal,
  }).finally(() => analyser.close());
}
