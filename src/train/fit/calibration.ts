/** Calibration of scores to probabilities, on held-out rows. */

import { softmaxOf } from '../../dsp/statistics.ts';
import { confidenceOf } from '../../models/confidence.ts';
import type { ConfidenceMeasure } from '../../models/model-info.ts';
import { coverageCurve } from './coverage.ts';

/** Required precision of claims on held-out songs. */
const CLAIMS_RIGHT = 0.8;
const COOLEST = 0.05;
const HOTTEST = 20;

export interface ThresholdOptions {
  readonly measure?: ConfidenceMeasure;
  /** Required precision of claims; default 0.8. */
  readonly claimsRight?: number;
}

/** Temperature with the highest likelihood of held-out labels (Guo et al. 2017), to 1 %. */
export function fitTemperature(scores: readonly ArrayLike<number>[], labels: readonly number[]): number {
  const loss = (logarithm: number) => crossEntropy(scores, labels, Math.exp(logarithm));
  return Math.exp(minimum(loss, Math.log(COOLEST), Math.log(HOTTEST), 0.01));
}

/**
 * Lowest confidence threshold with sufficient precision of claims; 1 if there is none. If all held-out
 * answers have it, nothing is known of less confident ones: those are believed as calibrated.
 */
export function confidenceThreshold(
  probabilities: readonly (readonly number[])[],
  labels: readonly number[],
  { measure = 'confidence', claimsRight = CLAIMS_RIGHT }: ThresholdOptions = {},
): number {
  const worthwhile = coverageCurve(probabilities, labels, (row) => confidenceOf(row, measure)).filter(
    ({ accuracy }) => accuracy >= claimsRight,
  );
  const lowest = worthwhile.at(-1);
  if (lowest === undefined) return 1;
  return lowest.coverage === 1 ? Math.min(lowest.threshold, claimsRight) : lowest.threshold;
}

/** Mean negative log-likelihood of the labels. */
export function crossEntropy(
  scores: readonly ArrayLike<number>[],
  labels: readonly number[],
  temperature = 1,
): number {
  const total = scores.reduce(
    (sum, row, i) => sum - Math.log(Math.max(1e-12, softmaxOf(row, temperature)[labels[i]])),
    0,
  );
  return total / scores.length;
}

/** Minimum of a unimodal function, by golden section search. */
export function minimum(f: (x: number) => number, low: number, high: number, tolerance: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  while (b - a > tolerance) {
    const [c, d] = [b - ratio * (b - a), a + ratio * (b - a)];
    if (f(c) < f(d)) b = d;
    else a = c;
  }
  return (a + b) / 2;
}
