/** Linear discriminant analysis with a shrunken covariance: no epochs, no step size, hard to beat with few rows. */
import { dot, innerProducts } from '../../dsp/linear-algebra.ts';
import type { LinearMachine } from '../../models/linear.ts';
import { solvePositive } from './cholesky.ts';

type Rows = readonly ArrayLike<number>[];

export interface DiscriminantOptions {
  /** Whether all genres have the same prior, whatever their numbers of rows. */
  readonly evenShares?: boolean;
  /** Weight of each row; default all the same. */
  readonly weights?: readonly number[];
  /** Share of the identity in the covariance, 0..1; default the one that Ledoit and Wolf (2004) estimate. */
  readonly shrinkage?: number;
}

/**
 * Genres as Gaussians of one covariance, shrunken towards a multiple of the identity.
 *
 * @param rows scaled; at least one of each genre
 */
export function fitDiscriminant(
  rows: Rows,
  labels: readonly number[],
  genres: number,
  { evenShares = false, weights: counts = rows.map(() => 1), shrinkage }: DiscriminantOptions = {},
): LinearMachine {
  const shares = sharesOf(counts);
  const centres = Array.from({ length: genres }, (_, genre) => {
    const own = [...rows.keys()].filter((i) => labels[i] === genre);
    return centreOf(
      own.map((i) => rows[i]),
      sharesOf(own.map((i) => counts[i])),
    );
  });
  const centred = rows.map((row, i) => {
    const [centre, root] = [centres[labels[i]], Math.sqrt(shares[i])];
    return Float64Array.from(row, (value, c) => root * (value - centre[c]));
  });
  const weights = solveShrunk(centred, centres, shares, shrinkage);
  const biases = centres.map((centre, genre) => {
    const share = labels.filter((label) => label === genre).length / labels.length;
    return (evenShares ? 0 : Math.log(share)) - dot(weights[genre], centre) / 2;
  });
  return { weights, biases };
}

/**
 * Linear discriminant direction of each genre against all others, with the covariance of all rows. Without
 * biases: calibration sets the threshold.
 * @param rows scaled
 * @param labels of each row all its genres
 */
export function fitDirections(
  rows: Rows,
  labels: readonly (readonly number[])[],
  genres: number,
): LinearMachine {
  const shares = sharesOf(rows.map(() => 1));
  const centre = centreOf(rows, shares);
  const centred = rows.map((row) =>
    Float64Array.from(row, (value, c) => (value - centre[c]) / Math.sqrt(rows.length)),
  );
  const sides = Array.from({ length: genres }, (_, genre) => {
    const [own, others] = [true, false].map((wanted) =>
      rows.filter((_, i) => labels[i].includes(genre) === wanted),
    );
    if (own.length === 0 || others.length === 0) return new Float64Array(centre.length);
    const [from, to] = [others, own].map((some) => centreOf(some, sharesOf(some.map(() => 1))));
    return to.map((value, c) => value - from[c]);
  });
  return { weights: solveShrunk(centred, sides, shares), biases: new Array(genres).fill(0) };
}

function sharesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

function centreOf(rows: Rows, shares: readonly number[]): Float64Array {
  if (rows.length === 0) throw new RangeError('Expected rows of each genre, got one without');
  const centre = new Float64Array(rows[0].length);
  rows.forEach((row, i) => {
    for (let c = 0; c < centre.length; c++) centre[c] += shares[i] * row[c];
  });
  return centre;
}

/**
 * Solves S x = centre, S the shrunken covariance of rows that are weighted already. With fewer rows than columns the
 * system is one of the rows (Woodbury), which is smaller.
 */
function solveShrunk(
  rows: readonly Float64Array[],
  centres: readonly Float64Array[],
  shares: readonly number[],
  shrinkage?: number,
): Float64Array[] {
  const few = rows.length < rows[0].length;
  const products = few ? innerProducts(rows) : innerProducts(transposed(rows));
  const level = rows.reduce((sum, row) => sum + dot(row, row), 0) / rows[0].length;
  const share = shrinkage ?? estimatedShrinkage(rows, shares, products, level);
  const ridge = share * level;
  products.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) row[j] = (1 - share) * row[j] + (i === j ? ridge : 0);
  });
  if (!few) return solvePositive(products, centres);
  const sides = centres.map((centre) => Float64Array.from(rows, (row) => dot(row, centre)));
  return solvePositive(products, sides).map((solution, k) => {
    const explained = combined(rows, solution);
    return centres[k].map((value, c) => (value - (1 - share) * explained[c]) / ridge);
  });
}

/** Expected squared error of the covariance, over its squared distance to the identity times `level`. */
function estimatedShrinkage(
  rows: readonly Float64Array[],
  shares: readonly number[],
  products: readonly Float64Array[],
  level: number,
): number {
  const squares = products.reduce((sum, row) => sum + dot(row, row), 0);
  const fourth = rows.reduce((sum, row, i) => sum + dot(row, row) ** 2 / shares[i], 0);
  const distance = squares - rows[0].length * level ** 2;
  const error = Math.max(0, fourth - squares) / rows.length;
  return distance <= 0 ? 1 : Math.min(1, error / distance);
}

function transposed(rows: readonly Float64Array[]): Float64Array[] {
  return Array.from(rows[0], (_, c) => Float64Array.from(rows, (row) => row[c]));
}

function combined(rows: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(rows[0].length);
  rows.forEach((row, i) => {
    for (let c = 0; c < sum.length; c++) sum[c] += weights[i] * row[c];
  });
  return sum;
}
