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
