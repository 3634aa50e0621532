/** Cholesky's method for symmetric positive definite matrices. */
import { dot } from '../../dsp/linear-algebra.ts';

const MIN_PIVOT = 1e-10;

/** Solves A x = b for each b; A is given by its rows. */
export function solvePositive(
  matrix: readonly Float64Array[],
  sides: readonly Float64Array[],
): Float64Array[] {
  const lower = cholesky(matrix);
  return sides.map((side) => backward(lower, forward(lower, side)));
}

function cholesky(matrix: readonly Float64Array[]): Float64Array[] {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      const [a, b] = [lower[i], lower[j]];
      const sum = matrix[i][j] - dot(a.subarray(0, j), b);
      a[j] = i === j ? Math.sqrt(Math.max(MIN_PIVOT, sum)) : sum / b[j];
    }
  }
  return lower;
}

function forward(lower: readonly Float64Array[], side: Float64Array): Float64Array {
  const x = side.slice();
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) x[i] -= lower[i][j] * x[j];
    x[i] /= lower[i][i];
  }
  return x;
}

function backward(lower: readonly Float64Array[], side: Float64Array): Float64Array {
  const x = side.slice();
  for (let i = x.length - 1; i >= 0; i--) {
    x[i] /= lower[i][i];
    for (let j = 0; j < i; j++) x[j] -= lower[i][j] * x[i];
  }
  return x;
}
