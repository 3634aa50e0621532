/**
 * MSD_musicnn as a graph of ours (Pons and Serra, "musicnn: pre-trained convolutional neural networks for music audio
 * tagging", 2019). Most filters of its first layers died in training: their weights are zero, so that each says one
 * number whatever it hears. Those numbers go into the biases of the layers behind; only what lives is computed.
 */
import { EAR_INPUT } from '../../src/features/ear.ts';
import { Graph, type Value } from '../../src/onnx/graph.ts';
import { add, max, min, mul, reduceMax, reduceMean, relu } from '../../src/onnx/ops-math.ts';
import { conv2d, linear, maxPool2d } from '../../src/onnx/ops-nn.ts';
import { concat, gather, unsqueeze } from '../../src/onnx/ops-shape.ts';
import { float32, int64, type TensorValue } from '../../src/onnx/tensor.ts';
import {
  type Affine,
  deadFilters,
  MAX_LOGIT,
  normOf,
  numbersOf,
  pick,
  variable,
  type Weights,
} from './weights.ts';

const [FRAMES] = EAR_INPUT;
/** Two layers whose filters are tall in frequency, three whose filters are long in time. */
const FRONT_LAYERS = [0, 1, 2, 3, 4];

export interface Network {
  /**
   * Graph from `mel` [segments, 187, 96] to `penultimate` [segments, 200], `tags` [segments, 50], which are
   * logits, and `pool` [segments, living], the mean over time of each living channel.
   */
  readonly graph: Graph;
  /** The places of the living channels among all 753. */
  readonly living: readonly number[];
}

/** A layer's channels: those that are computed, [segments, channels, frames, 1], and what the others always say. */
interface Layer {
  readonly value: Value;
  /** The places of the computed channels among the `size` of the layer. */
  readonly computed: readonly number[];
  /** Computed though dead. */
  readonly dead: readonly number[];
  /** Constant values of dead channels by index; zero for computed ones. */
  readonly constants: Float32Array;
}

/** A convolution of the checkpoint and the batch norm behind it. */
interface Convolution {
  /** [time, width, 1, out] */
  readonly kernel: TensorValue;
  readonly bias: Float32Array;
  readonly norm: Affine;
  readonly dead: readonly boolean[];
}

export function buildNetwork(weights: Weights): Network {
  const graph = new Graph();
  const mel = graph.input('mel', 'float32', [-1, ...EAR_INPUT]);
  const { scale, shift } = normOf(weights, 'batch_normalization');
  const x = add(mul(unsqueeze(mel, [1]), scale[0]), shift[0]);

  const front = join(FRONT_LAYERS.map((index) => frontLayer(x, convolutionOf(weights, index))));
  const first = middleLayer(front, convolutionOf(weights, 5));
  const second = residual(middleLayer(first, convolutionOf(weights, 6)), first);
  const third = residual(middleLayer(second, convolutionOf(weights, 7)), second);
  const all = join([front, first, second, third]);

  const mean = reduceMean(all.value, [2, 3]);
  const pooled = concat([reduceMax(all.value, [2, 3]), mean], 1);
  const { kernel, bias } = denseBehind(weights, all);
  const norm = normOf(weights, 'batch_normalization_10');
  const hidden = relu(linear(pooled, graph.constant(kernel), graph.constant(bias)));
  const penultimate = add(mul(hidden, vector(graph, norm.scale)), vector(graph, norm.shift));
  const [toTags, tagBias] = ['kernel', 'bias'].map((part) =>
    graph.constant(variable(weights, `dense_1/${part}`)),
  );

  const living = all.computed.filter((place) => !all.dead.includes(place));
  const rows = living.map((place) => all.computed.indexOf(place));
  graph.output('penultimate', penultimate);
  graph.output('tags', max(min(linear(penultimate, toTags, tagBias), MAX_LOGIT), -MAX_LOGIT));
  graph.output('pool', gather(mean, graph.constant(int64(rows)), 1));
  return { graph, living };
}

/**
 * relu(x * kernel + bias) * scale + shift, and of that the largest over all frequencies. All that follows the product
 * rises or falls evenly with it, so the maximum comes first: of the product, or of its negative where the scale is.
 */
function frontLayer(x: Value, { kernel, bias, norm, dead }: Convolution): Layer {
  const { graph } = x;
  const computed = dead.flatMap((isDead, channel) => (isDead ? [] : [channel]));
  const signs = computed.map((channel) => Math.sign(norm.scale[channel]));
  const product = conv2d(x, graph.constant(oddKernel(kernel, computed, signs)), [kernel.shape[0] >> 1, 0]);
  const largest = maxPool2d(product, [1, product.shape[3]]);
  const biased = add(mul(largest, column(graph, signs)), column(graph, pick(bias, computed)));
  const value = normalise(relu(biased), {
    scale: pick(norm.scale, computed),
    shift: pick(norm.shift, computed),
  });
  const constants = bias.map((b, c) => (dead[c] ? Math.max(0, b) * norm.scale[c] + norm.shift[c] : 0));
  return { value, computed, dead: [], constants };
}

