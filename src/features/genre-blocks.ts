import { librosa57 } from './librosa-57.ts';
import { mfccLogCov } from './log-covariance.ts';
import type { SyncRecipe } from './recipe.ts';
import { rhythm } from './rhythm.ts';
import { ssd } from './ssd.ts';
import { timbre } from './timbre.ts';
import { tonal } from './tonal.ts';

const BLOCKS: readonly SyncRecipe[] = [librosa57, mfccLogCov, ssd, rhythm, timbre, tonal];

/** Feature vector of all blocks, concatenated, with columns named block.column. */
export const genreBlocks: SyncRecipe = {
  name: 'genre-blocks',
  version: 1,
  parameters: Object.fromEntries(BLOCKS.map(({ name, version }) => [name, version])),
  shape: [BLOCKS.reduce((sum, { columns }) => sum + columns.length, 0)],
  columns: BLOCKS.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`)),
  compute(analysis) {
    const data = Float32Array.from(BLOCKS.flatMap((block) => Array.from(block.compute(analysis).data)));
    return { data, shape: [data.length] };
  },
};
