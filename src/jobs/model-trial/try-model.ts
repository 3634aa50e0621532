import { AnalysisPool } from '../analysis-pool.ts';
import { findModel } from '../shipped-models.ts';

/**
 * Path of a model that passed its trial, found as by `findModel`.
 * @throws TonearmError `not-found`, `bad-model`
 */
export async function findTriedModel(nameOrPath?: string): Promise<string> {
  const path = await findModel(nameOrPath);
  await tryModel(path);
  return path;
}

/**
 * Makes a model predict the genre of a synthetic sound, in a process of its own, within 30 s and 1.5 GB.
 * Shipped models need no trial.
 * @throws TonearmError `bad-model` where it cannot
 */
export async function tryModel(path: string, seconds?: number): Promise<void> {
  const pool = new AnalysisPool({ workers: 1, readable: [path] });
  try {
    await pool.tryModel(path, seconds);
  } finally {
    await pool.close();
  }
}
