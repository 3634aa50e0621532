/** Operations of neural networks: convolution, pooling, recurrence, and what is made of smaller ones. */
import type { Value } from './graph.ts';
import { mul, reduceMean } from './ops-math.ts';
import { concat, reshape, slice, squeeze, transpose, unsqueeze } from './ops-shape.ts';
import { float32 } from './tensor.ts';

/** Epsilon that keeps a channel without variance finite. */
export const NORM_EPSILON = 1e-5;

/** `x` [batch, in] times `weights` [in, out] plus `bias` [out]. */
export function linear(x: Value, weights: Value, bias: Value): Value {
  const inputs = x.shape.at(-1);
  if (inputs !== weights.shape[0])
    throw new TypeError(`Expected ${weights.shape[0]} columns, got [${x.shape}]`);
  return x.graph.node(
    'Gemm',
    [x, weights, bias],
    [{ type: x.type, shape: [x.shape[0], weights.shape[1]] }],
  )[0];
}

/**
 * Convolution (cross-correlation, as everywhere in this field) with step 1.
 *
 * @param x [batch, channels, height, width]
 * @param kernel [out, channels, kernelHeight, kernelWidth]
 * @param padding zeros on each side of height and width
 */
export function conv2d(x: Value, kernel: Value, padding: readonly [number, number]): Value {
  const [batch, channels, height, width] = x.shape;
  const [out, inputs, kernelHeight, kernelWidth] = kernel.shape;
  if (channels !== inputs) throw new TypeError(`Expected ${inputs} channels, got [${x.shape}]`);
  const [top, left] = padding;
  const shape = [batch, out, convolved(height, kernelHeight, top), convolved(width, kernelWidth, left)];
  const attributes = {
    kernel_shape: { ints: [kernelHeight, kernelWidth] },
    pads: { ints: [top, left, top, left] },
  };
  return x.graph.node('Conv', [x, kernel], [{ type: x.type, shape }], attributes)[0];
}

/** The largest of each `size` [height, width] tile; what does not fill a tile is left out. */
export function maxPool2d(x: Value, size: readonly [number, number]): Value {
  const [batch, channels, ...plane] = x.shape;
  const shape = [
    batch,
    channels,
    ...plane.map((length, i) => (length === -1 ? -1 : Math.floor(length / size[i]))),
  ];
  const attributes = { kernel_shape: { ints: size }, strides: { ints: size } };
  return x.graph.node('MaxPool', [x], [{ type: x.type, shape }], attributes)[0];
}

export interface LstmWeights {
  /** [in, 4 hidden], the gates in the order input, output, forget, cell. */
  readonly input: Value;
  /** [hidden, 4 hidden] */
  readonly recurrent: Value;
  /** [4 hidden] */
  readonly bias: Value;
}

/**
 * Long short-term memory over a sequence, from a state of zeros.
 *
 * @param x [steps, batch, in]
 * @returns the hidden states [steps, batch, hidden]
 */
export function lstm(x: Value, weights: LstmWeights): Value {
  const hidden = weights.recurrent.shape[0];
  const [w, r] = [weights.input, weights.recurrent].map((matrix) => unsqueeze(transpose(matrix), [0]));
  const bias = concat([weights.bias, mul(weights.bias, 0)], 0);
  const [steps, batch] = x.shape;
  const outputs = [{ type: x.type, shape: [steps, 1, batch, hidden] }];
  const inputs = [x, w, r, unsqueeze(bias, [0])];
  const [y] = x.graph.node('LSTM', inputs, outputs, { hidden_size: { int: hidden } });
  return squeeze(y, [1]);
}

/** The last of [steps, batch, hidden]. */
export function lastStep(states: Value): Value {
  return squeeze(slice(states, 0, -1), [0]);
}

/** Mean over height and width: [batch, channels, height, width] to [batch, channels]. */
export function globalAveragePool(x: Value): Value {
  return reduceMean(x, [2, 3]);
}

/** All but the first axis made one. */
export function flatten(x: Value): Value {
  const size = x.shape.slice(1).reduce((product, length) => product * length, 1);
  return reshape(x, [-1, size]);
}

/** Scale and shift of each channel (axis 1): [channels]. */
export interface ChannelScale {
  readonly scale: Value;
  readonly shift: Value;
}

/** Mean and population variance of each channel (axis 1): [channels]. */
export interface ChannelMoments {
  readonly mean: Value;
  readonly variance: Value;
}

/** (x - mean) / sqrt(variance + 1e-5) * scale + shift. */
export function batchNormalise(
  x: Value,
  { scale, shift, mean, variance }: ChannelScale & ChannelMoments,
): Value {
  const inputs = [x, scale, shift, mean, variance];
  return x.graph.node('BatchNormalization', inputs, [x], { epsilon: { float: NORM_EPSILON } })[0];
}

/** The same by the moments of x, which come with it. */
export function selfNormalise(
  x: Value,
  { scale, shift }: ChannelScale,
): ChannelMoments & { readonly y: Value } {
  const attributes = {
    epsilon: { float: NORM_EPSILON },
    // The share of what is given as moments in those that come.
    momentum: { float: 0 },
    training_mode: { int: 1 },
  };
  // Moments that count for nothing, each an array of its own: the runtime may write the new ones over them.
  const inputs = [x, scale, shift, mul(scale, 0), mul(shift, 0)];
  const [y, mean, variance] = x.graph.node('BatchNormalization', inputs, [x, shift, shift], attributes);
  return { y, mean, variance };
}

/** Repeats each element over a tile of `size` [height, width]. */
export function upsample2d(x: Value, size: readonly [number, number]): Value {
  const [batch, channels, height, width] = x.shape;
  const scales = x.graph.constant(float32([1, 1, ...size], [4]));
  const attributes = {
    mode: { string: 'nearest' },
    coordinate_transformation_mode: { string: 'asymmetric' },
    nearest_mode: { string: 'floor' },
  };
  const shape = [batch, channels, height * size[0], width * size[1]];
  return x.graph.node('Resize', [x, undefined, scales], [{ type: x.type, shape }], attributes)[0];
}

/** The mean of each `size` [height, width] tile; the plane is a whole number of tiles. */
export function averagePool2d(x: Value, size: readonly [number, number]): Value {
  const [batch, channels, height, width] = x.shape;
  const shape = [batch, channels, height / size[0], width / size[1]];
  const attributes = { kernel_shape: { ints: size }, strides: { ints: size } };
  return x.graph.node('AveragePool', [x], [{ type: x.type, shape }], attributes)[0];
}

function convolved(length: number, kernel: number, padding: number): number {
  return length === -1 ? -1 : length + 2 * padding - kernel + 1;
}
