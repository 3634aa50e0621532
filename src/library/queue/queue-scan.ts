/** Scan whose files are analysed by workers, wherever they run; and the analysis of one file by a worker. */
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf } from '../../jobs/file-source.ts';
import { FilesProgressCounter } from '../../jobs/progress.ts';
import { analysisKey } from '../columns/analysis-key.ts';
import { listFailures } from '../scan/failures.ts';
import {
  type AnalysisOptions,
  isSettled,
  openScanPool,
  type ScanOutcome,
  type ScanRun,
  scanFiles,
} from '../scan/scan.ts';
import type { Library } from '../store/store.ts';
import type { SongQueue } from './song-queue.ts';

/** Analyses single files as a scan does. */
export interface Analyser {
  analyse(path: string): Promise<void>;
  close(): Promise<void>;
}

const AT_ONCE = 500;
/** Maximum number of waiting files; more stay with the scan until there is room. */
const MAX_WAITING = 5000;
const POLL_MS = 500;
/** Number of files inspected concurrently: their folders may be far away. */
const LANES = 8;

export async function openAnalyser(library: Library, options: AnalysisOptions): Promise<Analyser> {
  const analysis = await analysisKey(options.modelPath);
  const pool = openScanPool(options);
  return {
    async analyse(path) {
      const rows = await library.selectFrom('files').selectAll().where('path', '=', path).execute();
      const before = new Map(rows.map((row) => [row.path, row]));
      await scanFiles(
        { library, options, analysis, before, unsettled: [], done: new Set(), failed: new Set() },
        [path],
        pool,
      );
    },
    close: () => pool.close(),
  };
}

/** `ScanOptions.analyse` by the queue. Files of an ended scan stay in the queue: workers go on. */
export function analyseByQueue(queue: SongQueue) {
  return async (run: ScanRun, files: readonly string[]): Promise<readonly ScanOutcome[]> => {
    const { signal, onProgress } = run.options;
    const progress = new FilesProgressCounter(files.length);
    const queued = new Set<string>();
    let done = 0;
    const report = (pending: number) => {
      for (; done < queued.size - pending; done++) onProgress?.(progress.count(false));
    };
    for (let from = 0; from < files.length; from += AT_ONCE) {
      const some = await unsettled(run, files.slice(from, from + AT_ONCE));
      for (let known = Math.min(AT_ONCE, files.length - from) - some.length; known > 0; known--)
        onProgress?.(progress.count(true));
      await waitFor(queue, MAX_WAITING, report, signal);
      await queue.add(some);
      for (const path of some) queued.add(path);
    }
    await waitFor(queue, 0, report, signal);
    const { failures } = await listFailures(run.library, {});
    const failed = new Set(failures.map(({ path }) => path));
    return files.map((path) => {
      if (!queued.has(path)) return undefined;
      return failed.has(path) ? 'failed' : 'analysed';
    });
  };
}

/** Files that a worker must analyse; one that cannot be inspected is left to it, too. */
async function unsettled(run: ScanRun, files: readonly string[]): Promise<string[]> {
  const wanted: string[] = [];
  for (let from = 0; from < files.length; from += LANES) {
    const some = files.slice(from, from + LANES);
    const known = await Promise.all(
      some.map(async (path) => {
        const identity = await identityOf(path).catch(() => undefined);
        return identity !== undefined && isSettled(run, path, identity);
      }),
    );
    wanted.push(...some.filter((_, i) => !known[i]));
  }
  return wanted;
}

/** Waits until no more than `most` files are waiting or active. */
async function waitFor(
  queue: SongQueue,
  most: number,
  report: (pending: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const { waiting, active } = await queue.counts();
    report(waiting + active);
    if (waiting + active <= most) return;
    await pause(POLL_MS);
  }
}
