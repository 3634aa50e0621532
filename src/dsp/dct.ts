import { doublesAt, floatsAt, kernels, layOut } from './kernels.ts';

const BLOCK_FRAMES = 1024;

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
  for (let first = 0; first < frames; first += BLOCK_FRAMES) {
    const part = rows.subarray(first * length, (first + BLOCK_FRAMES) * length);
    projectBlock(
      part,
      length,
      matrix,
      output.subarray(first * coefficients, (first + BLOCK_FRAMES) * coefficients),
    );
  }
  return output;
}

function projectBlock(rows: Float32Array, length: number, matrix: Float64Array, output: Float32Array): void {
  const coefficients = matrix.length / length;
  const frames = rows.length / length;
  const width = Math.ceil(length / 4) * 4;
  const pointers = layOut({
    rows: frames * width,
    matrix: 2 * coefficients * width,
    output: output.length,
  });
  spreadRows(rows, length, floatsAt(pointers.rows, frames * width), width);
  spreadRows(matrix, length, doublesAt(pointers.matrix, coefficients * width), width);
  kernels().project({ ...pointers, frames, length: width, outputs: coefficients });
  output.set(floatsAt(pointers.output, output.length));
}

/** Copies rows of `length` values into rows of `width`, zeros behind them. */
function spreadRows<Values extends Float32Array | Float64Array>(
  source: Values,
  length: number,
  target: Values,
  width: number,
): void {
  if (width === length) {
    target.set(source);
    return;
  }
  target.fill(0);
  for (let start = 0, at = 0; start < source.length; start += length, at += width) {
    target.set(source.subarray(start, start + length), at);
  }
}
