import type { Prediction } from '../classify/prediction.ts';
import { Pool } from '../jobs/pool.ts';
import type { SongSound } from './song-vector.ts';
import type { Tags } from './tags.ts';

/** One song to hear, by paths: only names and answers cross between processes. */
export interface ListeningTask {
  readonly path: string;
  readonly modelPath: string;
}

export interface HeardSong {
  readonly prediction: Prediction;
  readonly sound: SongSound;
  readonly tags: Tags;
}

export type ListeningPool = Pool<ListeningTask, HeardSong, never>;

/** A song that takes longer is given up. */
const TASK_SECONDS = 600;

/** A pool whose workers hear songs for the library. */
export function openListeningPool(workers: number): ListeningPool {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry = new URL(`./listening-worker.${extension}`, import.meta.url);
  return new Pool({ entry, workers, taskSeconds: TASK_SECONDS, queueLimit: Infinity });
}
