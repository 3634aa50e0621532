/** Coverage curve of selective classification: accuracy of the answers against the share answered. */
import { argmax } from '../../dsp/statistics.ts';

export interface CoveragePoint {
  /** Threshold: only this confidence and above is answered. */
  readonly threshold: number;
  /** Share of the tracks that get an answer. */
  readonly coverage: number;
  /** Accuracy of the answered share. */
  readonly accuracy: number;
}

/**
 * Coverage curve of thresholds for "not sure": a point for each confidence (default: the largest probability)
 * that occurs, highest first.
 */
export function coverageCurve(
  probabilities: readonly ArrayLike<number>[],
  labels: readonly number[],
  sureness: (distribution: ArrayLike<number>) => number = (row) => row[argmax(row)],
): CoveragePoint[] {
  const claims = probabilities
    .map((row, i) => ({ right: argmax(row) === labels[i], sureness: sureness(row) }))
    .sort((a, b) => b.sureness - a.sureness);
  let right = 0;
  const points = claims.map((claim, i) => {
    right += claim.right ? 1 : 0;
    return { threshold: claim.sureness, coverage: (i + 1) / claims.length, accuracy: right / (i + 1) };
  });
  return points.filter((point, i) => point.threshold !== points[i + 1]?.threshold);
}
