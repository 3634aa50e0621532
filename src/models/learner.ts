/** Trainer of a network: gradients by part of a batch, then one step of AdamW; and predictions between the steps. */
import type { Value } from '../onnx/graph.ts';
import { biasCorrection } from '../onnx/optimiser.ts';
import { openSession, type Session } from '../onnx/session.ts';
import { float32, type Shape, sizeOf, type TensorValue } from '../onnx/tensor.ts';
import { Layers, MOMENTUM_INPUT, type Network, type NetworkState } from './layers.ts';
import {
  gradientsGraph,
  inferenceGraph,
  nextOutput,
  partInput,
  stepGraph,
  wholeStepGraph,
} from './training-graphs.ts';

export interface LearnerOptions {
  /** Shape of one row of each input, without the batch. */
  readonly inputShapes: readonly Shape[];
  /** Scores that the network gives for a row. */
  readonly scores: number;
  /** Rows a step: as many for each replica. */
  readonly batch: number;
  readonly weightDecay: number;
  /** Draws initial values and dropout. */
  readonly random: () => number;
  /**
   * Sessions that compute gradients in parallel, each of an equal part of the batch; default one, in this
   * process. Normalisation uses statistics of its part alone. The result depends on the number of replicas,
   * not on where they run.
   */
  readonly replicas?: readonly (typeof openSession)[];
}

/** Training batch: exactly `batch` rows. */
export interface Batch {
  /** One array an input, row after row. */
  readonly inputs: readonly Float32Array[];
  /** [batch, scores]: the probability of each score's class; a row of zeros counts for nothing. */
  readonly targets: Float32Array;
}

/** State from which an interrupted run continues. */
export interface LearnerState {
  readonly step: number;
  readonly tensors: NetworkState;
}

/** The sessions of one replica. */
interface Replica {
  readonly train: Session;
  readonly predict: Session;
}

interface Mask {
  readonly name: string;
  readonly shape: Shape;
  readonly rate: number;
}

/** Rows predicted at once. */
const PREDICT_ROWS = 64;
/** Share of the old value that running statistics keep at each step. */
const MOMENTUM = 0.9;

export class Learner {
  readonly #options: LearnerOptions;
  readonly #state: NetworkState;
  readonly #masks: readonly Mask[];
  readonly #replicas: readonly Replica[];
  /** Takes the step from the gradients of several replicas; one replica takes it itself. */
  readonly #advance: Session | undefined;
  #step = 0;

  /** @throws RangeError where the batch does not part evenly. */
  static async create(network: Network, options: LearnerOptions): Promise<Learner> {
    const { inputShapes, scores, replicas = [openSession] } = options;
    const rows = options.batch / replicas.length;
    if (!Number.isInteger(rows))
      throw new RangeError(`Expected rows for ${replicas.length} replicas, got ${options.batch}`);
    const state: NetworkState = new Map();
    const isWhole = replicas.length === 1;
    const learning = isWhole ? wholeStepGraph : gradientsGraph;
    const layers = learning(network, { inputShapes, rows, scores }, state, options.random);
    const bytes = layers.graph.toBytes();
    const step = isWhole ? undefined : stepGraph(layers, replicas.length, state).toBytes();
    const inference = inferenceGraph(network, inputShapes, state).toBytes();
    const opened = replicas.map(async (open) => {
      return { train: await open(bytes), predict: await open(inference) };
    });
    const masks = layers.masks.map(({ value, rate }) => ({ name: value.name, shape: value.shape, rate }));
    return new Learner(options, state, masks, await Promise.all(opened), step && (await openSession(step)));
  }

  private constructor(
    options: LearnerOptions,
    state: NetworkState,
    masks: readonly Mask[],
    replicas: readonly Replica[],
    advance: Session | undefined,
  ) {
    this.#options = options;
    this.#state = state;
    this.#masks = masks;
    this.#replicas = replicas;
    this.#advance = advance;
  }

