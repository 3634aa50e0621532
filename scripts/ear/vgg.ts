/**
 * MSD_vgg as a graph of ours: five convolutions of 3 x 3, each with a maximum behind it, and a dense layer (Pons and
 * Serra's package musicnn; after Choi et al., "Automatic tagging using deep convolutional neural networks", 2016).
 * Four in ten of its filters died in training and are left out. What they always say, and the shifts of the batch
 * norms, are weights of one more channel that is always 1, so that the zeros around a picture stay zeros.
 */
import { EAR_INPUT } from '../../src/features/ear.ts';
import { Graph, type Value } from '../../src/onnx/graph.ts';
import { add, max, min, mul, reduceMean, relu } from '../../src/onnx/ops-math.ts';
import { linear } from '../../src/onnx/ops-nn.ts';
import { gather, reshape, unsqueeze } from '../../src/onnx/ops-shape.ts';
import { float32, int64, type TensorValue } from '../../src/onnx/tensor.ts';
import { deadFilters, MAX_LOGIT, normOf, numbersOf, pick, variable, type Weights } from './weights.ts';

/** Sizes and steps of the maxima, [time, frequency]. The first skips every second band: its convolution does so, too. */
const LAYERS: readonly { step: Pair; pool: Pair; poolStep: Pair }[] = [
  { step: [1, 2], pool: [4, 1], poolStep: [2, 1] },
  { step: [1, 1], pool: [2, 2], poolStep: [2, 2] },
  { step: [1, 1], pool: [2, 2], poolStep: [2, 2] },
  { step: [1, 1], pool: [2, 2], poolStep: [2, 2] },
  { step: [1, 1], pool: [4, 4], poolStep: [4, 4] },
];
const CHANNELS = 128;
const SIDE = 3;
/** Layers whose means over time and frequency are given. */
const GIVEN = [3, 4];

type Pair = readonly [number, number];

/** Living channels of a layer before their batch norm, [segments, living + 1, time, frequency]; the last is always 1. */
interface Layer {
  readonly value: Value;
  readonly living: readonly number[];
  /** Factor of each living channel, after its activation. */
  readonly scale: Float32Array;
  /** Offset of each living channel, and constant value of each dead one, by index among all. */
  readonly constants: Float32Array;
}

/**
 * Graph from `mel` [segments, 187, 96] to `tags` [segments, 50], which are logits; `pool3` and `pool4`, the
 * means of the living channels of the third and fourth layer; `pool5`, the living channels of the fifth,
 * their mean over two times.
 */
export function buildVgg(weights: Weights): Graph {
  const graph = new Graph();
  const mel = graph.input('mel', 'float32', [-1, ...EAR_INPUT]);
  const { scale, shift } = normOf(weights, 'batch_normalization');
  const picture = add(mul(unsqueeze(mel, [1]), scale[0]), shift[0]);
  let layer: Layer = {
    value: picture,
    living: [0],
    scale: Float32Array.of(1),
    constants: new Float32Array(1),
  };
  const means: Value[] = [];
  for (let number = 1; number <= LAYERS.length; number++) {
    layer = convolve(layer, weights, number);
    if (GIVEN.includes(number)) means.push(normalise(reduceMean(layer.value, [2, 3]), layer));
  }
  const tags = dense(layer, weights);
  graph.output('pool5', normalise(reduceMean(layer.value, [2, 3]), layer));
  graph.output('tags', max(min(tags, MAX_LOGIT), -MAX_LOGIT));
  GIVEN.forEach((number, i) => {
    graph.output(`pool${number}`, means[i]);
  });
  return graph;
}

/**
 * max(relu(x * kernel + bias)) of the living filters. What a batch norm multiplies by is above 0, so that the maximum
 * may come before it, and its factor and summand may move into the next layer's weights.
 */
