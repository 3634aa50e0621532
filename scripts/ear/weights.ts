/** Weights of a checkpoint by name, and what both networks of the wheel make of them. */
import type { TensorValue } from '../../src/onnx/tensor.ts';

export type Weights = ReadonlyMap<string, TensorValue>;

/** A batch norm that has learned: a factor and a summand for each channel. */
export interface Affine {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

const NORM_EPSILON = 1e-3;
/** The smallest living filter of either network is above 9e-4, the largest dead one below 3e-7. */
const DEAD_BELOW = 1e-5;
/** A tag rarer than one in 100,000 is as good as never heard, and the opposite as always. */
export const MAX_LOGIT = Math.log(99_999);

/** @throws Error if the checkpoint lacks it */
export function variable(weights: Weights, name: string): TensorValue {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`Expected the variable ${name} in the checkpoint, got none.`);
  return found;
}

export function numbersOf(weights: Weights, name: string): Float32Array {
  return variable(weights, name).data as Float32Array;
}

export function normOf(weights: Weights, name: string): Affine {
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) =>
    numbersOf(weights, `${name}/${part}`),
  );
  const scale = gamma.map((g, i) => g / Math.sqrt(variance[i] + NORM_EPSILON));
  return { scale, shift: beta.map((b, i) => b - mean[i] * scale[i]) };
}

/** Dead filters of a kernel [a, b, in, out]: their weights became zero in training. */
export function deadFilters({ data, shape }: TensorValue): boolean[] {
  const out = shape[3];
  return Array.from({ length: out }, (_, o) => {
    return (data as Float32Array).every((weight, i) => i % out !== o || Math.abs(weight) < DEAD_BELOW);
  });
}

export function pick(values: Float32Array, channels: readonly number[]): Float32Array {
  return Float32Array.from(channels, (channel) => values[channel]);
}
