import { TonearmError } from '../../errors.ts';
import { speechMfccCov } from '../../features/speech-mfcc.ts';
import { buildKnn } from '../../models/knn.ts';
import type { Row } from '../data/row.ts';
import { assignFolds } from '../data/split.ts';
import { confidenceThreshold } from './calibration.ts';
import { type Counting, fitKnn } from './fit-knn.ts';
import type { FitOptions, Fitted, Preset } from './preset.ts';

/** Foldings that the choice is averaged over, and folds of each. */
const FOLDINGS = 3;
const FOLDS = 5;

/** Baseline of many student systems: 5 or 8 equal votes of the nearest songs, by mean and covariance of MFCC. */
export const knnMfccCovariance: Preset = knnPreset(
  'knn-mfcc-covariance',
  'The classic: the nearest songs by mean and covariance of MFCC have one vote each.',
  countings([5, 8], [0], [1e-3]),
);

/**
 * Nearest songs with a regularised covariance and weighted votes, which are better for unseen artists and
 * other codecs.
 */
export const nearestSongs: Preset = knnPreset(
  'nearest-songs',
  'The nearest songs by mean and covariance of MFCC vote, the nearer the more.',
  countings([8, 12], [0, 3], [5, 20]),
);

function knnPreset(name: string, description: string, candidates: readonly Counting[]): Preset {
  return {
    name,
    description,
    recipes: [speechMfccCov],
    segments: { seconds: 30, hopSeconds: 15 },
    // It remembers songs and would count a song's copies as neighbours of each other.
    augmentations: [],
    fit: (rows, options) => fitPreset(rows, options, candidates),
  };
}

async function fitPreset(
  rows: readonly Row[],
  { genres, seed }: FitOptions,
  candidates: readonly Counting[],
): Promise<Fitted> {
  const labels = rows.map(({ label }) => label);
  const groups = rows.map(({ group }) => group);
  const references = rows.map(({ features }) => features[0].data);
  const foldings = Array.from({ length: FOLDINGS }, (_, i) => assignFolds(labels, groups, FOLDS, seed + i));
  const data = { rows: references, labels, nGenres: genres.length };
  const most = fewestNeighbours(foldings);
  const possible = candidates.map((candidate) => ({ ...candidate, k: Math.min(candidate.k, most) }));
  const { heldOut, ...chosen } = await fitKnn(data, foldings, possible);
  const graph = buildKnn({ references, labels, nGenres: genres.length, ...chosen });
  const pooled = foldings.flatMap(() => labels);
  return { graph, unsureBelow: confidenceThreshold(heldOut.flat(), pooled), curve: [], chosen };
}

/** Number of rows outside the largest fold: the limit of neighbours. @throws bad-request without any */
function fewestNeighbours(foldings: readonly (readonly number[])[]): number {
  const outside = foldings.flatMap((folds) => {
    return [...new Set(folds)].map((fold) => folds.filter((other) => other !== fold).length);
  });
  const fewest = Math.min(...outside);
  if (fewest === 0)
    throw new TonearmError('bad-request', 'Expected songs of several artists to learn from, got one.');
  return fewest;
}

function countings(
  ks: readonly number[],
  falloffs: readonly number[],
  ridges: readonly number[],
): Counting[] {
  return ks.flatMap((k) => falloffs.flatMap((falloff) => ridges.map((ridge) => ({ k, falloff, ridge }))));
}
