/** Confidence measures: they decide whether an answer is a claim or a ranking. */
import type { ConfidenceMeasure, ModelInfo } from './model-info.ts';

/**
 * Confidence of probabilities.
 * `confidence`: the largest. `agreement`: 1 less their normalised entropy, so that 0 is uniform and 1 is one
 * alone; it also reflects whether the rest goes to one rival or to all, and so detects outside songs better.
 * `overall`: the largest, times the probability that the song is of one of the genres at all.
 * @param outside the probability that it is of none
 */
export function confidenceOf(
  probabilities: ArrayLike<number>,
  measure: ConfidenceMeasure,
  outside = 0,
): number {
  const values = Array.from(probabilities);
  if (measure === 'confidence') return Math.max(...values);
  if (measure === 'overall') return Math.max(...values) * (1 - outside);
  const entropy = values.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);
  return Math.min(1, Math.max(0, 1 - entropy / Math.log(values.length)));
}

/** Whether probabilities of a model's genres are sure enough for a claim. */
export function isConfident(
  probabilities: ArrayLike<number>,
  { unsureBelow, sureness = 'confidence' }: Pick<ModelInfo, 'unsureBelow' | 'sureness'>,
  outside?: number,
): boolean {
  return confidenceOf(probabilities, sureness, outside) >= unsureBelow;
}
