import { DEFAULT_PASSAGES } from '../analysis/passages.ts';
import type { Prediction } from '../classify/prediction.ts';
import { TonearmError } from '../errors.ts';
import { analyseFiles } from '../jobs/analyse-files.ts';
import { AnalysisPool } from '../jobs/analysis-pool.ts';
import type { FilesProgress } from '../jobs/progress.ts';
import { findModel } from '../jobs/shipped-models.ts';
import type { BrokenTrack } from '../train/data/track.ts';
import type { DescribedSong } from './description-table.ts';

export interface DescribeOptions {
  readonly workers: number;
  readonly onProgress: (progress: FilesProgress) => void;
}

/** Time limit of a song. */
const TASK_SECONDS = 3600;

/** Describes songs from passages, as a scan does, in the order of the paths; failed files apart. */
export async function describeFiles(
  paths: readonly string[],
  { workers, onProgress }: DescribeOptions,
): Promise<{ songs: DescribedSong[]; broken: BrokenTrack[] }> {
  const modelPath = await findModel();
  const pool = new AnalysisPool({ workers, queueLimit: Infinity, taskSeconds: TASK_SECONDS });
  const known = new Map<string, Prediction>();
  const songs: DescribedSong[] = [];
  const broken: BrokenTrack[] = [];
  try {
    const outcomes = await analyseFiles<Prediction, Prediction | TonearmError>(paths, {
      pool,
      onProgress,
      task: ({ path, identity }) =>
        pool.run({ modelPath, passages: DEFAULT_PASSAGES, describe: true, path, identity }),
      known: async ({ contentHash }) => known.get(contentHash),
      keep: ({ contentHash }, finding) => {
        if ('error' in finding) return finding.error;
        known.set(contentHash, finding.result);
        return finding.result;
      },
      fail: (_, error) => error,
    });
    for (const [i, outcome] of outcomes.entries()) {
      const path = paths[i];
      if (outcome instanceof TonearmError) broken.push({ id: path, reason: outcome });
      else
        songs.push({ path, durationSeconds: outcome!.durationSeconds, description: outcome!.description! });
    }
  } finally {
    await pool.close();
  }
  return { songs, broken };
}