/** A convolution over time and all channels. What the dead channels say differs near the ends, where zeros pad them. */
function middleLayer(x: Layer, { kernel, bias, norm, dead }: Convolution): Layer {
  const { graph } = x.value;
  const [time, , , out] = kernel.shape;
  const reach = time >> 1;
  const taps = new Float32Array(out * x.computed.length * time);
  const biases = new Float32Array(out * FRAMES);
  for (let o = 0; o < out; o++) {
    x.computed.forEach((channel, c) => {
      for (let t = 0; t < time; t++) taps[(o * x.computed.length + c) * time + t] = at(kernel, t, channel, o);
    });
    const fromDead = Array.from({ length: time }, (_, t) => {
      return x.constants.reduce((sum, constant, channel) => sum + constant * at(kernel, t, channel, o), 0);
    });
    for (let frame = 0; frame < FRAMES; frame++) {
      const inside = fromDead.filter((_, t) => frame + t - reach >= 0 && frame + t - reach < FRAMES);
      biases[o * FRAMES + frame] = bias[o] + inside.reduce((sum, value) => sum + value, 0);
    }
  }
  const product = conv2d(x.value, graph.constant(float32(taps, [out, x.computed.length, time, 1])), [
    reach,
    0,
  ]);
  const biased = add(product, graph.constant(float32(biases, [out, FRAMES, 1])));
  const channels = dead.map((_, channel) => channel);
  return {
    value: normalise(relu(biased), norm),
    computed: channels,
    dead: channels.filter((channel) => dead[channel]),
    constants: new Float32Array(out),
  };
}

function residual(a: Layer, b: Layer): Layer {
  return { ...a, value: add(a.value, b.value), dead: a.dead.filter((channel) => b.dead.includes(channel)) };
}

/** The channels of several layers after one another. */
function join(layers: readonly Layer[]): Layer {
  const starts = layers.map((_, i) =>
    layers.slice(0, i).reduce((sum, { constants }) => sum + constants.length, 0),
  );
  const placed = (part: 'computed' | 'dead') =>
    layers.flatMap((layer, i) => layer[part].map((c) => c + starts[i]));
  return {
    value: concat(
      layers.map(({ value }) => value),
      1,
    ),
    computed: placed('computed'),
    dead: placed('dead'),
    constants: Float32Array.from(layers.flatMap(({ constants }) => [...constants])),
  };
}

/**
 * The layer behind the pools. In the checkpoint each channel's maximum stands before its mean; here all maxima come
 * first. What is not computed goes into the bias.
 */
function denseBehind(
  weights: Weights,
  { computed, constants }: Layer,
): { kernel: TensorValue; bias: TensorValue } {
  const norm = normOf(weights, 'batch_normalization_9');
  const kernel = variable(weights, 'dense/kernel');
  const [rows, out] = kernel.shape;
  const bias = Float64Array.from(numbersOf(weights, 'dense/bias'));
  for (let row = 0; row < rows; row++) {
    const constant = norm.shift[row] + norm.scale[row] * constants[row >> 1];
    for (let o = 0; o < out; o++) bias[o] += constant * at(kernel, row, o);
  }
  const kept = [...computed.map((channel) => 2 * channel), ...computed.map((channel) => 2 * channel + 1)];
  const values = kept.flatMap((row) =>
    Array.from({ length: out }, (_, o) => norm.scale[row] * at(kernel, row, o)),
  );
  return { kernel: float32(values, [kept.length, out]), bias: float32(Float32Array.from(bias), [out]) };
}

function convolutionOf(weights: Weights, index: number): Convolution {
  const name = index === 0 ? 'conv2d' : `conv2d_${index}`;
  const kernel = variable(weights, `${name}/kernel`);
  const bias = numbersOf(weights, `${name}/bias`);
  const norm = normOf(weights, `batch_normalization_${index + 1}`);
  return { kernel, bias, norm, dead: deadFilters(kernel) };
}

/**
 * The filters of some channels, each times its sign, as [channels, 1, time, width]. A filter of even length, which
 * TensorFlow pads by one more behind than before, gets a first tap of zero.
 */
function oddKernel(kernel: TensorValue, channels: readonly number[], signs: readonly number[]): TensorValue {
  const [time, width] = kernel.shape;
  const extra = 1 - (time % 2);
  const values = new Float32Array(channels.length * (time + extra) * width);
  channels.forEach((channel, c) => {
    for (let t = 0; t < time; t++) {
      for (let f = 0; f < width; f++) {
        values[(c * (time + extra) + t + extra) * width + f] = signs[c] * at(kernel, t, f, channel);
      }
    }
  });
  return float32(values, [channels.length, 1, time + extra, width]);
}

/** [a, b] of a matrix, or [a, b, 0, c] of a kernel. */
function at({ data, shape }: TensorValue, a: number, b: number, c = 0): number {
  return (data as Float32Array)[(a * shape[1] + b) * (shape[3] ?? 1) + c];
}

function normalise(x: Value, { scale, shift }: Affine): Value {
  return add(mul(x, column(x.graph, scale)), column(x.graph, shift));
}

/** A number for each channel of [segments, channels, frames, 1]. */
function column(graph: Graph, values: ArrayLike<number>): Value {
  return graph.constant(float32(Float32Array.from(values), [values.length, 1, 1]));
}

function vector(graph: Graph, values: Float32Array): Value {
  return graph.constant(float32(values, [values.length]));
}
