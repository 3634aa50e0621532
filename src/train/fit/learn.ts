/** Common parts of all classifiers: graph nodes, prediction, calibration, presets. */
import { softmaxOf } from '../../dsp/statistics.ts';
import type { Recipe } from '../../features/recipe.ts';
import { Graph, type Value } from '../../onnx/graph.ts';
import { mul, softmax } from '../../onnx/ops-math.ts';
import { reshape, slice } from '../../onnx/ops-shape.ts';
import { openSession } from '../../onnx/session.ts';
import { float32, type Shape, sizeOf } from '../../onnx/tensor.ts';
import type { Row } from '../data/row.ts';
import { innerFolds } from '../data/split.ts';
import { confidenceThreshold, fitTemperature } from './calibration.ts';
import type { CurvePoint, FitOptions, Fitted, Preset } from './preset.ts';

/** Trained classifier, not yet calibrated. */
export interface Learned {
  /** Adds the nodes from the inputs (as `inputShapes` has them) to scores [batch, genres]. */
  attach(inputs: readonly Value[]): Value;
  readonly curve: readonly CurvePoint[];
  readonly chosen: Fitted['chosen'];
  /** Held-out rows with their scores, if there are any. */
  readonly heldOut?: HeldOut;
}

export interface HeldOut {
  readonly labels: readonly number[];
  readonly scores: readonly Float32Array[];
}

/** Scores of every row, held out in turn. */
export interface CrossScores extends HeldOut {
  /** Fold that held out each row: the same for every classifier. */
  readonly folds: readonly number[];
}

export interface LearnOptions extends FitOptions {
  /** Shapes of the recipes' arrays, with a variable length cut to a fixed one. */
  readonly inputShapes: readonly Shape[];
}

export type Learn = (rows: readonly Row[], options: LearnOptions) => Promise<Learned>;

export interface ClassifierPreset extends Omit<Preset, 'fit' | 'augmentations'> {
  /** Augmentations besides altered sound. */
  readonly augmentations?: Preset['augmentations'];
  readonly learn: Learn;
  /** Number of frames that each sequence is cut to; every segment has at least so many. */
  readonly frames?: number;
}

/** Number of inner folds for the calibration of a classifier that holds out no rows itself. */
const CALIBRATION_FOLDS = 5;
/** Number of rows that one run of a graph predicts: its memory grows with them. */
const QUESTION_ROWS = 64;

/**
 * Preset of a classifier: trains, then fits temperature and threshold on out-of-fold scores. Classifiers that
 * hold rows out themselves are calibrated on those, the others by inner artist-grouped folds.
 */
export function classifierPreset({ learn, frames, augmentations = [], ...preset }: ClassifierPreset): Preset {
  const inputShapes = preset.recipes.map((recipe) => fixedShape(recipe, frames));
  return {
    ...preset,
    augmentations: ['sound', ...augmentations],
    fit: async (rows, options) => {
      const learnOptions = { ...options, inputShapes };
      const learned = await learn(rows, learnOptions);
      const heldOut = learned.heldOut ?? (await crossScores(learn, rows, learnOptions));
      return calibrated(learned, heldOut, preset.recipes, inputShapes);
    },
  };
}

/** Out-of-fold scores of every row. */
export async function crossScores(
  learn: Learn,
  rows: readonly Row[],
  options: LearnOptions,
): Promise<CrossScores> {
  const parts = [];
  for (const fold of innerFolds(rows, CALIBRATION_FOLDS, options.seed)) {
    options.signal?.throwIfAborted();
    const learned = await learn(fold.train, { ...options, validation: undefined, checkpoint: undefined });
    parts.push({ rows: fold.valid, scores: await scoresOf(learned, fold.valid, options.inputShapes) });
  }
  return {
    labels: parts.flatMap((part) => part.rows.map(({ label }) => label)),
    scores: parts.flatMap(({ scores }) => scores),
    folds: parts.flatMap((part, fold) => part.rows.map(() => fold)),
  };
}

/** Scores that `attach` computes for rows. */
export async function scoresOf(
  { attach }: Pick<Learned, 'attach'>,
  rows: readonly Row[],
  inputShapes: readonly Shape[],
): Promise<Float32Array[]> {
  const inputs = inputShapes.map((shape, i) => flatInputs(rows, i, shape));
  return runGraph(attach, inputs, inputShapes);
}

/** Runs a graph of the nodes that `attach` adds over rows of inputs. */
export async function runGraph(
  attach: (inputs: readonly Value[]) => Value,
  inputs: readonly Float32Array[],
  inputShapes: readonly Shape[],
): Promise<Float32Array[]> {
  const graph = new Graph();
  const values = inputShapes.map((shape, i) => graph.input(`x${i}`, 'float32', [-1, ...shape]));
  graph.output('y', attach(values));
  const session = await openSession(graph.toBytes());
  const sizes = inputShapes.map(sizeOf);
  const count = inputs[0].length / sizes[0];
  const answers: Float32Array[] = [];
  for (let start = 0; start < count; start += QUESTION_ROWS) {
    const rows = Math.min(QUESTION_ROWS, count - start);
    const feeds = inputShapes.map((shape, i) => {
      const part = inputs[i].subarray(start * sizes[i], (start + rows) * sizes[i]);
      return [`x${i}`, float32(part, [rows, ...shape])] as const;
    });
    const { y } = await session.run(Object.fromEntries(feeds));
    const width = y.data.length / rows;
    for (let row = 0; row < rows; row++) {
      answers.push((y.data as Float32Array).slice(row * width, (row + 1) * width));
    }
  }
  await session.release();
  return answers;
}

/** The arrays of one recipe, row after row, each cut to `shape`. */
export function flatInputs(rows: readonly Row[], recipe: number, shape: Shape): Float32Array {
  const size = sizeOf(shape);
  const flat = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    const { data } = row.features[recipe];
    if (data.length < size)
      throw new RangeError(`Expected at least [${shape}], got [${row.features[recipe].shape}]`);
    flat.set(data.subarray(0, size), i * size);
  });
  return flat;
}

function calibrated(
  learned: Learned,
  heldOut: HeldOut,
  recipes: readonly Recipe[],
  inputShapes: readonly Shape[],
): Fitted {
  const temperature = fitTemperature(heldOut.scores, heldOut.labels);
  const probabilities = heldOut.scores.map((scores) => softmaxOf(scores, temperature));
  const graph = new Graph();
  const inputs = recipes.map((recipe, i) => {
    return cut(graph.input(recipe.name, 'float32', [-1, ...recipe.shape]), inputShapes[i]);
  });
  graph.output('probabilities', softmax(mul(learned.attach(inputs), 1 / temperature)));
  return {
    graph,
    unsureBelow: confidenceThreshold(probabilities, heldOut.labels),
    curve: learned.curve,
    chosen: { ...learned.chosen, temperature: Number(temperature.toPrecision(3)) },
  };
}

function cut(x: Value, shape: Shape): Value {
  return x.shape.slice(1).includes(-1) ? reshape(slice(x, 1, 0, shape[0]), [-1, ...shape]) : x;
}

function fixedShape(recipe: Recipe, frames: number | undefined): Shape {
  return recipe.shape.map((size) => {
    if (size !== -1) return size;
    if (frames === undefined)
      throw new RangeError(`Expected a number of frames for ${recipe.name}, got none`);
    return frames;
  });
}
