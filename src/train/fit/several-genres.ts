/** Models of several genres a song: each genre has a probability of its own, and one from which it is claimed. */
import { TonearmError } from '../../errors.ts';
import { EAR_SIZES } from '../../features/ear.ts';
import { mfccLogCov } from '../../features/log-covariance.ts';
import { linearScores } from '../../models/linear.ts';
import { type Scaler, scale } from '../../models/scaler.ts';
import { Graph, type Value } from '../../onnx/graph.ts';
import { add, mul, sigmoid } from '../../onnx/ops-math.ts';
import { slice } from '../../onnx/ops-shape.ts';
import { float32 } from '../../onnx/tensor.ts';
import type { Row } from '../data/row.ts';
import { innerFolds } from '../data/split.ts';
import { earLinear, linearPreset } from './family-presets.ts';
import { fitDirections } from './fit-linear.ts';
import { fitEmbeddingScaler, fitQuantileScaler, type Rows } from './fit-scaler.ts';
import { askGraph, flatInputs, scoresOf } from './learn.ts';
import { type Curve, fitCurve, probabilityOf } from './logistic-curve.ts';
import type { FitOptions, Fitted, Preset } from './preset.ts';

interface Columns {
  readonly fitScaler: (rows: Rows) => Scaler;
  /** So many of the first are learned from. */
  readonly count: number;
}

/** Of the ear its means: with its deviations beside them several genres were told worse. */
const EAR_MEANS = EAR_SIZES.penultimate + EAR_SIZES.tags + EAR_SIZES.pool;
const COLUMNS: ReadonlyMap<string, Columns> = new Map<string, Columns>([
  [earLinear.name, { fitScaler: fitEmbeddingScaler, count: EAR_MEANS }],
  [linearPreset.name, { fitScaler: fitQuantileScaler, count: mfccLogCov.columns.length }],
]);
const FOLDS = 5;
/** A genre is claimed from where so many of its held-out songs were rightly called so: as words of a description. */
const CLAIMS_RIGHT = 0.6;
/** Fewer rows that are called so tell nothing. */
const MIN_CLAIMED = 5;

/** The preset for songs that may have several genres. @throws bad-request where it cannot learn such */
export function severalGenres(preset: Preset): Preset {
  const columns = COLUMNS.get(preset.name);
  if (!columns) {
    const message = `Expected a preset that learns several genres a song (${[...COLUMNS.keys()].join(', ')}), got ${preset.name}.`;
    throw new TonearmError('bad-request', message);
  }
  const description = `${preset.description} Several genres a song.`;
  return { ...preset, description, fit: (rows, options) => learnGenres(preset, columns, rows, options) };
}

async function learnGenres(
  { recipes: [recipe] }: Preset,
  columns: Columns,
  rows: readonly Row[],
  { genres, seed, signal }: FitOptions,
): Promise<Fitted> {
  const learn = (some: readonly Row[]) => learnDirections(some, columns, genres.length);
  const attach = await learn(rows);
  const held: { row: Row; scores: Float32Array }[] = [];
  for (const { train, valid } of innerFolds(rows, FOLDS, seed)) {
    signal?.throwIfAborted();
    const scores = await scoresOf({ attach: await learn(train) }, valid, [[columns.count]]);
    held.push(...valid.map((row, i) => ({ row, scores: scores[i] })));
  }
  const calibrated = genres.map((_, genre) => {
    const values = held.map(({ scores }) => scores[genre]);
    const truths = held.map(({ row }) => genresOf(row).includes(genre));
    const curve = fitCurve(values, truths);
    return {
      curve,
      from: thresholdOf(
        values.map((value) => probabilityOf(curve, value)),
        truths,
      ),
    };
  });
  const graph = new Graph();
  const input = graph.input(recipe.name, 'float32', [-1, ...recipe.shape]);
  const curves = calibrated.map(({ curve }) => curve);
  graph.output('probabilities', alongCurves(attach([slice(input, 1, 0, columns.count)]), curves));
  return { graph, unsureBelow: 0, claimedFrom: calibrated.map(({ from }) => from), curve: [], chosen: {} };
}

async function learnDirections(
  rows: readonly Row[],
  { fitScaler, count }: Columns,
  genres: number,
): Promise<(inputs: readonly Value[]) => Value> {
  const scaler = fitScaler(rows.map(({ features }) => features[0].data.subarray(0, count)));
  const scaled = await askGraph(([x]) => scale(x, scaler), [flatInputs(rows, 0, [count])], [[count]]);
  const machine = fitDirections(scaled, rows.map(genresOf), genres);
  return ([x]) => linearScores(scale(x, scaler), machine);
}

function alongCurves(scores: Value, curves: readonly Curve[]): Value {
  const row = (numbers: number[]) => scores.graph.constant(float32(numbers, [numbers.length]));
  const gradients = row(curves.map(({ gradient }) => gradient));
  return sigmoid(add(mul(scores, gradients), row(curves.map(({ bias }) => bias))));
}

/** The lowest probability from which on claims are right often enough; 1 where none is. */
function thresholdOf(probabilities: readonly number[], truths: readonly boolean[]): number {
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[b] - probabilities[a]);
  const enough = Math.min(MIN_CLAIMED, truths.filter(Boolean).length);
  let [right, from] = [0, 1];
  order.forEach((place, i) => {
    right += truths[place] ? 1 : 0;
    const isTied = probabilities[order[i + 1]] === probabilities[place];
    if (!isTied && i + 1 >= enough && right / (i + 1) >= CLAIMS_RIGHT) from = probabilities[place];
  });
  return from;
}

function genresOf({ label, labels = [label] }: Row): readonly number[] {
  return labels;
}
