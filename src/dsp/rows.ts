/** Many points, and how far they all are from one. */
import { openKernels } from './kernels.ts';

/** `count` rows of `stride` floats in a memory of their own; a row's end beyond its width is 0. */
export interface Rows {
  readonly count: number;
  /** Width of a row, padded to a multiple of 4. */
  readonly stride: number;
  readonly data: Float32Array;
  /**
   * Squared Euclidean distances of all rows to a point of at most `stride` numbers, in single precision. The result is good until the
   * next call.
   */
  squaredDistances(target: Float32Array): Float32Array;
}

/** Rows of zeros to be filled. @throws RangeError beyond 4 GB. */
export function openRows(count: number, width: number): Rows {
  const stride = Math.ceil(width / 4) * 4;
  const { call, memory, pointers } = openKernels({ rows: count * stride, target: stride, output: count });
  const target = new Float32Array(memory.buffer, pointers.target, stride);
  const distances = new Float32Array(memory.buffer, pointers.output, count);
  const asked = { ...pointers, count, width: stride };
  return {
    count,
    stride,
    data: new Float32Array(memory.buffer, pointers.rows, count * stride),
    squaredDistances(point) {
      target.fill(0).set(point);
      call.squaredDistances(asked);
      return distances;
    },
  };
}
