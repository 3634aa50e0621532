/** A dictionary of patches by spherical k-means over whitened patches (Coates and Ng 2012): no labels, seconds. */
import { dot, symmetricEigen } from '../dsp/linear-algebra.ts';
import { meanAndCovariance } from '../dsp/statistics.ts';
import { PATCH_BANDS, type Patches } from '../models/patches.ts';
import { randomOf } from './random.ts';

export interface PatchOptions {
  /** Patches in the dictionary. */
  readonly patches: number;
  /** Columns of a patch. */
  readonly columns: number;
  /** Patches of the pictures to learn from. */
  readonly samples: number;
  /** Directions of the largest variance that are told apart. */
  readonly directions: number;
  readonly seed: number;
}

const ROUNDS = 8;
const SUBSPACE_ROUNDS = 8;
/** Share of the mean variance that is added to each, so that noise is not blown up. */
const REGULARISER = 0.1;

/** @param pictures of songs, in bands: row-major [any number][PATCH_BANDS], more columns than a patch has */
export function fitPatches(pictures: readonly Float32Array[], options: PatchOptions): Patches {
  const { columns, seed } = options;
  const random = randomOf(seed);
  const samples = Array.from({ length: options.samples }, () => randomPatch(pictures, columns, random));
  const { mean, covariance } = meanAndCovariance(
    samples.flatMap((sample) => Array.from(sample)),
    columns * PATCH_BANDS,
  );
  const directions = whiteningDirections(covariance, options.directions, random).map(withoutMean);
  const means = directions.map((direction) => dot(direction, mean));
  const white = samples.map((sample) =>
    unit(directions.map((direction, k) => dot(direction, sample) - means[k])),
  );
  return { columns, directions, means, centres: cluster(white, options.patches, random) };
}

/** A patch anywhere, less its mean: how loud it is does not matter. */
function randomPatch(pictures: readonly Float32Array[], columns: number, random: () => number): Float64Array {
  const picture = pictures[Math.floor(random() * pictures.length)];
  const places = picture.length / PATCH_BANDS - columns + 1;
  const start = Math.floor(random() * places);
  return withoutMean(picture.subarray(start * PATCH_BANDS, (start + columns) * PATCH_BANDS));
}

/** [directions][size of a patch]: principal directions over their standard deviations. */
function whiteningDirections(covariance: Float64Array, count: number, random: () => number): Float64Array[] {
  const basis = principalSpace(covariance, count, random);
  const images = basis.map((vector) => product(covariance, vector));
  const inside = Float64Array.from({ length: count * count }, (_, i) =>
    dot(basis[Math.floor(i / count)], images[i % count]),
  );
  const { values, vectors } = symmetricEigen(inside, count);
  const floor = (REGULARISER * values.reduce((sum, value) => sum + value, 0)) / count;
  return Array.from(values, (value, k) => {
    const weights = Float64Array.from(basis, (_, i) => vectors[i * count + k]);
    return combination(basis, weights).map((part) => part / Math.sqrt(value + floor));
  });
}

/** Directions of the largest variances, at right angles, by subspace iteration: a tenth of the work of all directions. */
function principalSpace(covariance: Float64Array, count: number, random: () => number): Float64Array[] {
  const size = Math.sqrt(covariance.length);
  let basis: Float64Array[] = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => random() - 0.5),
  );
  for (let round = 0; round < SUBSPACE_ROUNDS; round += 1) {
    basis = orthonormal(basis.map((vector) => product(covariance, vector)));
  }
  return basis;
}

function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    for (const other of basis) {
      const share = dot(other, rest);
      for (let i = 0; i < rest.length; i += 1) rest[i] -= share * other[i];
    }
    basis.push(unit(rest));
  }
  return basis;
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector));
}

function combination(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  vectors.forEach((vector, k) => {
    for (let i = 0; i < sum.length; i += 1) sum[i] += weights[k] * vector[i];
  });
  return sum;
}

/** Centres of unit length; one that no row is nearest to starts again at a row. */
function cluster(rows: readonly Float64Array[], count: number, random: () => number): Float64Array[] {
  const anyRow = () => rows[Math.floor(random() * rows.length)];
  let centres = Array.from({ length: count }, anyRow);
  for (let round = 0; round < ROUNDS; round += 1) {
    const sums = centres.map((centre) => new Float64Array(centre.length));
    for (const row of rows) addTo(sums[nearest(row, centres)], row);
    centres = sums.map((sum) => (dot(sum, sum) > 0 ? unit(sum) : anyRow()));
  }
  return centres;
}

function nearest(row: Float64Array, centres: readonly Float64Array[]): number {
  let [best, largest] = [0, Number.NEGATIVE_INFINITY];
  centres.forEach((centre, i) => {
    const product = dot(row, centre);
    if (product > largest) [best, largest] = [i, product];
  });
  return best;
}

function withoutMean(values: ArrayLike<number>): Float64Array {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i];
  return Float64Array.from(values, (value) => value - sum / values.length);
}

function unit(values: ArrayLike<number>): Float64Array {
  const vector = Float64Array.from(values);
  const length = Math.sqrt(dot(vector, vector)) + 1e-9;
  return vector.map((value) => value / length);
}

function addTo(sum: Float64Array, row: Float64Array): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] += row[i];
}
