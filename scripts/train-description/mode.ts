/** Major or minor, as the product hears it: one of the columns that mood is read from. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FeatureRequest } from '../../src/analysis/extract.ts';
import { segmentsOf } from '../../src/analysis/segments.ts';
import { bytesSource } from '../../src/audio/byte-source.ts';
import { KeyEstimator, majorness } from '../../src/description/key.ts';
import type { FeatureCache } from '../../src/jobs/feature-cache.ts';
import { shippedEar } from '../../src/jobs/shipped-networks.ts';
import { SEGMENTS } from '../train-default/songs.ts';

/** Raised when the key is heard otherwise. */
const VERSION = 1;
const WANTED: FeatureRequest = { recipe: 'majorness', version: VERSION, ...SEGMENTS };

/** Mode of the first half minute. */
export async function modeOfSong(path: string, cache: FeatureCache): Promise<number> {
  const bytes = await readFile(path);
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  const [known] = (await cache.read(contentHash, WANTED)) ?? [];
  if (known) return known.data[0];
  const key = new KeyEstimator();
  for await (const { analysis } of await segmentsOf(bytesSource(bytes), [SEGMENTS], { ear: shippedEar })) {
    await key.take(analysis);
    break;
  }
  const mode = majorness(key.estimate());
  await cache.write(contentHash, WANTED, [{ data: Float32Array.of(mode), shape: [1] }]);
  return mode;
}
