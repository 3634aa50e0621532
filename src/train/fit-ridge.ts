import type { RadialMachine } from '../models/radial.ts';
import { solvePositive } from './cholesky.ts';
import { radialKernel } from './kernel.ts';

export interface RidgeRows {
  /** Scaled. */
  readonly rows: readonly ArrayLike<number>[];
  readonly labels: readonly number[];
  /** How much each row's errors cost; default 1. */
  readonly weights?: readonly number[];
  readonly genres: number;
}

/**
 * Kernel ridge regression on the genres as ones and zeros: one linear system, no steps, no seed.
 * Minimises sum of weight (f(x) - y)^2 + ridge |f|^2 in the space of the radial kernel.
 */
export function fitRidge(
  { rows, labels, weights, genres }: RidgeRows,
  { ridge, gamma }: { readonly ridge: number; readonly gamma: number },
): RadialMachine {
  const matrix = radialKernel(rows, gamma);
  matrix.forEach((row, i) => {
    row[i] += ridge / (weights?.[i] ?? 1);
  });
  const rest = 1 / genres;
  const targets = Array.from({ length: genres }, (_, genre) =>
    Float64Array.from(labels, (label) => Number(label === genre) - rest),
  );
  const solutions = solvePositive(matrix, targets);
  return { vectors: rows, gamma, outputs: solutions.map((solution) => ({ weights: solution, bias: rest })) };
}
