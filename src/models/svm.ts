/** Support vector machine with a radial kernel, one against one, with probabilities, as a graph. */
import type { Value } from '../onnx/graph.ts';
import { add, exp, log, matMul, max, mul, neg, reduceSum, sigmoid, sub } from '../onnx/ops-math.ts';
import { transpose } from '../onnx/ops-shape.ts';
import { float32 } from '../onnx/tensor.ts';

export interface SvmMachine {
  /** [vectors][columns] */
  readonly vectors: readonly ArrayLike<number>[];
  /** exp(-gamma |x - v|^2) */
  readonly gamma: number;
  readonly genres: number;
  /** For each pair of genres (0,1), (0,2) ... (1,2) ...: the weight of every vector, and a bias. */
  readonly pairs: readonly { readonly weights: Float64Array; readonly bias: number }[];
}

/** Probability that a pair's first genre is right, from its margin; fitted on held-out rows for all pairs alike. */
export interface MarginSlope {
  readonly slope: number;
}

/** Least probability that a pair may give: its logarithm stays finite. */
const LEAST = 1e-12;

/**
 * Scores of each genre: the sum over its pairs of the log-probability that it wins, by a logistic curve of the
 * margin. Their softmax multiplies the pairs' probabilities.
 *
 * @param x [batch, columns], scaled
 * @returns [batch, genres]
 */
export function svmScores(x: Value, machine: SvmMachine, { slope }: MarginSlope): Value {
  const margins = svmMargins(x, machine);
  const wins = log(max(sigmoid(mul(margins, slope)), LEAST));
  const losses = log(max(sigmoid(mul(margins, -slope)), LEAST));
  const { first, second } = membership(machine.genres);
  const matrix = (data: Float32Array) =>
    x.graph.constant(float32(data, [machine.pairs.length, machine.genres]));
  return add(matMul(wins, matrix(first)), matMul(losses, matrix(second)));
}

/** For each pair how far a row is on the side of the pair's first genre: [batch, pairs]. */
export function svmMargins(x: Value, { vectors, gamma, pairs }: SvmMachine): Value {
  const columns = vectors[0].length;
  const flat = Float32Array.from(vectors.flatMap((vector) => Array.from(vector)));
  const references = x.graph.constant(float32(flat, [vectors.length, columns]));
  const norms = x.graph.constant(float32(vectors.map(squaredNorm), [vectors.length]));
  const distances = sub(
    add(reduceSum(mul(x, x), [1], true), norms),
    mul(matMul(x, transpose(references)), 2),
  );
  const kernel = exp(neg(mul(max(distances, 0), gamma)));
  const weights = Float32Array.from({ length: vectors.length * pairs.length }, (_, i) => {
    return pairs[i % pairs.length].weights[Math.floor(i / pairs.length)];
  });
  const biases = pairs.map(({ bias }) => bias);
  return add(
    matMul(kernel, x.graph.constant(float32(weights, [vectors.length, pairs.length]))),
    x.graph.constant(float32(biases, [pairs.length])),
  );
}

/** Which genre is first and second in each pair, as matrices of zeros and ones [pairs, genres]. */
function membership(genres: number) {
  const rows = (genres * (genres - 1)) / 2;
  const [first, second] = [new Float32Array(rows * genres), new Float32Array(rows * genres)];
  let pair = 0;
  for (let a = 0; a < genres; a += 1) {
    for (let b = a + 1; b < genres; b += 1) {
      first[pair * genres + a] = 1;
      second[pair * genres + b] = 1;
      pair += 1;
    }
  }
  return { first, second };
}

function squaredNorm(vector: ArrayLike<number>): number {
  return Array.from(vector).reduce((sum, value) => sum + value * value, 0);
}
