/**
 * Rows of the orthonormal DCT-II: y[k] = s[k] sum x[n] cos(pi k (2n + 1) / 2N), s[0] = sqrt(1/N), else sqrt(2/N).
 *
 * @returns row-major [coefficients][length].
 */
export function dctMatrix(coefficients: number, length: number): Float64Array {
  const matrix = new Float64Array(coefficients * length);
  for (let k = 0; k < coefficients; k++) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / length);
    for (let n = 0; n < length; n++) {
      matrix[k * length + n] = scale * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * length));
    }
  }
  return matrix;
}

/**
 * Applies a matrix of row-major [coefficients][length], such as `dctMatrix` gives, to each row of `rows`, in double
 * precision: the sums of decibels cancel.
 *
 * @returns [frames][coefficients]
 */
export function projectRows(rows: Float32Array, length: number, matrix: Float64Array): Float32Array {
  const coefficients = matrix.length / length;
  const frames = rows.length / length;
  const output = new Float32Array(frames * coefficients);
  const row = new Float64Array(length);
  for (let t = 0; t < frames; t++) {
    for (let n = 0; n < length; n++) row[n] = rows[t * length + n];
    for (let k = 0; k < coefficients; k++) output[t * coefficients + k] = dot(matrix, k * length, row);
  }
  return output;
}

/** Four partial sums, so that additions need not wait for each other. */
function dot(matrix: Float64Array, offset: number, row: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = row.length - (row.length % 4);
  for (let n = 0; n < whole; n += 4) {
    a += matrix[offset + n] * row[n];
    b += matrix[offset + n + 1] * row[n + 1];
    c += matrix[offset + n + 2] * row[n + 2];
    d += matrix[offset + n + 3] * row[n + 3];
  }
  for (let n = whole; n < row.length; n++) a += matrix[offset + n] * row[n];
  return a + b + (c + d);
}
