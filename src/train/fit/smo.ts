/**
 * Trains support vector machines: sequential minimal optimisation with second-order choice of the pair
 * (Fan, Chen and Lin 2005), the algorithm of LIBSVM. Our own because the builds of LIBSVM for JavaScript are
 * years old, and the kernel of a few thousand songs fits in memory.
 */
import type { SvmMachine } from '../../models/svm.ts';
import { radialKernel } from './kernel.ts';

export interface SvmRows {
  /** Scaled rows. */
  readonly rows: readonly ArrayLike<number>[];
  readonly labels: readonly number[];
  /** Weight of each row's errors, relative to `cost`; default 1. */
  readonly weights?: readonly number[];
  readonly genres: number;
}

export interface SvmOptions {
  /** Price C of violating the margin. */
  readonly cost: number;
  readonly gamma: number;
}

export interface BinaryMachine {
  /** Weight of each row, signed. */
  readonly weights: Float64Array;
  readonly bias: number;
}

/** Tolerance of the optimality (KKT) conditions, as in LIBSVM. */
const TOLERANCE = 1e-3;
const MIN_CURVATURE = 1e-12;
const MAX_STEPS = 1_000_000;

/** One machine for each pair of genres, over one set of vectors. */
export function trainSvm(data: SvmRows, { cost, gamma }: SvmOptions): SvmMachine {
  const kernel = radialKernel(data.rows, gamma);
  const machines: BinaryMachine[] = [];
  for (let a = 0; a < data.genres; a++) {
    for (let b = a + 1; b < data.genres; b++) machines.push(trainPair(data, kernel, cost, a, b));
  }
  const used = data.rows.flatMap((_, i) => (machines.some(({ weights }) => weights[i] !== 0) ? [i] : []));
  const kept = used.length > 0 ? used : [0];
  return {
    vectors: kept.map((i) => data.rows[i]),
    gamma,
    genres: data.genres,
    outputs: machines.map(({ weights, bias }) => ({
      weights: Float64Array.from(kept, (i) => weights[i]),
      bias,
    })),
  };
}

/**
 * Minimises 1/2 a'Qa - e'a under 0 <= a <= costs and y'a = 0, with Q = y y' K.
 *
 * @param signs 1 or -1 for each row
 * @param kernel K of two rows
 */
export function solveBinary(
  signs: readonly number[],
  costs: readonly number[],
  kernel: (i: number, j: number) => number,
): BinaryMachine {
  const alphas = new Float64Array(signs.length);
  const gradients = new Float64Array(signs.length).fill(-1);
  for (let step = 0; step < MAX_STEPS; step++) {
    const pair = choosePair({ signs, costs, alphas, gradients, kernel });
    if (pair === undefined) break;
    optimisePair(pair, { signs, costs, alphas, gradients, kernel });
  }
  return {
    weights: alphas.map((alpha, i) => alpha * signs[i]),
    bias: biasOf(signs, costs, alphas, gradients),
  };
}

interface Problem {
  readonly signs: readonly number[];
  readonly costs: readonly number[];
  readonly alphas: Float64Array;
  /** Gradient of the objective. */
  readonly gradients: Float64Array;
  readonly kernel: (i: number, j: number) => number;
}

function trainPair(data: SvmRows, kernel: Float64Array[], cost: number, a: number, b: number): BinaryMachine {
  const members = data.labels.flatMap((label, i) => (label === a || label === b ? [i] : []));
  const signs = members.map((i) => (data.labels[i] === a ? 1 : -1));
  const costs = members.map((i) => cost * (data.weights?.[i] ?? 1));
  const solved = solveBinary(signs, costs, (i, j) => kernel[members[i]][members[j]]);
  const weights = new Float64Array(data.rows.length);
  members.forEach((row, i) => {
    weights[row] = solved.weights[i];
  });
  return { weights, bias: solved.bias };
}

/** Pair of rows whose change helps most; undefined if the conditions of the optimum hold. */
function choosePair({ signs, costs, alphas, gradients, kernel }: Problem): [number, number] | undefined {
  let [i, highest] = [-1, -Infinity];
  for (let t = 0; t < signs.length; t++) {
    if (mayRise(t, signs, costs, alphas) && -signs[t] * gradients[t] > highest) {
      [i, highest] = [t, -signs[t] * gradients[t]];
    }
  }
  if (i < 0) return undefined;
  let [j, best, lowest] = [-1, Infinity, Infinity];
  for (let t = 0; t < signs.length; t++) {
    if (!mayFall(t, signs, costs, alphas)) continue;
    const value = -signs[t] * gradients[t];
    lowest = Math.min(lowest, value);
    const difference = highest - value;
    if (difference <= 0) continue;
    const curvature = Math.max(MIN_CURVATURE, kernel(i, i) + kernel(t, t) - 2 * kernel(i, t));
    const gain = -(difference * difference) / curvature;
    if (gain < best) [j, best] = [t, gain];
  }
  return j < 0 || highest - lowest < TOLERANCE ? undefined : [i, j];
}

/** Moves along the line that keeps y'a, as far as the costs allow. */
function optimisePair([i, j]: [number, number], { signs, costs, alphas, gradients, kernel }: Problem): void {
  const curvature = Math.max(MIN_CURVATURE, kernel(i, i) + kernel(j, j) - 2 * kernel(i, j));
  const wanted = (-signs[i] * gradients[i] + signs[j] * gradients[j]) / curvature;
  const roomI = signs[i] > 0 ? costs[i] - alphas[i] : alphas[i];
  const roomJ = signs[j] > 0 ? alphas[j] : costs[j] - alphas[j];
  const change = Math.min(wanted, roomI, roomJ);
  alphas[i] = change === roomI ? (signs[i] > 0 ? costs[i] : 0) : alphas[i] + signs[i] * change;
  alphas[j] = change === roomJ ? (signs[j] > 0 ? 0 : costs[j]) : alphas[j] - signs[j] * change;
  for (let t = 0; t < signs.length; t++) gradients[t] += signs[t] * change * (kernel(t, i) - kernel(t, j));
}

function mayRise(
  t: number,
  signs: readonly number[],
  costs: readonly number[],
  alphas: Float64Array,
): boolean {
  return signs[t] > 0 ? alphas[t] < costs[t] : alphas[t] > 0;
}

function mayFall(
  t: number,
  signs: readonly number[],
  costs: readonly number[],
  alphas: Float64Array,
): boolean {
  return signs[t] > 0 ? alphas[t] > 0 : alphas[t] < costs[t];
}

/** Bias from the rows on the margin; without any, the middle of the feasible interval. */
function biasOf(
  signs: readonly number[],
  costs: readonly number[],
  alphas: Float64Array,
  gradients: Float64Array,
): number {
  let [sum, free] = [0, 0];
  let [lower, upper] = [-Infinity, Infinity];
  for (let t = 0; t < signs.length; t++) {
    const value = -signs[t] * gradients[t];
    if (alphas[t] > 0 && alphas[t] < costs[t]) {
      sum += value;
      free++;
    } else if (mayRise(t, signs, costs, alphas)) lower = Math.max(lower, value);
    else upper = Math.min(upper, value);
  }
  if (free > 0) return sum / free;
  const bounds = [lower, upper].filter(Number.isFinite);
  return bounds.reduce((total, bound) => total + bound, 0) / Math.max(1, bounds.length);
}
