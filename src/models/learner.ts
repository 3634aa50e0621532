/** A network that learns: one session for steps of AdamW, one for questions between them. */
import { gradients } from '../onnx/autodiff.ts';
import { Graph, type Value } from '../onnx/graph.ts';
import { logSoftmax, mul, neg, reduceSum } from '../onnx/ops-math.ts';
import { type AdamState, adamStep, biasCorrection } from '../onnx/optimiser.ts';
import { openSession, type Session } from '../onnx/session.ts';
import { float32, type Shape, sizeOf, type TensorValue } from '../onnx/tensor.ts';
import { Layers, MOMENTUM_INPUT, type Network, type NetworkState } from './layers.ts';

export interface LearnerOptions {
  /** Of one row of each input, without the batch. */
  readonly inputShapes: readonly Shape[];
  /** Scores that the network gives for a row. */
  readonly scores: number;
  /** From scores [batch, scores] and targets [batch, targets] to a number; default `crossEntropy`. */
  readonly loss?: (scores: Value, targets: Value) => Value;
  /** Numbers that the loss wants for a row; default one a score. */
  readonly targets?: number;
  /** Rows a step. */
  readonly batch: number;
  readonly weightDecay: number;
  /** Draws initial values and dropout. */
  readonly random: () => number;
  readonly threads?: number;
}

/** Rows that are learned from in one step: exactly `batch` of them. */
export interface Batch {
  /** One array an input, row after row. */
  readonly inputs: readonly Float32Array[];
  /** [batch, targets]: for `crossEntropy` the probability of each score's class; a row of zeros counts for nothing. */
  readonly targets: Float32Array;
}

/** Everything that a run needs to go on where it stopped. */
export interface LearnerState {
  readonly step: number;
  readonly tensors: NetworkState;
}

/** Rows asked at once. */
const QUESTION_ROWS = 64;
/** Share of the old value that running statistics keep at each step. */
const MOMENTUM = 0.9;
const MEAN = 'adam.mean.';
const SQUARE = 'adam.square.';

export class Learner {
  readonly #options: LearnerOptions;
  readonly #state: NetworkState;
  readonly #masks: { readonly name: string; readonly shape: Shape; readonly rate: number }[];
  readonly #learn: Session;
  readonly #ask: Session;
  #step = 0;

  static async create(network: Network, options: LearnerOptions): Promise<Learner> {
    const state: NetworkState = new Map();
    const { graph, masks } = learningGraph(network, options, state);
    const { threads } = options;
    const learn = await openSession(graph.toBytes(), { threads, optimise: false });
    const ask = await openSession(askingGraph(network, options, state).toBytes(), { threads });
    return new Learner(options, state, masks, learn, ask);
  }

  private constructor(
    options: LearnerOptions,
    state: NetworkState,
    masks: Layers['masks'],
    learn: Session,
    ask: Session,
  ) {
    this.#options = options;
    this.#state = state;
    this.#masks = masks.map(({ value, rate }) => ({ name: value.name, shape: value.shape, rate }));
    this.#learn = learn;
    this.#ask = ask;
  }

