/** Multi-label models: each genre has a probability and a claim threshold of its own. */
import { TonearmError } from '../../errors.ts';
import { EAR_SIZES, earVgg } from '../../features/ear.ts';
import { mfccLogCov } from '../../features/log-covariance.ts';
import { linearScores } from '../../models/linear.ts';
import type { Scaler } from '../../models/scaler.ts';
import { Graph, type Value } from '../../onnx/graph.ts';
import { add, mul, sigmoid } from '../../onnx/ops-math.ts';
import { slice } from '../../onnx/ops-shape.ts';
import { float32 } from '../../onnx/tensor.ts';
import type { Row } from '../data/row.ts';
import { innerFolds } from '../data/split.ts';
import { earLinear, linearPreset } from './classifier-presets.ts';
import { fitColumns } from './columns.ts';
import { fitDirections } from './fit-linear.ts';
import { fitEmbeddingScaler, fitQuantileScaler, type Rows } from './fit-scaler.ts';
import { scoresOf } from './learn.ts';
import { type Curve, fitCurve, probabilityOf } from './logistic-curve.ts';
import type { FitOptions, Fitted, Preset } from './preset.ts';

interface Inputs {
  readonly fitScaler: (rows: Rows) => Scaler;
  /** Number of leading columns used of each recipe. */
  readonly counts: readonly number[];
}

/** Columns of the first network's means: with its deviations, multi-label accuracy was worse. */
const EAR_MEANS = EAR_SIZES.penultimate + EAR_SIZES.tags + EAR_SIZES.pool;
const INPUTS: ReadonlyMap<string, Inputs> = new Map<string, Inputs>([
  [earLinear.name, { fitScaler: fitEmbeddingScaler, counts: [EAR_MEANS, earVgg.columns.length] }],
  [linearPreset.name, { fitScaler: fitQuantileScaler, counts: [mfccLogCov.columns.length] }],
]);
const FOLDS = 5;
/** Required precision of a genre's claims on held-out songs, as for words of a description. */
const CLAIMS_RIGHT = 0.6;
/** Minimum number of claims that a threshold is judged by. */
const MIN_CLAIMED = 5;

/** Preset for songs that may have several genres. @throws bad-request for a preset without that */
export function severalGenres(preset: Preset): Preset {
  const inputs = INPUTS.get(preset.name);
  if (!inputs) {
    const message = `Expected a preset that learns several genres a song (${[...INPUTS.keys()].join(', ')}), got ${preset.name}.`;
    throw new TonearmError('bad-request', message);
  }
  const description = `${preset.description} Several genres a song.`;
  return { ...preset, description, fit: (rows, options) => learnGenres(preset, inputs, rows, options) };
}

async function learnGenres(
  { recipes }: Preset,
  { fitScaler, counts }: Inputs,
  whole: readonly Row[],
  { genres, seed, signal }: FitOptions,
): Promise<Fitted> {
  const rows = whole.map((row) => cut(row, counts));
  const shapes = counts.map((count) => [count]);
  const learn = async (some: readonly Row[]) => {
    const columns = await fitColumns(some, shapes, fitScaler);
    const machine = fitDirections(columns.rows, some.map(genresOf), genres.length);
    return (inputs: readonly Value[]) => linearScores(columns.attach(inputs), machine);
  };
  const attach = await learn(rows);
  const held: { row: Row; scores: Float32Array }[] = [];
  for (const { train, valid } of innerFolds(rows, FOLDS, seed)) {
    signal?.throwIfAborted();
    const scores = await scoresOf({ attach: await learn(train) }, valid, shapes);
    held.push(...valid.map((row, i) => ({ row, scores: scores[i] })));
  }
  const calibrated = genres.map((_, genre) => {
    const values = held.map(({ scores }) => scores[genre]);
    const truths = held.map(({ row }) => genresOf(row).includes(genre));
    const curve = fitCurve(values, truths);
    const probabilities = values.map((value) => probabilityOf(curve, value));
    return { curve, from: thresholdOf(probabilities, truths) };
  });
  const graph = new Graph();
  const inputs = recipes.map(({ name, shape }, i) =>
    slice(graph.input(name, 'float32', [-1, ...shape]), 1, 0, counts[i]),
  );
  const curves = calibrated.map(({ curve }) => curve);
  graph.output('probabilities', alongCurves(attach(inputs), curves));
  return { graph, unsureBelow: 0, claimedFrom: calibrated.map(({ from }) => from), curve: [], chosen: {} };
}

function cut(row: Row, counts: readonly number[]): Row {
  const features = row.features.map(({ data }, i) => ({
    data: data.subarray(0, counts[i]),
    shape: [counts[i]],
  }));
  return { ...row, features };
}

function alongCurves(scores: Value, curves: readonly Curve[]): Value {
  const row = (numbers: number[]) => scores.graph.constant(float32(numbers, [numbers.length]));
  const gradients = row(curves.map(({ gradient }) => gradient));
  return sigmoid(add(mul(scores, gradients), row(curves.map(({ bias }) => bias))));
}

/**
 * Claim threshold: among those with sufficient precision the one with the best F1, in the middle between the
 * last claimed song and the next; 1 if there is none.
 */
function thresholdOf(probabilities: readonly number[], truths: readonly boolean[]): number {
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[b] - probabilities[a]);
  const there = truths.filter(Boolean).length;
  const enough = Math.min(MIN_CLAIMED, there);
  let [right, best, from] = [0, 0, 1];
  order.forEach((place, i) => {
    right += truths[place] ? 1 : 0;
    const [claimed, next] = [i + 1, probabilities[order[i + 1]] ?? 0];
    if (next === probabilities[place] || claimed < enough || right < CLAIMS_RIGHT * claimed) return;
    const f1 = (2 * right) / (claimed + there);
    if (f1 > best) [best, from] = [f1, (probabilities[place] + next) / 2];
  });
  return from;
}

function genresOf({ label, labels = [label] }: Row): readonly number[] {
  return labels;
}
