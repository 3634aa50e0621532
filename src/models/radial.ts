/** Radial basis functions over support vectors, shared by kernel machines. */
import type { Value } from '../onnx/graph.ts';
import { add, exp, matMul, max, mul, neg, reduceSum, sub } from '../onnx/ops-math.ts';
import { transpose } from '../onnx/ops-shape.ts';
import { float32 } from '../onnx/tensor.ts';

export interface RadialMachine {
  /** [vectors][columns] */
  readonly vectors: readonly ArrayLike<number>[];
  /** exp(-gamma |x - v|^2) */
  readonly gamma: number;
  /** Weights of the vectors and a bias, by output. */
  readonly outputs: readonly { readonly weights: Float64Array; readonly bias: number }[];
}

/**
 * Radial basis sums for each row of `x` [batch, columns]: the biases plus the weighted kernel with every
 * vector, [batch, outputs].
 */
export function radialSums(x: Value, { vectors, gamma, outputs }: RadialMachine): Value {
  return weightedSums(radialKernel(x, vectors, gamma), outputs);
}

/** exp(-gamma |x - v|^2) for each row of `x` [batch, columns] and each vector: [batch, vectors]. */
export function radialKernel(x: Value, vectors: RadialMachine['vectors'], gamma: number): Value {
  const columns = vectors[0].length;
  const flat = new Float32Array(vectors.length * columns);
  vectors.forEach((vector, i) => {
    flat.set(vector, i * columns);
  });
  const norms = x.graph.constant(float32(vectors.map(squaredNorm), [vectors.length]));
  return radialKernelOf(
    x,
    { vectors: x.graph.constant(float32(flat, [vectors.length, columns])), norms },
    gamma,
  );
}

/** The same, of `vectors` [vectors, columns] that are in the graph, with the squares of their lengths [vectors]. */
export function radialKernelOf(
  x: Value,
  { vectors, norms }: { readonly vectors: Value; readonly norms: Value },
  gamma: number,
): Value {
  const products = matMul(x, transpose(vectors));
  const distances = sub(add(reduceSum(mul(x, x), [1], true), norms), mul(products, 2));
  return exp(neg(mul(max(distances, 0), gamma)));
}

/** The biases plus what is `near` [batch, vectors], weighed: [batch, outputs]. */
export function weightedSums(near: Value, outputs: RadialMachine['outputs']): Value {
  const vectors = outputs[0].weights.length;
  const weights = Float32Array.from({ length: vectors * outputs.length }, (_, i) => {
    return outputs[i % outputs.length].weights[Math.floor(i / outputs.length)];
  });
  const biases = outputs.map(({ bias }) => bias);
  return add(
    matMul(near, near.graph.constant(float32(weights, [vectors, outputs.length]))),
    near.graph.constant(float32(biases, [outputs.length])),
  );
}

export function squaredNorm(vector: ArrayLike<number>): number {
  return Array.from(vector).reduce((sum, value) => sum + value * value, 0);
}
