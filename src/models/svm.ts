/** Support vector machines, one against one, with probabilities, as a graph. */
import type { Value } from '../onnx/graph.ts';
import { add, log, matMul, max, mul, sigmoid } from '../onnx/ops-math.ts';
import { float32 } from '../onnx/tensor.ts';
import { type RadialMachine, radialSums } from './radial.ts';

/**
 * Support vector machine whose outputs are the margins of pairs of genres: (0,1), (0,2) ... (1,2) ...;
 * positive for the first.
 */
export interface SvmMachine extends RadialMachine {
  readonly genres: number;
}

/** Minimum probability of a pair, which keeps its logarithm finite. */
const LEAST = 1e-12;

/**
 * Scores of each genre: the sum over its pairs of the log-probability that it wins, by a logistic curve of the
 * margin. Their softmax multiplies the pairs' probabilities.
 *
 * @param x [batch, columns], scaled
 * @param gradient of the logistic curve
 * @returns [batch, genres]
 */
export function svmScores(x: Value, machine: SvmMachine, gradient: number): Value {
  const margins = radialSums(x, machine);
  const wins = log(max(sigmoid(mul(margins, gradient)), LEAST));
  const losses = log(max(sigmoid(mul(margins, -gradient)), LEAST));
  const { first, second } = membership(machine.genres);
  const matrix = (data: Float32Array) => {
    return x.graph.constant(float32(data, [machine.outputs.length, machine.genres]));
  };
  return add(matMul(wins, matrix(first)), matMul(losses, matrix(second)));
}

/** Membership matrices of zeros and ones [pairs, genres]: the first and the second genre of each pair. */
function membership(genres: number) {
  const rows = (genres * (genres - 1)) / 2;
  const [first, second] = [new Float32Array(rows * genres), new Float32Array(rows * genres)];
  let pair = 0;
  for (let a = 0; a < genres; a++) {
    for (let b = a + 1; b < genres; b++) {
      first[pair * genres + a] = 1;
      second[pair * genres + b] = 1;
      pair++;
    }
  }
  return { first, second };
}
