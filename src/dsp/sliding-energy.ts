import { doublesAt, floatsAt, kernels, layOut } from './kernels.ts';

/** Weighted energies from each of the first `count` samples on: output[t] = sum over n of weights[n] values[t + n]^2. */
export function slidingEnergy(values: Float32Array, weights: Float64Array, count: number): Float64Array {
  const length = weights.length + (weights.length % 2);
  const samples = count + length;
  const pointers = layOut({ values: samples, weights: 2 * length, output: 2 * count });
  const known = values.subarray(0, samples);
  floatsAt(pointers.values, samples).fill(0, known.length).set(known);
  doublesAt(pointers.weights, length).fill(0, weights.length).set(weights);
  kernels().slidingEnergy({ ...pointers, length, count });
  return doublesAt(pointers.output, count).slice();
}
