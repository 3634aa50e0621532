/**
 * Layers of the networks. The same description builds the graph for training, the one for prediction between
 * two epochs, and the one for export.
 */
import type { Graph, Value } from '../onnx/graph.ts';
import { add, mul, sub } from '../onnx/ops-math.ts';
import { batchNormalise, conv2d, type LstmWeights, linear, lstm, selfNormalise } from '../onnx/ops-nn.ts';
import { float32, type Shape, sizeOf, type TensorValue } from '../onnx/tensor.ts';
import { trainingLstm } from '../onnx/training-lstm.ts';

/** Parameters and running statistics by name. */
export type NetworkState = Map<string, TensorValue>;

/** Function from the inputs, batch first, to the scores (logits) of the genres. */
export type Network = (layers: Layers, inputs: readonly Value[]) => Value;

/** `train`: everything is fed; `eval`: no dropout, running statistics; `export`: the same with constants. */
export type Mode = 'train' | 'eval' | 'export';

/** Input of the momentum of running statistics, in `train`. */
export const MOMENTUM_INPUT = 'momentum';

export class Layers {
  readonly graph: Graph;
  readonly mode: Mode;
  /** Learned parameters by name. */
  readonly parameters = new Map<string, Value>();
  /** Running statistics by name, with their values after the step, in `train`. */
  readonly statistics = new Map<string, Value>();
  /** Dropout masks, inputs in `train`: zeros and scaled ones; `rate` is the share of zeros. */
  readonly masks: { readonly value: Value; readonly rate: number }[] = [];
  readonly #state: NetworkState;
  readonly #random: () => number;
  #momentum: Value | undefined;

  /** `state` is read, and filled with initial values where a name is new; `random` draws those. */
  constructor(graph: Graph, mode: Mode, state: NetworkState, random: () => number) {
    this.graph = graph;
    this.mode = mode;
    this.#state = state;
    this.#random = random;
  }

  /** [batch, in] to [batch, units]. He's initialisation, uniform. */
  dense(name: string, x: Value, units: number): Value {
    const inputs = x.shape[1];
    const weights = this.#uniform(`${name}.weights`, [inputs, units], Math.sqrt(6 / inputs));
    return linear(x, weights, this.#filled(`${name}.bias`, [units], 0));
  }

  /** [batch, channels, height, width]; `same` padding. Without a bias where normalisation follows. */
  conv(name: string, x: Value, channels: number, kernel: readonly [number, number], bias = true): Value {
    const [height, width] = kernel;
    const inputs = x.shape[1] * height * width;
    const shape = [channels, x.shape[1], height, width];
    const weights = this.#uniform(`${name}.kernel`, shape, Math.sqrt(6 / inputs));
    const y = conv2d(x, weights, [(height - 1) / 2, (width - 1) / 2]);
    return bias ? add(y, this.#filled(`${name}.bias`, [1, channels, 1, 1], 0)) : y;
  }

  /** Each channel (axis 1) to mean 0 and variance 1 over the batch, then scaled and shifted as learned. */
  batchNorm(name: string, x: Value): Value {
    const shape = [x.shape[1]];
    const scale = this.#filled(`${name}.scale`, shape, 1);
    const shift = this.#filled(`${name}.shift`, shape, 0);
    const running = {
      mean: this.#statistic(`${name}.mean`, shape, 0),
      variance: this.#statistic(`${name}.variance`, shape, 1),
    };
    if (this.mode !== 'train') return batchNormalise(x, { ...running, scale, shift });
    const { y, mean, variance } = selfNormalise(x, { scale, shift });
    this.statistics.set(`${name}.mean`, this.#moved(running.mean, mean));
    this.statistics.set(`${name}.variance`, this.#moved(running.variance, variance));
    return y;
  }

  /** Dropout in `train`: zeroes this share of the units and scales up the rest. */
  dropout(x: Value, rate: number): Value {
    if (this.mode !== 'train' || rate === 0) return x;
    const value = this.graph.input(`mask.${this.masks.length}`, 'float32', x.shape);
    this.masks.push({ value, rate });
    return mul(x, value);
  }

  /** [steps, batch, in] to [steps, batch, hidden]. Glorot's initialisation; the forget gate starts open. */
  lstm(name: string, x: Value, hidden: number): Value {
    const inputs = x.shape[2];
    const weights: LstmWeights = {
      input: this.#uniform(`${name}.input`, [inputs, 4 * hidden], Math.sqrt(6 / (inputs + hidden))),
      recurrent: this.#uniform(`${name}.recurrent`, [hidden, 4 * hidden], Math.sqrt(3 / hidden)),
      bias: this.#parameter(`${name}.bias`, [4 * hidden], () => openForgetGate(hidden)),
    };
    return this.mode === 'train' ? trainingLstm(x, weights) : lstm(x, weights);
  }

  #moved(running: Value, now: Value): Value {
    this.#momentum ??= this.graph.input(MOMENTUM_INPUT, 'float32', []);
    const change = sub(now, running);
    return add(running, mul(change, sub(1, this.#momentum)));
  }

  /** A learned value of any shape that starts at `value`. */
  #filled(name: string, shape: Shape, value: number): Value {
    return this.#parameter(name, shape, () => new Float32Array(sizeOf(shape)).fill(value));
  }

  #uniform(name: string, shape: Shape, limit: number): Value {
    const draw = () => Float32Array.from({ length: sizeOf(shape) }, () => (2 * this.#random() - 1) * limit);
    return this.#parameter(name, shape, draw);
  }

  #parameter(name: string, shape: Shape, initial: () => Float32Array): Value {
    const value = this.#stored(name, shape, initial);
    this.parameters.set(name, value);
    return value;
  }

  #statistic(name: string, shape: Shape, value: number): Value {
    return this.#stored(name, shape, () => new Float32Array(sizeOf(shape)).fill(value));
  }

  #stored(name: string, shape: Shape, initial: () => Float32Array): Value {
    const tensor = this.#state.get(name) ?? float32(initial(), shape);
    this.#state.set(name, tensor);
    return this.mode === 'export' ? this.graph.constant(tensor) : this.graph.input(name, 'float32', shape);
  }
}

function openForgetGate(hidden: number): Float32Array {
  return new Float32Array(4 * hidden).fill(1, 2 * hidden, 3 * hidden);
}
