import type { RadialMachine } from '../../models/radial.ts';
import { solvePositive } from './cholesky.ts';

export interface RidgeTask {
  /** How near each row is to each other, [rows][rows]; positive definite. */
  readonly kernel: readonly Float64Array[];
  readonly labels: readonly number[];
  /** How much each row's errors cost; default 1. */
  readonly weights?: readonly number[];
  readonly genres: number;
}

/**
 * Kernel ridge regression on the genres as ones and zeros: one linear system, no steps, no seed.
 * Minimises sum of weight (f(x) - y)^2 + ridge |f|^2 in the space of the kernel.
 */
export function fitRidge(
  { kernel, labels, weights, genres }: RidgeTask,
  ridge: number,
): RadialMachine['outputs'] {
  const matrix = kernel.map((row, i) => row.with(i, row[i] + ridge / (weights?.[i] ?? 1)));
  const rest = 1 / genres;
  const targets = Array.from({ length: genres }, (_, genre) =>
    Float64Array.from(labels, (label) => Number(label === genre) - rest),
  );
  return solvePositive(matrix, targets).map((solution) => ({ weights: solution, bias: rest }));
}
