/** Types of tensor elements that graphs use, under numpy's names. */
export type ElementType = 'float32' | 'float64' | 'int64' | 'int32' | 'uint8' | 'bool';

/** Row-major elements; bools are bytes of 0 and 1. */
export type TensorData = Float32Array | Float64Array | BigInt64Array | Int32Array | Uint8Array;

/** Sizes of the axes; in a graph -1 stands for a size known only when it runs. */
export type Shape = readonly number[];

export interface TensorValue {
  readonly type: ElementType;
  readonly shape: Shape;
  readonly data: TensorData;
}

/** Elements of a tensor of `shape`. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A float32 tensor. */
export function float32(data: Float32Array | readonly number[], shape: Shape): TensorValue {
  return tensor('float32', data instanceof Float32Array ? data : Float32Array.from(data), shape);
}

/** A float64 tensor. */
export function float64(data: Float64Array | readonly number[], shape: Shape): TensorValue {
  return tensor('float64', data instanceof Float64Array ? data : Float64Array.from(data), shape);
}

/** An int64 tensor, from numbers that are integers. */
export function int64(data: readonly number[], shape: Shape = [data.length]): TensorValue {
  return tensor('int64', BigInt64Array.from(data, BigInt), shape);
}

function tensor(type: ElementType, data: TensorData, shape: Shape): TensorValue {
  const size = sizeOf(shape);
  if (size !== data.length)
    throw new RangeError(`Expected ${size} elements for [${shape}], got ${data.length}`);
  return { type, data, shape };
}