  /** One step of size `rate`; the mean cross-entropy of the batch before it. */
  async step(batch: Batch, rate: number): Promise<number> {
    this.#step += 1;
    const { weightDecay, batch: rows } = this.#options;
    const results = await this.#learn.run({
      ...Object.fromEntries(this.#state),
      ...rowsOf(batch.inputs, this.#options.inputShapes, rows),
      ...Object.fromEntries(this.#masks.map((mask) => [mask.name, this.#drawMask(mask)])),
      targets: float32(batch.targets, [rows, targetsOf(this.#options)]),
      rate: float32([rate * biasCorrection(this.#step)], []),
      decay: float32([rate * weightDecay], []),
      ...this.#momentum(),
    });
    for (const name of this.#state.keys()) this.#state.set(name, results[`next.${name}`]);
    return Number(results.loss.data[0]);
  }

  /** Scores for any number of rows, [rows, scores]. */
  async ask(inputs: readonly Float32Array[]): Promise<Float32Array> {
    const { inputShapes, scores: width } = this.#options;
    const sizes = inputShapes.map(sizeOf);
    const rows = inputs[0].length / sizes[0];
    const parameters = Object.fromEntries(
      [...this.#state].filter(([name]) => this.#ask.inputNames.includes(name)),
    );
    const scores = new Float32Array(rows * width);
    for (let start = 0; start < rows; start += QUESTION_ROWS) {
      const end = Math.min(start + QUESTION_ROWS, rows);
      const part = inputs.map((data, i) => data.subarray(start * sizes[i], end * sizes[i]));
      const results = await this.#ask.run({ ...parameters, ...rowsOf(part, inputShapes, end - start) });
      scores.set(results.scores.data as Float32Array, start * width);
    }
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
    await this.#learn.release();
    await this.#ask.release();
  }

  /** The first steps average all that was seen: a running mean must not start from a guess. */
  #momentum(): Record<string, TensorValue> {
    if (!this.#learn.inputNames.includes(MOMENTUM_INPUT)) return {};
    return { [MOMENTUM_INPUT]: float32([Math.min(MOMENTUM, 1 - 1 / this.#step)], []) };
  }

  #drawMask({ shape, rate }: { shape: Shape; rate: number }): TensorValue {
    const { random } = this.#options;
    const kept = 1 / (1 - rate);
    return float32(
      Float32Array.from({ length: sizeOf(shape) }, () => (random() < rate ? 0 : kept)),
      shape,
    );
  }
}

/** Between the softmax of the scores and the targets: the mean over the rows of a batch. */
export function crossEntropy(scores: Value, targets: Value): Value {
  const total = reduceSum(mul(targets, logSoftmax(scores)));
  return neg(mul(total, 1 / scores.shape[0]));
}

/** Adds a learned network to a graph as constants; gives its scores before the softmax. */
export function shipNetwork(network: Network, inputs: readonly Value[], tensors: NetworkState): Value {
  const layers = new Layers(inputs[0].graph, 'ship', new Map(tensors), () => {
    throw new RangeError('Expected the state of this network, got that of another');
  });
  return network(layers, inputs);
}

function learningGraph(network: Network, options: LearnerOptions, state: NetworkState) {
  const graph = new Graph();
  const layers = new Layers(graph, 'learn', state, options.random);
  const scores = network(layers, inputsOf(graph, options.inputShapes, options.batch));
  const targets = graph.input('targets', 'float32', [options.batch, targetsOf(options)]);
  const loss = (options.loss ?? crossEntropy)(scores, targets);
  graph.output('loss', loss);
  for (const [name, value] of layers.statistics) graph.output(`next.${name}`, value);
  addSteps(graph, layers, loss, state);
  return { graph, masks: layers.masks };
}

function addSteps(graph: Graph, layers: Layers, loss: Value, state: NetworkState): void {
  const names = [...layers.parameters.keys()];
  const rates = { rate: graph.input('rate', 'float32', []), decay: graph.input('decay', 'float32', []) };
  const slopes = gradients(loss, [...layers.parameters.values()]);
  names.forEach((name, i) => {
    const parameter = layers.parameters.get(name)!;
    const running = (prefix: string) => {
      if (!state.has(prefix + name)) state.set(prefix + name, zeros(parameter.shape));
      return graph.input(prefix + name, 'float32', parameter.shape);
    };
    const before: AdamState = { parameter, mean: running(MEAN), square: running(SQUARE) };
    const decays = parameter.shape.filter((size) => size > 1).length > 1;
    const after = adamStep(before, slopes[i], decays ? rates : { ...rates, decay: mul(rates.decay, 0) });
    graph.output(`next.${name}`, after.parameter);
    graph.output(`next.${MEAN}${name}`, after.mean);
    graph.output(`next.${SQUARE}${name}`, after.square);
  });
}

function askingGraph(network: Network, options: LearnerOptions, state: NetworkState): Graph {
  const graph = new Graph();
  const layers = new Layers(graph, 'ask', state, options.random);
  graph.output('scores', network(layers, inputsOf(graph, options.inputShapes, -1)));
  return graph;
}

function targetsOf({ targets, scores }: LearnerOptions): number {
  return targets ?? scores;
}

function inputsOf(graph: Graph, shapes: readonly Shape[], batch: number): Value[] {
  return shapes.map((shape, i) => graph.input(`x${i}`, 'float32', [batch, ...shape]));
}

function rowsOf(inputs: readonly Float32Array[], shapes: readonly Shape[], rows: number) {
  return Object.fromEntries(inputs.map((data, i) => [`x${i}`, float32(data, [rows, ...shapes[i]])]));
}

function zeros(shape: Shape): TensorValue {
  return float32(new Float32Array(sizeOf(shape)), shape);
}
