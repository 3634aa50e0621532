/**
 * Analysis key: names the model and versions that produced a song's values. Values of different keys are
 * never compared.
 */
import { VECTOR_VERSION } from '../../analysis/song-vector.ts';
import { modelHash } from '../../jobs/model-trial/trial.ts';
import { ANALYSIS_VERSION } from './song-columns.ts';

/** Analysis key of a model's file, the version of the vector, and that of the columns. */
export async function analysisKey(modelPath: string): Promise<string> {
  const columns = ANALYSIS_VERSION > 1 ? `.${ANALYSIS_VERSION}` : '';
  return `${(await modelHash(modelPath)).slice(0, 16)}/v${VECTOR_VERSION}${columns}`;
}

/** Version of the vector in a key. */
export function vectorVersionOf(key: string | null): number | undefined {
  const at = key?.lastIndexOf('/v') ?? -1;
  return key === null || at < 0 ? undefined : Number.parseInt(key.slice(at + 2), 10);
}

/** Whether a key has lower versions than the current ones, or the same and another model file. */
export function isOlder(key: string, today: string): boolean {
  const [vector = 0, columns = 1] = versionsOf(key);
  const [vectorNow = 0, columnsNow = 1] = versionsOf(today);
  if (vector !== vectorNow) return vector < vectorNow;
  return columns === columnsNow ? key !== today : columns < columnsNow;
}

/** Versions of the vector and of the columns in a key. */
function versionsOf(key: string): readonly number[] {
  const [, versions = ''] = /\/v([\d.]+)$/.exec(key) ?? [];
  return versions === '' ? [] : versions.split('.').map(Number);
}
