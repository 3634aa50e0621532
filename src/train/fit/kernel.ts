/** Radial kernel over training rows. */

/** Kernel matrix: exp(-gamma |a - b|^2) of each two rows. */
export function radialKernel(rows: readonly ArrayLike<number>[], gamma: number): Float64Array[] {
  const kernel = rows.map(() => new Float64Array(rows.length));
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j <= i; j++) {
      kernel[i][j] = Math.exp(-gamma * squaredDistance(rows[i], rows[j]));
      kernel[j][i] = kernel[i][j];
    }
  }
  return kernel;
}

/** Default gamma, 1 / (columns * variance of all values): a width that fits most scaled data. */
export function usualGamma(rows: readonly ArrayLike<number>[]): number {
  let [sum, squares, n] = [0, 0, 0];
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      sum += row[i];
      squares += row[i] * row[i];
      n++;
    }
  }
  return 1 / (rows[0].length * Math.max(1e-12, squares / n - (sum / n) ** 2));
}

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}
