/** Index of the largest value; the first of equal ones. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of a sample (N - 1); 0 for a single value. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/**
 * Mean of each column and covariance (divided by N - 1) of row-major `data` [rows][columns].
 *
 * One row has no spread: its covariance is zero. No row at all: everything is zero.
 */
export function meanAndCovariance(
  data: ArrayLike<number>,
  columns: number,
): { mean: Float64Array; covariance: Float64Array } {
  const rows = data.length / columns;
  const mean = columnMeans(data, columns);
  const covariance = new Float64Array(columns * columns);
  if (rows < 2) return { mean, covariance };
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) centred[i] = data[row * columns + i] - mean[i];
    addUpperProduct(covariance, centred, 1 / (rows - 1));
  }
  mirror(covariance, columns);
  return { mean, covariance };
}

/** Mean of each column of row-major `data` [rows][columns]; zeros of no row. */
function columnMeans(data: ArrayLike<number>, columns: number): Float64Array {
  const rows = data.length / columns;
  const mean = new Float64Array(columns);
  for (let at = 0; at < data.length; at += columns) {
    for (let i = 0; i < columns; i++) mean[i] += data[at + i] / rows;
  }
  return mean;
}

/** The upper triangle of a square row-major matrix, row by row, the diagonal included. */
export function upperTriangle(matrix: Float64Array, order: number): Float64Array {
  const triangle = new Float64Array((order * (order + 1)) / 2);
  let next = 0;
  for (let i = 0; i < order; i++) {
    for (let j = i; j < order; j++) triangle[next++] = matrix[i * order + j];
  }
  return triangle;
}

function addUpperProduct(matrix: Float64Array, vector: Float64Array, weight: number): void {
  const order = vector.length;
  for (let i = 0; i < order; i++) {
    const scaled = vector[i] * weight;
    for (let j = i; j < order; j++) matrix[i * order + j] += scaled * vector[j];
  }
}

/** The upper triangle into the lower. */
function mirror(matrix: Float64Array, order: number): void {
  for (let i = 0; i < order; i++) for (let j = 0; j < i; j++) matrix[i * order + j] = matrix[j * order + i];
}

/** The value below which a share of the values lies, 0..1; between two values on the line that joins them. */
export function quantile(values: readonly number[], share: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}

/** Quantile of ascending values, as `quantile`. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The middle value; of an even number the mean of the two in the middle. @returns 0 for none */
export function median(values: ArrayLike<number>): number {
  return values.length === 0 ? 0 : quantileOfSorted(Float64Array.from(values).sort(), 0.5);
}

/** The middle value; of an even number the lower one in the middle, so that it is one of the values. */
export function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1];
}

/** softmax(scores / temperature). */
export function softmaxOf(scores: ArrayLike<number>, temperature = 1): number[] {
  const divided = Array.from(scores, (score) => score / temperature);
  const largest = divided.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = divided.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
