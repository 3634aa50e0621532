/** Gradients of convolution and pooling. */
import type { BackwardNode } from './gradient-rules.ts';
import type { GraphNode, Value } from './graph.ts';
import { matMul, reduceSum } from './ops-math.ts';
import { conv2d } from './ops-nn.ts';
import { concat, pad, reshape, reverse, slice, transpose } from './ops-shape.ts';
import { int64 } from './tensor.ts';

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

/** Each tile's gradient goes to the place of its largest element. */
export function maxPoolGradient({ gradients: [g], inputs, outputs, attributes }: BackwardNode): Value[] {
  const x = inputs[0] as Value;
  const { graph, type, shape } = x;
  const pooled = [outputs[0], { type: 'int64', shape: outputs[0].shape } as const];
  const [, indices] = graph.node('MaxPool', [x], pooled, attributes);
  const size = graph.constant(int64(shape));
  return graph.node('MaxUnpool', [g, indices, size], [{ type, shape }], attributes);
}

function inputGradient(gradient: Value, kernel: Value, [top, left]: [number, number]): Value {
  const [, , height, width] = kernel.shape;
  const flipped = transpose(reverse(reverse(kernel, 2), 3), [1, 0, 2, 3]);
  return conv2d(gradient, flipped, [height - 1 - top, width - 1 - left]);
}

/** For each place of the kernel one product of shifted input and gradient: faster here than a convolution. */
function kernelGradient(gradient: Value, x: Value, kernel: Value, [top, left]: [number, number]): Value {
  const [out, channels, kernelHeight, kernelWidth] = kernel.shape;
  const [batch, , height, width] = gradient.shape;
  const columns = transpose(reshape(gradient, [batch, out, height * width]), [0, 2, 1]);
  const padded = pad(x, [0, 0, top, left], [0, 0, top, left]);
  const places: Value[] = [];
  for (let row = 0; row < kernelHeight; row += 1) {
    const rows = slice(padded, 2, row, row + height);
    for (let column = 0; column < kernelWidth; column += 1) {
      const shifted = reshape(slice(rows, 3, column, column + width), [batch, channels, height * width]);
      places.push(reduceSum(matMul(shifted, columns), [0], true));
    }
  }
  const stacked = reshape(concat(places, 0), [kernelHeight, kernelWidth, channels, out]);
  return transpose(stacked, [3, 2, 0, 1]);
}

function listOf(attribute: GraphNode['attributes'][string]): readonly number[] {
  return (attribute as { ints: readonly number[] }).ints;
}
