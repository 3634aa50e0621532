/** Linear discriminant analysis with a shrunken covariance: no epochs, no step size, hard to beat when rows are few. */
import type { LinearMachine } from '../models/linear.ts';
import { solvePositive } from './cholesky.ts';
import { mean } from './metrics.ts';

type Rows = readonly ArrayLike<number>[];

/**
 * Genres as Gaussians of one covariance, shrunken towards a multiple of the identity by the amount that Ledoit
 * and Wolf (2004) estimate from the rows.
 *
 * @param rows scaled; at least one of each genre
 * @param evenShares every genre is taken to be as frequent as any other, whatever the rows say
 */
export function fitDiscriminant(
  rows: Rows,
  labels: readonly number[],
  genres: number,
  { evenShares = false } = {},
): LinearMachine {
  const columns = rows[0].length;
  const centres = Array.from({ length: genres }, (_, genre) =>
    centreOf(rows.filter((_, i) => labels[i] === genre)),
  );
  const centred = rows.map((row, i) => Float64Array.from(row, (value, c) => value - centres[labels[i]][c]));
  const weights = solvePositive(shrunkCovariance(centred, columns), centres);
  const biases = centres.map((centre, genre) => {
    const share = labels.filter((label) => label === genre).length / labels.length;
    return (evenShares ? 0 : Math.log(share)) - dot(weights[genre], centre) / 2;
  });
  return { weights, biases };
}

function centreOf(rows: Rows): Float64Array {
  if (rows.length === 0) throw new RangeError('Expected rows of each genre, got one without');
  return Float64Array.from(rows[0], (_, c) => mean(rows.map((row) => row[c])));
}

function shrunkCovariance(rows: readonly Float64Array[], columns: number): Float64Array[] {
  const covariance = covarianceOf(rows, columns);
  const level = mean(covariance.map((row, i) => row[i]));
  let distance = 0;
  for (let i = 0; i < columns; i += 1) {
    for (let j = 0; j < columns; j += 1) distance += (covariance[i][j] - (i === j ? level : 0)) ** 2;
  }
  const spread = spreadOf(rows, covariance);
  const share = distance === 0 ? 1 : Math.min(1, spread / distance);
  return covariance.map((row, i) =>
    row.map((value, j) => (1 - share) * value + (i === j ? share * level : 0)),
  );
}

/** Expected squared error of the sample covariance. */
function spreadOf(rows: readonly Float64Array[], covariance: readonly Float64Array[]): number {
  const squares = covariance.reduce((sum, row) => sum + dot(row, row), 0);
  const fourth = rows.reduce((sum, row) => sum + dot(row, row) ** 2, 0) / rows.length;
  return Math.max(0, fourth - squares) / rows.length;
}

function covarianceOf(rows: readonly Float64Array[], columns: number): Float64Array[] {
  const covariance = Array.from({ length: columns }, () => new Float64Array(columns));
  for (const row of rows) {
    for (let i = 0; i < columns; i += 1) {
      const share = row[i] / rows.length;
      for (let j = 0; j < columns; j += 1) covariance[i][j] += share * row[j];
    }
  }
  return covariance;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}
