import type { ModelInfo } from '../models/model-info.ts';
import type { RankedGenre } from './prediction.ts';

/** All genres, most probable first; equal ones in the order of `genres`. */
export function rank(probabilities: ArrayLike<number>, genres: readonly string[]): RankedGenre[] {
  return genres
    .map((genre, index) => ({ genre, probability: probabilities[index] }))
    .sort((a, b) => b.probability - a.probability);
}

/** Weighted mean of at least one distribution, in double precision, summing to 1. */
function meanProbabilities(
  distributions: readonly ArrayLike<number>[],
  weights: readonly number[] = distributions.map(() => 1),
): number[] {
  const sums = Array.from(distributions[0], (_, index) =>
    distributions.reduce((sum, distribution, i) => sum + weights[i] * distribution[index], 0),
  );
  const total = sums.reduce((sum, value) => sum + value, 0);
  return sums.map((value) => value / total);
}

/** Mean of a model's distributions over segments; for a multi-label model each genre for itself. */
export function joinedProbabilities(
  distributions: readonly ArrayLike<number>[],
  { claimedFrom }: Pick<ModelInfo, 'claimedFrom'>,
  weights: readonly number[] = distributions.map(() => 1),
): number[] {
  if (!claimedFrom) return meanProbabilities(distributions, weights);
  return claimedFrom.map((_, genre) =>
    weightedMean(
      distributions.map((distribution) => distribution[genre]),
      weights,
    ),
  );
}

/** Weighted mean of at least one value. */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, i) => sum + value * weights[i], 0) / total;
}
