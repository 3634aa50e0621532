import { floatsAt, kernels, layOut, wordsAt } from './kernels.ts';

const BLOCK_FRAMES = 256;

/** A fixed matrix of filters that is applied to frames of spectra; zeros at both ends of a filter cost nothing. */
export class FilterBank {
  readonly filters: number;
  readonly bins: number;
  readonly #spans: Uint32Array;
  readonly #weights: Float32Array;

  /** @param matrix row-major [filters][bins] */
  constructor(matrix: ArrayLike<number>, bins: number) {
    this.bins = bins;
    this.filters = matrix.length / bins;
    const rows = Array.from({ length: this.filters }, (_, f) => aligned(matrix, f * bins, bins));
    this.#spans = Uint32Array.from(rows.flatMap(({ start, values }) => [start, values.length]));
    this.#weights = new Float32Array(rows.reduce((sum, { values }) => sum + values.length, 0));
    let next = 0;
    for (const { values } of rows) {
      this.#weights.set(values, next);
      next += values.length;
    }
  }

  /**
   * output[t][f] = sum over k of matrix[f][k] input[t][k], or of its squares.
   *
   * @param rows [frames][stride], stride a multiple of 4 and at least `bins`.
   * @param output [frames][filters]
   */
  apply(rows: Float32Array, stride: number, output: Float32Array, squared = false): void {
    const frames = rows.length / stride;
    for (let first = 0; first < frames; first += BLOCK_FRAMES) {
      const count = Math.min(BLOCK_FRAMES, frames - first);
      const part = rows.subarray(first * stride, (first + count) * stride);
      const target = output.subarray(first * this.filters, (first + count) * this.filters);
      this.#block(part, stride, count, target, squared);
    }
  }

  #block(rows: Float32Array, stride: number, count: number, output: Float32Array, squared: boolean): void {
    const pointers = layOut({
      input: rows.length,
      weights: this.#weights.length,
      spans: this.#spans.length,
      output: output.length,
    });
    floatsAt(pointers.input, rows.length).set(rows);
    floatsAt(pointers.weights, this.#weights.length).set(this.#weights);
    wordsAt(pointers.spans, this.#spans.length).set(this.#spans);
    const { filters } = this;
    if (squared) kernels().square({ values: pointers.input, count: rows.length });
    kernels().filterBank({ ...pointers, frames: count, stride, filters, outputStride: filters });
    output.set(floatsAt(pointers.output, output.length));
  }
}

/** The part of a filter between its outermost non-zero values, widened to multiples of four. */
function aligned(
  matrix: ArrayLike<number>,
  offset: number,
  bins: number,
): { start: number; values: Float32Array } {
  let from = 0;
  let to = bins;
  while (from < bins && matrix[offset + from] === 0) from++;
  while (to > from && matrix[offset + to - 1] === 0) to--;
  const start = Math.floor(from / 4) * 4;
  const values = new Float32Array(Math.ceil((to - start) / 4) * 4);
  for (let k = from; k < to; k++) values[k - start] = matrix[offset + k];
  return { start, values };
}
