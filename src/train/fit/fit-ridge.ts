import { dot } from '../../dsp/linear-algebra.ts';
import type { RadialMachine } from '../../models/radial.ts';
import { solvePositive } from './cholesky.ts';

export interface RidgeTask {
  /** Kernel matrix, [rows][rows]; positive definite. */
  readonly kernel: readonly Float64Array[];
  readonly labels: readonly number[];
  /** Weight of each row's errors; default 1. */
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

export interface ReducedRidgeTask {
  /**
   * Kernel between training rows and support rows, [rows][support rows]; the support rows come first among
   * the training rows.
   */
  readonly kernel: readonly Float64Array[];
  readonly rows: readonly { readonly label: number; readonly weight: number }[];
  readonly genres: number;
}

/**
 * Reduced kernel ridge regression, with fewer support rows than training rows: minimises sum of weight (f(x)
 * - y)^2 + ridge |f|^2 over the functions that the support rows span.
 */
export function fitReducedRidge(
  { kernel, rows, genres }: ReducedRidgeTask,
  ridge: number,
): RadialMachine['outputs'] {
  const columns = kernel[0].map((_, j) => j);
  const rest = 1 / genres;
  const weighed = Array.from(columns, (j) => Float64Array.from(kernel, (row, i) => rows[i].weight * row[j]));
  const plain = Array.from(columns, (j) => Float64Array.from(kernel, (row) => row[j]));
  const matrix = plain.map((column, i) => {
    return Float64Array.from(weighed, (other, j) => (j <= i ? dot(column, other) + ridge * kernel[i][j] : 0));
  });
  const sides = Array.from({ length: genres }, (_, genre) => {
    const targets = Float64Array.from(rows, ({ label }) => Number(label === genre) - rest);
    return Float64Array.from(weighed, (column) => dot(column, targets));
  });
  return solvePositive(matrix, sides).map((solution) => ({ weights: solution, bias: rest }));
}
