/** Calibration of the networks' probabilities: a logistic function (Platt scaling), fitted on held-out songs. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

const NEAREST = 1e-4;

/** @param probability 0..1 */
export function calibrated(probability: number, { slope, offset }: Calibration): number {
  return 1 / (1 + Math.exp(-(slope * logit(probability) + offset)));
}

export function logit(probability: number): number {
  const p = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
  return Math.log(p / (1 - p));
}
