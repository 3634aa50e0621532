/** Learning of the small networks that score candidates, and their cross-validation. */
import { concatenate } from '../../src/audio/resample.ts';
import { CandidateNetworks, type NetworkShape } from '../../src/description/network.ts';
import { randomOf, shuffled } from '../../src/dsp/random.ts';
import type { Network } from '../../src/models/layers.ts';
import { Learner } from '../../src/models/learner.ts';
import { add, relu } from '../../src/onnx/ops-math.ts';
import { reshape } from '../../src/onnx/ops-shape.ts';
import { cosineSchedule } from '../../src/onnx/optimiser.ts';
import { assignFolds } from '../../src/train/data/split.ts';

export interface Example {
  /** [candidates][inputs] */
  readonly rows: Float32Array;
  /** [candidates][outputs], together 1 */
  readonly target: Float32Array;
  readonly genre: string;
  readonly group: number;
}

export interface Training {
  readonly shape: NetworkShape;
  readonly candidates: number;
  readonly epochs: number;
  /** Share of the inputs that are hidden from a network for a step. */
  readonly dropout: number;
  /** The last inputs tell the sound as a whole: of these, so much more. */
  readonly sound: { readonly inputs: number; readonly dropout: number };
}

export const FOLDS = 5;
export const SEEDS = [11, 12, 13];
const BATCH = 32;
const RATE = 3e-3;
const WEIGHT_DECAY = 0.1;
const WARM_UP = 0.03;

/** Cross-validated probabilities of each example, by folding, from networks trained without its fold. */
export async function crossValidate(
  examples: readonly Example[],
  training: Training,
): Promise<Float64Array[][]> {
  const runs: Float64Array[][] = [];
  for (const seed of SEEDS) {
    const folds = assignFolds(
      examples.map(({ genre }) => genre),
      examples.map(({ group }) => group),
      FOLDS,
      seed,
    );
    const run = new Array<Float64Array>(examples.length);
    for (let fold = 0; fold < FOLDS; fold++) {
      const networks = await fitNetworks(
        examples.filter((_, i) => folds[i] !== fold),
        training,
      );
      examples.forEach(({ rows }, i) => {
        if (folds[i] === fold) run[i] = networks.probabilities(rows);
      });
    }
    runs.push(run);
    console.error(`folding ${runs.length} of ${SEEDS.length}`);
  }
  return runs;
}

export async function fitNetworks(
  examples: readonly Example[],
  training: Training,
): Promise<CandidateNetworks> {
  return new CandidateNetworks(await fitWeights(examples, training), training.shape);
}

/** Trains weights, in the order that `CandidateNetworks` reads. */
export async function fitWeights(examples: readonly Example[], training: Training): Promise<Float32Array> {
  const { inputs, networks } = training.shape;
  const { means, deviations } = momentsOf(examples, inputs);
  const scaled = examples.map(({ rows, target }) => ({
    target,
    rows: rows.map((value, at) => (value - means[at % inputs]) / deviations[at % inputs]),
  }));
  const parts: Float32Array[] = [];
  for (let seed = 1; seed <= networks; seed++) {
    parts.push(means, deviations, ...(await learn(scaled, training, seed)));
  }
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

async function learn(
  examples: readonly Pick<Example, 'rows' | 'target'>[],
  training: Training,
  seed: number,
): Promise<Float32Array[]> {
  const { shape, candidates, epochs } = training;
  const random = randomOf(seed);
  const learner = await Learner.create(networkOf(training), {
    inputShapes: [[candidates, shape.inputs]],
    scores: candidates * shape.outputs,
    batch: BATCH,
    weightDecay: WEIGHT_DECAY,
    random,
  });
  const schedule = cosineSchedule(WARM_UP);
  const steps = Math.floor(examples.length / BATCH);
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = shuffled(examples, random);
      for (let step = 0; step < steps; step++) {
        const batch = order.slice(step * BATCH, (step + 1) * BATCH);
        const inputs = [concatenate(batch.map(({ rows }) => masked(rows, training, random)))];
        const progress = (epoch + step / steps) / epochs;
        await learner.step(
          { inputs, targets: concatenate(batch.map(({ target }) => target)) },
          RATE * schedule(progress),
        );
      }
    }
    const { tensors } = learner.save();
    const part = (name: string) => tensors.get(name)!.data as Float32Array;
    const hidden = concatenate([part('hidden.weights'), part('hidden.bias')]);
    const bias = part('output.bias').map((value, i) => value + part('direct.bias')[i]);
    return [hidden, concatenate([part('output.weights'), bias]), part('direct.weights')];
  } finally {
    await learner.release();
  }
}

function networkOf({ shape, candidates }: Training): Network {
  return (layers, [x]) => {
    const flat = reshape(x, [-1, shape.inputs]);
    const hidden = relu(layers.dense('hidden', flat, shape.hidden));
    const scores = add(
      layers.dense('output', hidden, shape.outputs),
      layers.dense('direct', flat, shape.outputs),
    );
    return reshape(scores, [-1, candidates * shape.outputs]);
  };
}

/** The same inputs of all candidates are hidden. */
function masked(rows: Float32Array, { shape, dropout, sound }: Training, random: () => number): Float32Array {
  const mask = Float32Array.from({ length: shape.inputs }, (_, i) => {
    const rate = i >= shape.inputs - sound.inputs ? sound.dropout : dropout;
    return random() < rate ? 0 : 1 / (1 - rate);
  });
  // A loop: of a step, `rows.map` took two thirds of the time.
  const kept = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at += mask.length) {
    for (let i = 0; i < mask.length; i++) kept[at + i] = rows[at + i] * mask[i];
  }
  return kept;
}

function momentsOf(
  examples: readonly Example[],
  inputs: number,
): { means: Float32Array; deviations: Float32Array } {
  const [sums, squares] = [new Float64Array(inputs), new Float64Array(inputs)];
  let count = 0;
  for (const { rows } of examples) {
    rows.forEach((value, at) => {
      sums[at % inputs] += value;
      squares[at % inputs] += value * value;
    });
    count += rows.length / inputs;
  }
  const variance = (i: number) => Math.max(0, squares[i] / count - (sums[i] / count) ** 2);
  return {
    means: Float32Array.from(sums, (sum) => sum / count),
    deviations: Float32Array.from(sums, (_, i) => Math.sqrt(variance(i)) + 1e-6),
  };
}
