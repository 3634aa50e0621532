import type { Progress } from '../classify/classify.ts';
import type { Prediction } from '../classify/prediction.ts';
import { Pool, type PoolOptions } from './pool.ts';

/** One song to classify, by paths: only names and answers cross between processes. */
export interface ClassificationTask {
  readonly path: string;
  readonly modelPath: string;
  /** Longer songs are refused. Default: no limit. */
  readonly maxSeconds?: number;
  /** See `ClassifyOptions`. */
  readonly passages?: number;
}

export type ClassificationPool = Pool<ClassificationTask, Prediction, Progress>;

/** A pool whose workers classify files. */
export function openClassificationPool(options: Omit<PoolOptions, 'entry'>): ClassificationPool {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry = new URL(`./classification-worker.${extension}`, import.meta.url);
  return new Pool({ entry, ...options });
}
