import type { Value } from '../onnx/graph.ts';
import { add, matMul } from '../onnx/ops-math.ts';
import { float32 } from '../onnx/tensor.ts';

/** A straight border between each two genres. */
export interface LinearMachine {
  /** [genres][columns] */
  readonly weights: readonly ArrayLike<number>[];
  /** [genres] */
  readonly biases: readonly number[];
}

/** `x` [batch, columns] times the weights plus the biases: [batch, genres]. */
export function linearScores(x: Value, { weights, biases }: LinearMachine): Value {
  const [columns, genres] = [weights[0].length, weights.length];
  const matrix = Float32Array.from(
    { length: columns * genres },
    (_, i) => weights[i % genres][Math.floor(i / genres)],
  );
  const product = matMul(x, x.graph.constant(float32(matrix, [columns, genres])));
  return add(product, x.graph.constant(float32(biases, [genres])));
}
