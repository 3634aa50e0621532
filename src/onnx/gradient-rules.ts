/** Gradient rules of the operations: from the gradients of the results to those of the inputs. */
import { convGradient, maxPoolGradient } from './gradient-conv.ts';
import { batchNormGradient } from './gradient-norm.ts';

import type { BackwardNode, GradientRule, GraphNode, Value } from './graph.ts';
import {
  cast,
  div,
  equal,
  exp,
  greater,
  less,
  log,
  matMul,
  mul,
  neg,
  pow,
  reduceSum,
  sub,
  where,
} from './ops-math.ts';
import { concat, expand, pad, reshape, slice, transpose } from './ops-shape.ts';
import type { Shape } from './tensor.ts';

type Differential = (gradient: Value, inputs: readonly Value[], output: Value) => (Value | undefined)[];

export const GRADIENT_RULES: Readonly<Record<string, GradientRule | undefined>> = {
  Identity: elementwise((g) => [g]),
  Add: elementwise((g) => [g, g]),
  Sub: elementwise((g) => [g, neg(g)]),
  Mul: elementwise((g, [a, b]) => [mul(g, b), mul(g, a)]),
  Div: elementwise((g, [, b], y) => [div(g, b), neg(div(mul(g, y), b))]),
  Pow: elementwise((g, [a, b], y) => [mul(g, mul(b, pow(a, sub(b, 1)))), mul(g, mul(y, log(a)))]),
  Max: elementwise((g, [a, b]) => [keepWhere(greater(a, b), g), dropWhere(greater(a, b), g)]),
  Min: elementwise((g, [a, b]) => [keepWhere(less(a, b), g), dropWhere(less(a, b), g)]),
  Where: elementwise((g, [condition]) => [undefined, keepWhere(condition, g), dropWhere(condition, g)]),
  Neg: elementwise((g) => [neg(g)]),
  Abs: elementwise((g, [x]) => [where(less(x, 0), neg(g), g)]),
  Exp: elementwise((g, _, y) => [mul(g, y)]),
  Log: elementwise((g, [x]) => [div(g, x)]),
  Sqrt: elementwise((g, _, y) => [div(g, mul(y, 2))]),
  Tanh: elementwise((g, _, y) => [mul(g, sub(1, mul(y, y)))]),
  Sigmoid: elementwise((g, _, y) => [mul(g, mul(y, sub(1, y)))]),
  Relu: elementwise((g, _, y) => [keepWhere(greater(y, 0), g)]),
  Cast: ({ gradients: [g], inputs: [x] }) => [cast(g!, x!.type)],

  MatMul: ({ gradients: [g], inputs, wanted }) => {
    const [a, b] = inputs as Value[];
    return [
      wanted(0) ? unbroadcast(matMul(g!, swapLast(b)), a.shape) : undefined,
      wanted(1) ? unbroadcast(matMul(swapLast(a), g!), b.shape) : undefined,
    ];
  },
  Gemm: ({ gradients: [g], inputs, wanted }) => {
    const [x, weights, bias] = inputs as Value[];
    return [
      wanted(0) ? matMul(g!, transpose(weights)) : undefined,
      wanted(1) ? matMul(transpose(x), g!) : undefined,
      unbroadcast(g!, bias.shape),
    ];
  },

  ReduceSum: ({ gradients: [g], inputs: [x, axes] }) => [spread(g!, x!, axes!)],
  ReduceMean: ({ gradients: [g], inputs: [x, axes], outputs: [y] }) => {
    const share = elements(y.shape) / elements(x!.shape);
    return [spread(mul(g!, share), x!, axes!)];
  },
  ReduceMax: ({ gradients: [g], inputs: [x, axes], outputs: [y] }) => {
    const largest = equal(x!, spread(y, x!, axes!));
    return [keepWhere(largest, spread(g!, x!, axes!))];
  },
  Softmax: ({ gradients: [g], outputs: [y], attributes }) => {
    const weighted = mul(g!, y);
    return [sub(weighted, mul(y, reduceSum(weighted, [axisOf(attributes)], true)))];
  },
  LogSoftmax: ({ gradients: [g], outputs: [y], attributes }) => [
    sub(g!, mul(exp(y), reduceSum(g!, [axisOf(attributes)], true))),
  ],

  Reshape: ({ gradients: [g], inputs: [x] }) => [reshape(g!, x!.shape)],
  Squeeze: ({ gradients: [g], inputs: [x] }) => [reshape(g!, x!.shape)],
  Unsqueeze: ({ gradients: [g], inputs: [x] }) => [reshape(g!, x!.shape)],
  Expand: ({ gradients: [g], inputs: [x] }) => [unbroadcast(g!, x!.shape)],
  Transpose: ({ gradients: [g], attributes }) => {
    const order = (attributes.perm as { ints: readonly number[] }).ints;
    return [
      transpose(
        g!,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ];
  },
  Concat: ({ gradients: [g], inputs, attributes }) => {
    const axis = axisOf(attributes);
    let start = 0;
    return (inputs as Value[]).map((input) => {
      const end = start + input.shape[axis];
      const part = slice(g!, axis, start, end);
      start = end;
      return part;
    });
  },
  Split: ({ gradients: parts, outputs, attributes }) => {
    const zeros = (value: Value) => mul(value, 0);
    return [
      concat(
        parts.map((part, i) => part ?? zeros(outputs[i])),
        axisOf(attributes),
      ),
    ];
  },
  Pad: ({ gradients: [g], inputs: [x, pads] }) => {
    const before = constantInts(pads!);
    return [
      x!.shape.reduce((value, size, axis) => slice(value, axis, before[axis], before[axis] + size), g!),
    ];
  },
  Slice: sliceGradient,

  Conv: convGradient,
  MaxPool: maxPoolGradient,
  BatchNormalization: batchNormGradient,
};

/** Sums a gradient over the axes along which its input was repeated. */
function unbroadcast(gradient: Value, shape: Shape): Value {
  const extra = gradient.shape.length - shape.length;
  const repeated = gradient.shape.flatMap((size, axis) => {
    return axis < extra || (shape[axis - extra] === 1 && size !== 1) ? [axis] : [];
  });
  if (repeated.length === 0) return gradient;
  const summed = reduceSum(gradient, repeated, true);
  return extra === 0 ? summed : reshape(summed, shape);
}

/** A rule for operations that broadcast: the sums over repeated axes are added to it. */
function elementwise(differential: Differential): GradientRule {
  return ({ gradients: [g], inputs, outputs, wanted }) => {
    const values = inputs as Value[];
    const parts = differential(g!, values, outputs[0]);
    return parts.map((part, i) => (part && wanted(i) ? unbroadcast(part, values[i].shape) : undefined));
  };
}

function keepWhere(condition: Value, gradient: Value): Value {
  return where(condition, gradient, 0);
}

function dropWhere(condition: Value, gradient: Value): Value {
  return where(condition, 0, gradient);
}

function swapLast(x: Value): Value {
  const order = x.shape.map((_, axis) => axis);
  const rank = order.length;
  return transpose(x, [...order.slice(0, -2), rank - 1, rank - 2]);
}

/** Repeats a reduced value (with or without kept axes) over the shape that it was reduced from. */
function spread(reduced: Value, x: Value, axes: Value): Value {
  const gone = constantInts(axes);
  const shape = x.shape.map((size, axis) => (gone.includes(axis) ? 1 : size));
  return expand(reshape(reduced, shape), x.shape);
}

function sliceGradient({ gradients: [g], inputs }: BackwardNode): Value[] {
  const [x, ...bounds] = inputs as Value[];
  const [start, , axis, step] = bounds.map((bound) => constantInts(bound)[0]);
  if (step !== 1) throw new TypeError(`Expected a slice with step 1 on the way of a gradient, got ${step}`);
  const from = Math.min(start < 0 ? start + x.shape[axis] : start, x.shape[axis]);
  const before = x.shape.map((_, i) => (i === axis ? from : 0));
  return [
    pad(
      g!,
      before,
      x.shape.map((size, i) => size - g!.shape[i] - before[i]),
    ),
  ];
}

function constantInts(value: Value): number[] {
  return Array.from(value.graph.constants.get(value.name)!.data as BigInt64Array, Number);
}

function axisOf(attributes: GraphNode['attributes']): number {
  return (attributes.axis as { int: number }).int;
}

function elements(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}
