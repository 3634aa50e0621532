/** Gradients of convolution and pooling. */

import type { BackwardNode, GraphNode, Value } from './graph.ts';
import { cast, div, equal, matMul, mul, reduceSum } from './ops-math.ts';
import { averagePool2d, conv2d, upsample2d } from './ops-nn.ts';
import { concat, pad, reshape, reverse, slice, transpose } from './ops-shape.ts';

export function convGradient({
  gradients: [g],
  inputs,
  attributes,
  wanted,
}: BackwardNode): (Value | undefined)[] {
  const [x, kernel] = inputs as Value[];
  const [top, left] = listOf(attributes.pads);
  return [
    wanted(0) ? inputGradient(g!, kernel, [top, left]) : undefined,
    wanted(1) ? kernelGradient(g!, x, kernel, [top, left]) : undefined,
  ];
}

/**
 * Each tile's gradient goes to its largest element, in equal shares where several are equal. Found by comparing:
 * the runtime's own indices of the largest take ten times as long.
 */
export function maxPoolGradient({ gradients: [g], inputs, outputs, attributes }: BackwardNode): Value[] {
  const x = inputs[0] as Value;
  const [height, width] = listOf(attributes.kernel_shape);
  const tile: [number, number] = [height, width];
  const [, , rows, columns] = outputs[0].shape.map((size, axis) => (axis < 2 ? size : size * tile[axis - 2]));
  const whole = slice(slice(x, 2, 0, rows), 3, 0, columns);
  const largest = cast(equal(whole, upsample2d(outputs[0], tile)), x.type);
  const share = div(g!, mul(averagePool2d(largest, tile), height * width));
  const rest = [0, 0, x.shape[2] - rows, x.shape[3] - columns];
  return [pad(mul(largest, upsample2d(share, tile)), [0, 0, 0, 0], rest)];
}

function inputGradient(gradient: Value, kernel: Value, [top, left]: [number, number]): Value {
  const [, , height, width] = kernel.shape;
  const flipped = transpose(reverse(reverse(kernel, 2), 3), [1, 0, 2, 3]);
  return conv2d(gradient, flipped, [height - 1 - top, width - 1 - left]);
}

/**
 * Gradient of the kernel: for each of its positions one product of gradient and shifted input, faster here
 * than a convolution. The input comes last with its channels innermost, since a product copies its second
 * factor and inputs have fewer channels.
 */
function kernelGradient(gradient: Value, x: Value, kernel: Value, [top, left]: [number, number]): Value {
  const [out, channels, kernelHeight, kernelWidth] = kernel.shape;
  const [batch, , height, width] = gradient.shape;
  const gradients = reshape(gradient, [batch, out, height * width]);
  const padded = pad(transpose(x, [0, 2, 3, 1]), [0, top, left, 0], [0, top, left, 0]);
  const places: Value[] = [];
  for (let row = 0; row < kernelHeight; row++) {
    const rows = slice(padded, 1, row, row + height);
    for (let column = 0; column < kernelWidth; column++) {
      const shifted = reshape(slice(rows, 2, column, column + width), [batch, height * width, channels]);
      places.push(reduceSum(matMul(gradients, shifted), [0], true));
    }
  }
  const stacked = reshape(concat(places, 0), [kernelHeight, kernelWidth, out, channels]);
  return transpose(stacked, [2, 3, 0, 1]);
}

function listOf(attribute: GraphNode['attributes'][string]): readonly number[] {
  return (attribute as { ints: readonly number[] }).ints;
}
