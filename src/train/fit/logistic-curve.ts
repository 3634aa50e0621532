import { mean, standardDeviation } from '../../dsp/statistics.ts';

/** Logistic curve of one score, for calibrated probabilities (Platt). */
export interface Curve {
  /** Gradient of at least 0: the probability never falls with the score. */
  readonly gradient: number;
  readonly bias: number;
}

const STEPS = 200;
/** Ridge penalty of the gradient, for few songs. */
const RIDGE = 1e-3;

/** Fits the curve by maximum likelihood, with Newton's method. */
export function fitCurve(values: readonly number[], truths: readonly boolean[]): Curve {
  if (!truths.includes(true) || !truths.includes(false)) return sameEverywhere(truths);
  const centre = mean(values);
  // Newton's method starts at a gradient of 1, which suits values near 1.
  const size = standardDeviation(values) || 1;
  let [gradient, bias] = [1, 0];
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [RIDGE * gradient, 0, RIDGE, 0, 1e-9];
    values.forEach((value, i) => {
      const x = (value - centre) / size;
      const p = sigmoid(gradient * x + bias);
      const [error, weight] = [p - Number(truths[i]), p * (1 - p)];
      g0 += error * x;
      g1 += error;
      h00 += weight * x * x;
      h01 += weight * x;
      h11 += weight;
    });
    const determinant = h00 * h11 - h01 * h01;
    gradient -= (0.5 * (h11 * g0 - h01 * g1)) / determinant;
    bias -= (0.5 * (h00 * g1 - h01 * g0)) / determinant;
  }
  if (gradient < 0) return sameEverywhere(truths);
  return { gradient: gradient / size, bias: bias - (gradient * centre) / size };
}

/** Constant curve at the smoothed share of true ones. */
function sameEverywhere(truths: readonly boolean[]): Curve {
  const share = (truths.filter(Boolean).length + 1) / (truths.length + 2);
  return { gradient: 0, bias: Math.log(share / (1 - share)) };
}

export function probabilityOf({ gradient, bias }: Curve, value: number): number {
  return sigmoid(gradient * value + bias);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
