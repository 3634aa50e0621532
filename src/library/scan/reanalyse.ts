/** Reanalysis of songs analysed by an older Tonearm or an older model. */
import { analyseFiles } from '../../jobs/analyse-files.ts';
import { AnalysisPool } from '../../jobs/analysis-pool.ts';
import type { DescribedSong } from '../../jobs/described-song.ts';
import type { FilesProgress } from '../../jobs/progress.ts';
import { isBelow } from '../below.ts';
import { analysisKey, isOlder } from '../columns/analysis-key.ts';
import { applyCorrections } from '../corrections/apply.ts';
import { keepAnalysed } from '../songs/keep.ts';
import type { Library } from '../store/store.ts';

export interface ReanalyseOptions {
  readonly modelPath: string;
  /** Name of the model; songs that another one analysed are left to a scan, which a person starts. */
  readonly modelName: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FilesProgress) => void;
}

/** Waiting song, by the first of its files. */
export interface WaitingSong {
  readonly path: string;
  readonly contentHash: string;
}

/** Pool of one process with the lowest priority. */
const WORKERS = 1;
const LOWEST_PRIORITY = 19;

/** Songs below the folders that the model analysed with an older version, in order of path. */
export async function waitingSongs(
  library: Library,
  folders: readonly string[],
  { modelPath, modelName }: Pick<ReanalyseOptions, 'modelPath' | 'modelName'>,
): Promise<WaitingSong[]> {
  const today = await analysisKey(modelPath);
  const rows = await library
    .selectFrom('songs')
    .innerJoin('files', 'files.contentHash', 'songs.contentHash')
    .select(['songs.contentHash', 'songs.analysis'])
    .select(({ fn }) => fn.min('files.path').as('path'))
    .where('songs.modelName', '=', modelName)
    .where('songs.errorCode', 'is', null)
    .where('songs.analysis', '!=', today)
    .where(isBelow(folders))
    .groupBy('songs.id')
    .orderBy('path')
    .execute();
  return rows.flatMap(({ path, contentHash, analysis }) =>
    isOlder(analysis, today) ? [{ path, contentHash }] : [],
  );
}

/**
 * Reanalyses songs one at a time, storing each at once. A file that is gone, changed or cannot be analysed
 * any more keeps its result: the next scan handles it.
 * @throws the signal's reason when called off, bad-model
 */
export async function reanalyse(
  library: Library,
  waiting: readonly WaitingSong[],
  { modelPath, signal, onProgress }: ReanalyseOptions,
): Promise<void> {
  const analysis = await analysisKey(modelPath);
  const hashes = new Map(waiting.map(({ path, contentHash }) => [path, contentHash]));
  const pool = new AnalysisPool({ workers: WORKERS, niceness: LOWEST_PRIORITY, queueLimit: Infinity });
  try {
    await analyseFiles<DescribedSong | 'another', void>([...hashes.keys()], {
      pool,
      signal,
      onProgress,
      endsAll: ({ code }) => code === 'cancelled' || code === 'bad-model',
      known: async ({ path, contentHash }) => (hashes.get(path) === contentHash ? undefined : 'another'),
      task: ({ path, identity }) => pool.run({ kind: 'describe', path, identity, modelPath }, { signal }),
      keep: async ({ contentHash }, finding) => {
        if ('error' in finding || finding.result === 'another') return;
        await keepAnalysed(library, { contentHash, analysis }, finding.result);
      },
      fail: () => {},
    });
    await applyCorrections(library);
  } finally {
    await pool.close();
  }
}
