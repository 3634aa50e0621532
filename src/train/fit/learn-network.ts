import { randomOf, shuffled } from '../../dsp/random.ts';
import { argmax } from '../../dsp/statistics.ts';
import { SessionThread } from '../../jobs/session-thread.ts';
import type { Network } from '../../models/layers.ts';
import { exportNetwork, Learner, type LearnerState } from '../../models/learner.ts';
import { STANDARD_LIMIT, type StandardScaler, scale } from '../../models/scaler.ts';
import type { Value } from '../../onnx/graph.ts';
import type { Schedule } from '../../onnx/optimiser.ts';
import { openSession } from '../../onnx/session.ts';
import { type Shape, sizeOf } from '../../onnx/tensor.ts';
import type { Row } from '../data/row.ts';
import { innerFolds } from '../data/split.ts';
import { augmentBatch, type TrainingBatch } from './augment-batch.ts';
import { crossEntropy } from './calibration.ts';
import { type Run, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { fitStandardScaler } from './fit-scaler.ts';
import { flatInputs, type Learn, type LearnOptions } from './learn.ts';
import type { Augmentation, CurvePoint } from './preset.ts';

export interface NetworkTraining {
  /** Network for a number of genres. */
  readonly network: (genres: number) => Network;
  readonly epochs: number;
  readonly batch: number;
  /**
   * Number of threads that compute gradients of parts of a batch; default none, which is faster if a step
   * takes few milliseconds. It affects the result: normalisation uses statistics of its part alone.
   */
  readonly threads?: number;
  /** Learning rate of a full step. */
  readonly rate: number;
  readonly schedule: Schedule;
  readonly weightDecay: number;
  /** Number of epochs without a validation loss lower by `MIN_GAIN` after which it stops. */
  readonly patience: number;
}

interface Task {
  readonly network: Network;
  readonly scaler: StandardScaler;
  readonly shape: Shape;
  readonly genres: number;
  readonly train: Side;
  readonly valid: Side;
}

interface Side {
  /** Scaled inputs, row by row. */
  readonly inputs: Float32Array;
  readonly labels: readonly number[];
}

interface Epoch {
  /** Number of rows of a step. */
  readonly size: number;
  readonly epoch: number;
  readonly random: () => number;
  readonly augment: readonly Augmentation[];
}

/** Number of folds of which one is held out for validation, if the collection has none. */
const HOLD_OUT_FOLDS = 5;
/** Minimum steps of an epoch: otherwise patience would run out on few rows before anything was learned. */
const MIN_STEPS = 10;
/** Minimum improvement in nats: a validation loss that creeps towards zero is no reason to go on. */
const MIN_GAIN = 1e-3;
/** Minimum batch size, for few rows: normalisation needs some to compare. */
const MIN_BATCH = 8;
/** Offset between seeds, larger than the number of epochs: no two seeds share an epoch's random numbers. */
const SEED_STRIDE = 100_003;

/**
 * Network learner: trains in epochs, stops early when the validation loss no longer falls, and keeps the best
 * epoch. Each epoch has random numbers of its own, so a run continued from a checkpoint ends bit for bit as
 * one that never stopped.
 */
export function networkLearner(training: NetworkTraining): Learn {
  return async (rows, options) => {
    const task = prepare(training, rows, options);
    const { best, curve, scores } = await learnInEpochs(task, training, options);
    const attach = ([x]: readonly Value[]) =>
      exportNetwork(task.network, [scale(x, task.scaler)], best.state.tensors);
    return { attach, curve, chosen: { epochs: best.epoch }, heldOut: { labels: task.valid.labels, scores } };
  };
}

function prepare({ network }: NetworkTraining, rows: readonly Row[], options: LearnOptions): Task {
  const { train, valid } = sides(rows, options);
  const [shape] = options.inputShapes;
  const scaler = fitStandardScaler(lines(flatInputs(train, 0, shape), shape.at(-1)!));
  const side = (part: readonly Row[]): Side => ({
    inputs: scaled(flatInputs(part, 0, shape), scaler),
    labels: part.map(({ label }) => label),
  });
  const genres = options.genres.length;
  return { network: network(genres), scaler, shape, genres, train: side(train), valid: side(valid) };
}

function sides(rows: readonly Row[], { validation, seed }: LearnOptions) {
  if (validation !== undefined && validation.length > 0) return { train: rows, valid: validation };
  return innerFolds(rows, HOLD_OUT_FOLDS, seed)[0];
}

/** Trains, and returns the run with the scores of the validation rows at its best epoch. */
async function learnInEpochs(
  task: Task,
  training: NetworkTraining,
  options: LearnOptions,
): Promise<Run & { scores: Float32Array[] }> {
  const threads = Array.from({ length: training.threads ?? 0 }, () => new SessionThread());
  const places = threads.length > 0 ? threads.map(({ open }) => open) : [openSession];
  try {
    return await learnAt(places, task, training, options);
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

async function learnAt(
  places: readonly (typeof openSession)[],
  task: Task,
  training: NetworkTraining,
  options: LearnOptions,
): Promise<Run & { scores: Float32Array[] }> {
  let random = randomOf(options.seed);
  const { batch, weightDecay } = training;
  const size = batchSize(batch, task.train.labels.length, places.length);
  const shape = { inputShapes: [task.shape], scores: task.genres };
  const learner = await Learner.create(task.network, {
    ...shape,
    batch: size,
    weightDecay,
    random: () => random(),
    replicas: places,
  });
  const fresh = freshRun(learner);
  const name = JSON.stringify([
    training,
    options.seed,
    options.augment ?? [],
    task.train.labels,
    shapesOf(fresh.state),
  ]);
  const saved = options.checkpoint && (await readCheckpoint(options.checkpoint, name));
  if (saved) learner.load(saved.state);
  let run = saved || fresh;
  try {
    while (run.epoch < training.epochs && run.epoch - run.best.epoch < training.patience) {
      options.signal?.throwIfAborted();
      random = randomOf(options.seed * SEED_STRIDE + run.epoch + 1);
      const trainLoss = await learnEpoch(learner, task, training, {
        size,
        epoch: run.epoch,
        random,
        augment: options.augment ?? [],
      });
      run = await afterEpoch(run, learner, trainLoss, task);
      if (options.checkpoint) await writeCheckpoint(options.checkpoint, name, run);
      options.onProgress?.(run.epoch / training.epochs);
    }
    learner.load(run.best.state);
    if (options.checkpoint) await removeCheckpoint(options.checkpoint);
    return { ...run, scores: await scoresAt(learner, task) };
  } finally {
    await learner.release();
  }
}

/** Batch size, equal for each part; with fewer rows than parts, rows repeat. */
function batchSize(wanted: number, rows: number, parts: number): number {
  const size = Math.min(wanted, rows, Math.max(MIN_BATCH, Math.floor(rows / MIN_STEPS)));
  return Math.max(parts, size - (size % parts));
}

function freshRun(learner: Learner): Run {
  const state = learner.save();
  return { epoch: 0, state, best: { epoch: 0, loss: Number.MAX_VALUE, state }, curve: [] };
}

function shapesOf({ tensors }: LearnerState): (string | Shape)[] {
  return [...tensors].flatMap(([name, { shape }]) => [name, shape]);
}

/**
 * Trains one epoch: every row once, in a new order, except an incomplete batch; few rows several times.
 * @returns the mean loss
 */
async function learnEpoch(
  learner: Learner,
  task: Task,
  { rate, schedule, epochs }: NetworkTraining,
  { size, epoch, random, augment }: Epoch,
): Promise<number> {
  const all = [...task.train.labels.keys()];
  const steps = Math.max(MIN_STEPS, Math.floor(all.length / size));
  const passes = Math.ceil((steps * size) / all.length);
  const order = Array.from({ length: passes }, () => shuffled(all, random)).flat();
  let loss = 0;
  for (let step = 0; step < steps; step++) {
    const progress = (epoch + step / steps) / epochs;
    const rows = order.slice(step * size, (step + 1) * size);
    const { inputs, targets } = batchOf(task, rows);
    augmentBatch({ inputs, targets }, task.shape, augment, random);
    loss += (await learner.step({ inputs: [inputs], targets }, rate * schedule(progress))) / steps;
  }
  return loss;
}

async function afterEpoch(run: Run, learner: Learner, trainLoss: number, task: Task): Promise<Run> {
  const epoch = run.epoch + 1;
  const state = learner.save();
  const scores = await scoresAt(learner, task);
  const { labels } = task.valid;
  const validLoss = crossEntropy(scores, labels);
  const right = scores.filter((row, i) => argmax(row) === labels[i]).length;
  const point: CurvePoint = { epoch, trainLoss, validLoss, validAccuracy: right / labels.length };
  const best = validLoss < run.best.loss - MIN_GAIN ? { epoch, loss: validLoss, state } : run.best;
  return { epoch, state, best, curve: [...run.curve, point] };
}

/** Scores of the validation rows by the current parameters. */
async function scoresAt(learner: Learner, { valid, genres }: Task): Promise<Float32Array[]> {
  return lines(await learner.predict([valid.inputs]), genres);
}

function batchOf({ train: { inputs, labels }, shape, genres }: Task, rows: readonly number[]): TrainingBatch {
  const size = sizeOf(shape);
  const part = new Float32Array(rows.length * size);
  const targets = new Float32Array(rows.length * genres);
  rows.forEach((row, i) => {
    part.set(inputs.subarray(row * size, (row + 1) * size), i * size);
    targets[i * genres + labels[row]] = 1;
  });
  return { inputs: part, targets };
}

/** Views of `width` values each. */
function lines(flat: Float32Array, width: number): Float32Array[] {
  return Array.from({ length: flat.length / width }, (_, i) => flat.subarray(i * width, (i + 1) * width));
}

/** Standardises in place: spectrograms of many songs fill the memory. */
function scaled(flat: Float32Array, { means, deviations }: StandardScaler): Float32Array {
  const width = means.length;
  for (let i = 0; i < flat.length; i++) {
    const value = (flat[i] - means[i % width]) / deviations[i % width];
    flat[i] = Math.min(Math.max(value, -STANDARD_LIMIT), STANDARD_LIMIT);
  }
  return flat;
}
