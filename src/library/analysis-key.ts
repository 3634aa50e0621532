/** Which analysis made the numbers of a song: those of different ones never meet. */
import { VECTOR_VERSION } from '../analysis/song-vector.ts';
import { hashFile } from '../jobs/analyse-files.ts';
import { ANALYSIS_VERSION } from './columns.ts';

/** Names what decides the numbers of a song: the model's file, the version of the vector, and that of the columns. */
export async function analysisKey(modelPath: string): Promise<string> {
  const columns = ANALYSIS_VERSION > 1 ? `.${ANALYSIS_VERSION}` : '';
  return `${(await hashFile(modelPath)).slice(0, 16)}/v${VECTOR_VERSION}${columns}`;
}

/** Version of the vector that a song has by its key. */
export function vectorVersionOf(key: string | null): number | undefined {
  const [, version] = /\/v(\d+)/.exec(key ?? '') ?? [];
  return version === undefined ? undefined : Number(version);
}
