/** Calibration of the networks' probabilities. */
import { type Calibration, calibrated, logit } from '../../src/description/calibration.ts';
import { mean } from '../../src/dsp/statistics.ts';

interface Answer {
  readonly right: boolean;
  readonly probability: number;
}

const STEPS = 50;
const LEVELS = [0.9, 0.8, 0.7, 0.5];

/** The logistic line of the least cross-entropy, by Newton's method. */
export function fitCalibration(answers: readonly Answer[]): Calibration {
  let [slope, offset] = [1, 0];
  for (let step = 0; step < STEPS; step++) {
    const sums = { a: 0, b: 0, aa: 1e-9, ab: 0, bb: 1e-9 };
    for (const { right, probability } of answers) {
      const x = logit(probability);
      const p = calibrated(probability, { slope, offset });
      const [error, weight] = [p - (right ? 1 : 0), p * (1 - p)];
      sums.a += error * x;
      sums.b += error;
      sums.aa += weight * x * x;
      sums.ab += weight * x;
      sums.bb += weight;
    }
    const determinant = sums.aa * sums.bb - sums.ab * sums.ab;
    slope -= (sums.bb * sums.a - sums.ab * sums.b) / determinant;
    offset -= (sums.aa * sums.b - sums.ab * sums.a) / determinant;
  }
  return { slope, offset };
}

/** Coverage and precision of the answers, by confidence threshold. */
export function reliability(answers: readonly Answer[], calibration: Calibration): string {
  const lines = LEVELS.map((level) => {
    const claimed = answers.filter(({ probability }) => calibrated(probability, calibration) >= level);
    const right = mean(claimed.map(({ right }) => (right ? 1 : 0)));
    return `  from ${level}: ${claimed.length} of ${answers.length} claimed, ${(100 * right).toFixed(1)} % right`;
  });
  return lines.join('\n');
}