function convolve(x: Layer, weights: Weights, number: number): Layer {
  const kernel = variable(weights, `${number}CNN/kernel`);
  const bias = numbersOf(weights, `${number}CNN/bias`);
  const { scale, shift } = normOf(weights, `batch_normalization_${number}`);
  const dead = deadFilters(kernel);
  const living = dead.flatMap((isDead, channel) => (isDead ? [] : [channel]));
  if (living.some((channel) => scale[channel] < 0)) throw new Error('Expected factors of at least 0.');
  const value = pooledProduct(x, {
    ...LAYERS[number - 1],
    kernel: tapsOf(x, kernel, living),
    bias: pick(bias, living),
  });
  const constants = bias.map((b, c) => (dead[c] ? Math.max(0, b) * scale[c] + shift[c] : shift[c]));
  return { value, living, scale: pick(scale, living), constants };
}

/** Weights [living + 1, inputs, 3, 3] for what `x` computes; the last filter says nothing but its bias, 1. */
function tapsOf(x: Layer, { data, shape }: TensorValue, living: readonly number[]): TensorValue {
  const taps = SIDE * SIDE;
  const inputs = x.value.shape[1];
  const values = new Float32Array((living.length + 1) * inputs * taps);
  const [, , channels, out] = shape;
  living.forEach((o, filter) => {
    for (let tap = 0; tap < taps; tap++) {
      const weight = (c: number) => (data as Float32Array)[(tap * channels + c) * out + o];
      const at = (input: number) => (filter * inputs + input) * taps + tap;
      x.living.forEach((c, input) => {
        values[at(input)] = x.scale[input] * weight(c);
      });
      if (inputs === x.living.length) continue;
      values[at(x.living.length)] = x.constants.reduce((sum, constant, c) => sum + constant * weight(c), 0);
    }
  });
  return float32(values, [living.length + 1, inputs, SIDE, SIDE]);
}

function pooledProduct(
  { value }: Layer,
  {
    kernel,
    bias,
    step,
    pool,
    poolStep,
  }: { kernel: TensorValue; bias: Float32Array } & (typeof LAYERS)[number],
): Value {
  const { graph } = value;
  const biases = graph.constant(float32([...bias, 1], [bias.length + 1]));
  const plane = value.shape.slice(2).map((length, i) => Math.floor((length - 1) / step[i]) + 1);
  const shape = [value.shape[0], bias.length + 1];
  const [product] = graph.node(
    'Conv',
    [value, graph.constant(kernel), biases],
    [{ type: value.type, shape: [...shape, ...plane] }],
    { kernel_shape: { ints: [SIDE, SIDE] }, pads: { ints: [1, 1, 1, 1] }, strides: { ints: [...step] } },
  );
  const smaller = plane.map((length, i) => Math.floor((length - pool[i]) / poolStep[i]) + 1);
  return graph.node('MaxPool', [relu(product)], [{ type: value.type, shape: [...shape, ...smaller] }], {
    kernel_shape: { ints: [...pool] },
    strides: { ints: [...poolStep] },
  })[0];
}

/** Applies the batch norm to a layer's means, without the channel that is always 1. */
function normalise(means: Value, { living, scale, constants }: Layer): Value {
  const { graph } = means;
  const computed = gather(means, graph.constant(int64(living.map((_, i) => i))), 1);
  const factors = graph.constant(float32(scale, [living.length]));
  return add(mul(computed, factors), graph.constant(float32(pick(constants, living), [living.length])));
}

/** The layer behind the last maximum. The checkpoint orders what it reads by time, then by channel. */
function dense({ value, living, scale, constants }: Layer, weights: Weights): Value {
  const { graph } = value;
  const kernel = variable(weights, 'dense/kernel');
  const [rows, out] = kernel.shape;
  const times = rows / CHANNELS;
  const [inputs] = value.shape.slice(1);
  const taps = new Float32Array(inputs * times * out);
  const bias = Float64Array.from(numbersOf(weights, 'dense/bias'));
  for (let time = 0; time < times; time++) {
    for (let o = 0; o < out; o++) {
      const weight = (c: number) => (kernel.data as Float32Array)[(time * CHANNELS + c) * out + o];
      constants.forEach((constant, c) => {
        bias[o] += constant * weight(c);
      });
      living.forEach((c, input) => {
        taps[(input * times + time) * out + o] = scale[input] * weight(c);
      });
    }
  }
  const flat = reshape(value, [-1, inputs * times]);
  const matrix = graph.constant(float32(taps, [inputs * times, out]));
  return linear(flat, matrix, graph.constant(float32(Float32Array.from(bias), [out])));
}
