import { Graph, type Value } from '../onnx/graph.ts';
import { add, cast, div, log, matMul, max, mul, pow, reduceSum, softmax, sub } from '../onnx/ops-math.ts';
import { concat, gather, oneHot, reshape, slice, topK, transpose, unsqueeze } from '../onnx/ops-shape.ts';
import { float64, int64 } from '../onnx/tensor.ts';

/** Training data and options of a nearest-neighbour model. */
export interface KnnOptions {
  /** One row of `speech-mfcc-cov` a track: mean [13], then the upper triangle of the covariance [91]. */
  readonly references: readonly ArrayLike<number>[];
  /** Index of each reference's genre. */
  readonly labels: readonly number[];
  readonly nGenres: number;
  /** Neighbours that vote. */
  readonly k: number;
  /** A neighbour at divergence J weighs ((1 + J of the nearest) / (1 + J)) ^ falloff: 0 gives each one vote. */
  readonly falloff: number;
  /** Added to every variance, above 0: no covariance is singular, and what a codec does to faint ones weighs less. */
  readonly ridge: number;
  /** Probability is softmax(log(votes + smoothing) / temperature): fitted on held-out tracks. */
  readonly smoothing: number;
  readonly temperature: number;
}

const D = 13;
const ROW = D + (D * (D + 1)) / 2;
/** Tie-breaking weight, far too little to outweigh a vote. */
const TIE_BREAK = 1e-3;
const UPPER = upperPairs();

/**
 * K nearest neighbours under the symmetric Kullback-Leibler divergence of two Gaussians,
 * J(p, q) = tr(Sp Sq^-1) + tr(Sq Sp^-1) - 26 + (mp - mq)' (Sp^-1 + Sq^-1) (mp - mq),
 * as one graph: input `speech-mfcc-cov` float32 [N, 104], output `probabilities` float32 [N, genres].
 *
 * J is linear in quantities of p alone, so the distances to all references are one product of matrices, and
 * every reference is inverted once, here. Equal votes go to the genre with the nearer neighbour (by the
 * highest rank at which they differ), equal distances to the earlier reference.
 */
export function buildKnn(options: KnnOptions): Graph {
  const graph = new Graph();
  const row = cast(graph.input('speech-mfcc-cov', 'float32', [-1, ROW]), 'float64');
  const votes = countVotes(graph, distances(graph, row, options), options);
  const logits = div(log(add(votes, options.smoothing)), options.temperature);
  graph.output('probabilities', cast(softmax(logits), 'float32'));
  return graph;
}

/** The divergence from every reference, at least 0: [N, references]. */
function distances(graph: Graph, row: Value, { references, ridge }: KnnOptions): Value {
  const mean = slice(row, 1, 0, D);
  const covariance = gather(row, indices(graph, symmetricPlaces(D)), 1);
  const inverse = invert(
    graph,
    add(reshape(covariance, [-1, D, D]), graph.constant(float64(diagonal(ridge), [D, D]))),
  );
  const outer = mul(pick(graph, mean, 0), pick(graph, mean, 1));
  const packedCovariance = slice(row, 1, D, ROW);
  const packedInverse = gather(reshape(inverse, [-1, D * D]), indices(graph, upperPlaces()), 1);
  const whitened = reshape(matMul(inverse, reshape(mean, [-1, D, 1])), [-1, D]);
  const terms = concat([add(packedCovariance, outer), packedInverse, mean, whitened], 1);
  const referenceRows = references.map((reference) => referenceTerms(reference, ridge));
  const weights = transposed(referenceRows.map(({ weights }) => weights));
  const constants = referenceRows.map(({ constant }) => constant);
  const products = matMul(terms, graph.constant(float64(weights, [terms.shape[1], references.length])));
  const own = reduceSum(mul(mean, whitened), [1], true);
  return max(add(add(products, own), graph.constant(float64(constants, [references.length]))), 0);
}

/**
 * Inverse of symmetric positive definite [N, 13, 13] by the sweep operator: sweeping every pivot k,
 * A <- A - (a_k - e_k)(a_k - e_k)' / a_kk - 2 e_k e_k', turns A into -A^-1. The last term touches only cells
 * that no later sweep reads, so it is taken off once, at the end.
 */
function invert(graph: Graph, matrix: Value): Value {
  let swept = matrix;
  for (let k = 0; k < D; k++) {
    const column = slice(swept, 2, k, k + 1);
    const v = sub(column, graph.constant(float64(unit(k), [D, 1])));
    swept = sub(swept, div(mul(v, transpose(v, [0, 2, 1])), slice(column, 1, k, k + 1)));
  }
  return sub(graph.constant(float64(diagonal(2), [D, D])), swept);
}

