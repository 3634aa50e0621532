/** Columns that mood is read from beside the ear's, as the product computes them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FeatureRequest } from '../../src/analysis/extract.ts';
import { segmentsOf } from '../../src/analysis/segments.ts';
import { bytesSource } from '../../src/audio/byte-source.ts';
import { crestOf } from '../../src/description/crest.ts';
import { KeyEstimator, majorness } from '../../src/description/key.ts';
import type { FeatureCache } from '../../src/jobs/feature-cache.ts';
import { shippedEar } from '../../src/jobs/shipped-networks.ts';
import { SEGMENTS } from '../train-default/songs.ts';

/** Raised when key or crest is computed otherwise. */
const VERSION = 1;
const WANTED: FeatureRequest = { recipe: 'mode-and-crest', version: VERSION, ...SEGMENTS };

/** Mode and crest of the first half minute. */
export async function modeAndCrest(path: string, cache: FeatureCache): Promise<Float32Array> {
  const bytes = await readFile(path);
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  const [known] = (await cache.read(contentHash, WANTED)) ?? [];
  if (known) return known.data;
  const key = new KeyEstimator();
  let crest = 0;
  for await (const { analysis } of await segmentsOf(bytesSource(bytes), [SEGMENTS], { ear: shippedEar })) {
    await key.take(analysis);
    crest = crestOf(analysis);
    break;
  }
  const data = Float32Array.of(majorness(key.estimate()), crest);
  await cache.write(contentHash, WANTED, [{ data, shape: [2] }]);
  return data;
}