  /** One step of size `rate`; the mean cross-entropy of the batch before it. */
  async step(batch: Batch, rate: number): Promise<number> {
    this.#step++;
    const rates = {
      rate: float32([rate * biasCorrection(this.#step)], []),
      decay: float32([rate * this.#options.weightDecay], []),
    };
    const feeds = this.#replicas.map((_, part) => this.#feeds(batch, part));
    const advance = this.#advance;
    if (advance === undefined) {
      const next = await this.#replicas[0].train.run({ ...feeds[0], ...rates });
      this.#keep(next);
      return Number(next.loss.data[0]);
    }
    const results = await Promise.all(this.#replicas.map(({ train }, part) => train.run(feeds[part])));
    const parts = results.flatMap((result, part) =>
      Object.entries(result).map(([name, value]) => [partInput(part, name), value] as const),
    );
    this.#keep(await advance.run({ ...only(advance, [...this.#state, ...parts]), ...rates }));
    return results.reduce((sum, { loss }) => sum + Number(loss.data[0]), 0) / results.length;
  }

  /** Scores for any number of rows, [rows, scores]. */
  async predict(inputs: readonly Float32Array[]): Promise<Float32Array> {
    const { inputShapes, scores: width } = this.#options;
    const rows = inputs[0].length / sizeOf(inputShapes[0]);
    const scores = new Float32Array(rows * width);
    const count = this.#replicas.length;
    const answers = this.#replicas.map(async ({ predict }, replica) => {
      const state = only(predict, [...this.#state]);
      for (let start = replica * PREDICT_ROWS; start < rows; start += count * PREDICT_ROWS) {
        const part = rowsOf(inputs, inputShapes, start, Math.min(start + PREDICT_ROWS, rows));
        const results = await predict.run({ ...state, ...part });
        scores.set(results.scores.data as Float32Array, start * width);
      }
    });
    await Promise.all(answers);
    return scores;
  }

  /** A copy of what was learned so far, to save or to come back to. */
  save(): LearnerState {
    return { step: this.#step, tensors: new Map(this.#state) };
  }

  /**
   * Goes on from a saved state; the random numbers are the caller's.
   * @throws RangeError where it is the state of another network.
   */
  load({ step, tensors }: LearnerState): void {
    for (const [name, { shape }] of this.#state) {
      const got = tensors.get(name)?.shape;
      if (got?.join() !== shape.join()) throw new RangeError(`Expected ${name} of [${shape}], got [${got}]`);
      this.#state.set(name, tensors.get(name)!);
    }
    this.#step = step;
  }

  async release(): Promise<void> {
    const sessions = this.#replicas.flatMap(({ train, predict }) => [train, predict]);
    await Promise.all([...sessions, this.#advance].map((session) => session?.release()));
  }

  #keep(next: Readonly<Record<string, TensorValue>>): void {
    for (const name of this.#state.keys()) this.#state.set(name, next[nextOutput(name)]);
  }

  /** Inputs of one replica for its part of a step. */
  #feeds({ inputs, targets }: Batch, part: number): Record<string, TensorValue> {
    const { inputShapes, scores, batch } = this.#options;
    const rows = batch / this.#replicas.length;
    const { train } = this.#replicas[part];
    return {
      ...only(train, [...this.#state, [MOMENTUM_INPUT, this.#momentum()]]),
      ...rowsOf(inputs, inputShapes, part * rows, (part + 1) * rows),
      ...Object.fromEntries(this.#masks.map((mask) => [mask.name, this.#drawMask(mask)])),
      targets: float32(targets.subarray(part * rows * scores, (part + 1) * rows * scores), [rows, scores]),
    };
  }

  /** The first steps average all that was seen: a running mean must not start from a guess. */
  #momentum(): TensorValue {
    return float32([Math.min(MOMENTUM, 1 - 1 / this.#step)], []);
  }

  #drawMask({ shape, rate }: Mask): TensorValue {
    const { random } = this.#options;
    const kept = 1 / (1 - rate);
    // A loop: of a small network's step, `Float32Array.from` took a third.
    const mask = new Float32Array(sizeOf(shape));
    for (let i = 0; i < mask.length; i++) mask[i] = random() < rate ? 0 : kept;
    return float32(mask, shape);
  }
}

/** Adds a learned network to a graph as constants; gives its scores before the softmax. */
export function exportNetwork(network: Network, inputs: readonly Value[], tensors: NetworkState): Value {
  const layers = new Layers(inputs[0].graph, 'export', new Map(tensors), () => {
    throw new RangeError('Expected the state of this network, got that of another');
  });
  return network(layers, inputs);
}

/** Picks the inputs that a session takes. */
function only(
  { inputNames }: Session,
  values: readonly (readonly [string, TensorValue])[],
): Record<string, TensorValue> {
  return Object.fromEntries(values.filter(([name]) => inputNames.includes(name)));
}

/** Rows `start` to `end` of each input. */
function rowsOf(inputs: readonly Float32Array[], shapes: readonly Shape[], start: number, end: number) {
  const parts = inputs.map((data, i) => {
    const part = data.subarray(start * sizeOf(shapes[i]), end * sizeOf(shapes[i]));
    return [`x${i}`, float32(part, [end - start, ...shapes[i]])] as const;
  });
  return Object.fromEntries(parts);
}