/** The weights of a reference's divergence on [S + mm', S^-1, m, S^-1 m] of the song (packed), and the rest. */
function referenceTerms(row: ArrayLike<number>, ridge: number): { weights: number[]; constant: number } {
  const mean = Array.from({ length: D }, (_, i) => row[i]);
  const covariance = symmetricPlaces(D).map((place, i) => row[place] + (i % (D + 1) === 0 ? ridge : 0));
  const inverse = inverseOf(covariance);
  const whitened = mean.map((_, i) => mean.reduce((sum, value, j) => sum + inverse[i * D + j] * value, 0));
  const weights = [
    ...UPPER.map(([i, j]) => inverse[i * D + j] * (i === j ? 1 : 2)),
    ...UPPER.map(([i, j]) => (covariance[i * D + j] + mean[i] * mean[j]) * (i === j ? 1 : 2)),
    ...whitened.map((value) => -2 * value),
    ...mean.map((value) => -2 * value),
  ];
  // The song's own ridge is not in its packed covariance: what it adds to tr(Sp Sq^-1) belongs here.
  const ridgeTrace = ridge * mean.reduce((sum, _, i) => sum + inverse[i * D + i], 0);
  const constant = mean.reduce((sum, value, i) => sum + value * whitened[i], ridgeTrace - 2 * D);
  return { weights, constant };
}

/** The k votes as they fall to the genres, k in all: float64 [N, genres]. */
function countVotes(graph: Graph, divergences: Value, { k, falloff, labels, nGenres }: KnnOptions): Value {
  const { values, indices: nearest } = topK(divergences, k, { largest: false });
  const spread = add(values, 1);
  const weights = pow(div(slice(spread, 1, 0, 1), spread), falloff);
  const tieBreak = Array.from({ length: k }, (_, rank) => TIE_BREAK * 2 ** -(rank + 1));
  const ballots = add(weights, graph.constant(float64(tieBreak, [k])));
  const votes = mul(div(ballots, reduceSum(ballots, [1], true)), k);
  const genres = gather(graph.constant(int64(labels)), nearest, 0);
  return reduceSum(mul(cast(oneHot(genres, nGenres), 'float64'), unsqueeze(votes, [2])), [1]);
}

/** Gauss-Jordan in double precision on a row-major 13 x 13 matrix, positive definite. */
function inverseOf(matrix: readonly number[]): number[] {
  const a = [...matrix];
  for (let k = 0; k < D; k++) {
    const pivot = a[k * D + k];
    const column = Array.from({ length: D }, (_, i) => a[i * D + k] - (i === k ? 1 : 0));
    for (let i = 0; i < D; i++) {
      for (let j = 0; j < D; j++) a[i * D + j] -= (column[i] * column[j]) / pivot;
    }
  }
  return a.map((value, i) => (i % (D + 1) === 0 ? 2 : 0) - value);
}

/** Elements of `mean` [N, 13] that the upper triangle's pairs name first (0) or second (1): [N, 91]. */
function pick(graph: Graph, mean: Value, side: 0 | 1): Value {
  return gather(
    mean,
    indices(
      graph,
      UPPER.map((pair) => pair[side]),
    ),
    1,
  );
}

function indices(graph: Graph, places: readonly number[]): Value {
  return graph.constant(int64(places));
}

function upperPairs(): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < D; i++) for (let j = i; j < D; j++) pairs.push([i, j]);
  return pairs;
}

/** Place in a full matrix of each cell of the upper triangle. */
function upperPlaces(): number[] {
  return UPPER.map(([i, j]) => i * D + j);
}

/** Place in a row (behind its mean) of each cell of the full covariance. */
function symmetricPlaces(offset: number): number[] {
  const places = new Array<number>(D * D);
  UPPER.forEach(([i, j], place) => {
    places[i * D + j] = places[j * D + i] = offset + place;
  });
  return places;
}

function unit(k: number): number[] {
  return Array.from({ length: D }, (_, i) => (i === k ? 1 : 0));
}

function diagonal(value: number): number[] {
  return Array.from({ length: D * D }, (_, i) => (i % (D + 1) === 0 ? value : 0));
}

function transposed(rows: readonly (readonly number[])[]): Float64Array {
  const width = rows[0].length;
  return Float64Array.from(
    { length: rows.length * width },
    (_, i) => rows[i % rows.length][Math.floor(i / rows.length)],
  );
}
