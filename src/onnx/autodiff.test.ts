import { describe, expect, test } from 'vitest';
import { gradients } from './autodiff.ts';
import { Graph, type Value } from './graph.ts';
import * as math from './ops-math.ts';
import * as nn from './ops-nn.ts';
import * as shapes from './ops-shape.ts';
import { openSession } from './session.ts';
import { type ElementType, float32, float64, type Shape, sizeOf } from './tensor.ts';
import { trainingLstm } from './training-lstm.ts';

type Build = (...inputs: Value[]) => Value;

const SMOOTH: [string, Build, Shape[]][] = [
  ['Add, broadcast', (a, b) => math.add(a, b), [[2, 3], [3]]],
  [
    'Sub, broadcast',
    (a, b) => math.sub(a, b),
    [
      [2, 1],
      [2, 3],
    ],
  ],
  [
    'Mul, broadcast',
    (a, b) => math.mul(a, b),
    [
      [2, 3],
      [2, 1],
    ],
  ],
  ['Mul with itself', (a) => math.mul(a, a), [[3]]],
  ['Div, broadcast', (a, b) => math.div(a, math.exp(b)), [[2, 3], [3]]],
  ['Pow', (a, b) => math.pow(math.exp(a), b), [[4], [4]]],
  ['Max', (a, b) => math.max(a, b), [[2, 3], [3]]],
  ['Min', (a, b) => math.min(a, b), [[2, 3], [3]]],
  ['Where', (a, b) => math.where(math.greater(a, 0), math.exp(a), b), [[6], [6]]],
  ['Neg, Abs', (a) => math.abs(math.neg(a)), [[6]]],
  ['Exp, Log', (a) => math.log(math.add(math.exp(a), 1)), [[6]]],
  ['Sqrt', (a) => math.sqrt(math.exp(a)), [[6]]],
  ['Tanh', (a) => math.tanh(a), [[6]]],
  ['Sigmoid', (a) => math.sigmoid(a), [[6]]],
  ['Relu', (a) => math.relu(a), [[6]]],
  [
    'MatMul',
    (a, b) => math.matMul(a, b),
    [
      [2, 3],
      [3, 4],
    ],
  ],
  [
    'MatMul, broadcast',
    (a, b) => math.matMul(a, b),
    [
      [2, 2, 3],
      [3, 4],
    ],
  ],
  ['Gemm', (x, w, b) => nn.linear(x, w, b), [[2, 3], [3, 4], [4]]],
  ['ReduceSum', (a) => math.exp(math.reduceSum(a, [1])), [[2, 3, 2]]],
  ['ReduceMean', (a) => math.exp(math.reduceMean(a, [0, 2], true)), [[2, 3, 2]]],
  ['ReduceMax', (a) => math.reduceMax(a, [-1]), [[3, 4]]],
  ['Softmax', (a) => math.softmax(a, 1), [[2, 4]]],
  ['LogSoftmax', (a) => math.logSoftmax(a), [[2, 4]]],
  ['Reshape', (a) => math.exp(shapes.reshape(a, [3, -1])), [[2, 3]]],
  ['Squeeze, Unsqueeze', (a) => math.exp(shapes.squeeze(shapes.unsqueeze(a, [1]), [1])), [[2, 3]]],
  ['Expand', (a) => math.exp(shapes.expand(a, [4, 2, 3])), [[2, 1]]],
  ['Transpose', (a) => math.exp(shapes.transpose(a, [1, 2, 0])), [[2, 3, 4]]],
  [
    'Concat',
    (a, b) => math.exp(shapes.concat([a, b, a], 1)),
    [
      [2, 1],
      [2, 3],
    ],
  ],
  ['Slice', (a) => math.exp(shapes.slice(a, 1, 1, 3)), [[2, 4]]],
  ['Slice from the end', (a) => math.exp(shapes.slice(a, 0, -2)), [[4, 2]]],
  ['Split', (a) => math.mul(shapes.split(a, 1, 3)[0], shapes.split(a, 1, 3)[2]), [[2, 6]]],
  ['Split, a part unused', (a) => math.exp(shapes.split(a, 0, 2)[1]), [[4]]],
  ['Pad', (a) => math.exp(shapes.pad(a, [1, 0], [2, 1])), [[2, 3]]],
  ['Cast', (a) => math.exp(math.cast(a, a.type)), [[2]]],
  [
    'LSTM',
    (x, input, recurrent, bias) => trainingLstm(x, { input, recurrent, bias }),
    [[4, 2, 3], [3, 8], [2, 8], [8]],
  ],
  [
    'last step of an LSTM',
    (x, input, recurrent, bias) => nn.lastStep(trainingLstm(x, { input, recurrent, bias })),
    [[3, 2, 2], [2, 8], [2, 8], [8]],
  ],
  ['batch normalisation of columns', batchNormalised, [[5, 3], [3], [3]]],
  ['batch normalisation of pictures', batchNormalised, [[2, 3, 2, 4], [3], [3]]],
];

/** The runtime has these in float32 alone. */
const SINGLE: [string, Build, Shape[]][] = [
  [
    'Conv, padded',
    (x, k) => nn.conv2d(x, k, [1, 1]),
    [
      [2, 2, 4, 5],
      [3, 2, 3, 3],
    ],
  ],
  [
    'Conv, bare',
    (x, k) => nn.conv2d(x, k, [0, 0]),
    [
      [1, 3, 4, 4],
      [2, 3, 3, 2],
    ],
  ],
  [
    'Conv, one axis',
    (x, k) => nn.conv2d(x, k, [0, 2]),
    [
      [2, 2, 1, 6],
      [2, 2, 1, 5],
    ],
  ],
  ['MaxPool', (x) => nn.maxPool2d(x, [2, 2]), [[2, 2, 4, 4]]],
  ['MaxPool with a rest', (x) => nn.maxPool2d(x, [2, 3]), [[1, 2, 5, 7]]],
  ['MaxPool along one axis', (x) => nn.maxPool2d(x, [1, 2]), [[1, 2, 3, 4]]],
  ['global average', (x) => nn.globalAveragePool(x), [[2, 3, 2, 2]]],
];

describe('gradients equal central differences', () => {
  test.each(SMOOTH)('%s', (_, build, inputs) => check(build, inputs, 'float64', 1e-6, 1e-7));
  test.each(SINGLE)('%s', (_, build, inputs) => check(build, inputs, 'float32', 2e-3, 2e-3));
});

test('shares the gradient of a maximum among equals', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [1, 1, 2, 4]);
  const [slope] = gradients(math.reduceSum(nn.maxPool2d(x, [2, 2])), [x]);
  graph.output('slope', slope);
  const session = await openSession(graph.toBytes());
  const got = await session.run({ x: float32([1, 1, 0, 3, 1, 1, 3, 2], [1, 1, 2, 4]) });
  expect([...got.slope.data]).toEqual([0.25, 0.25, 0, 0.5, 0.25, 0.25, 0.5, 0]);
  await session.release();
});

test('refuses what it cannot differentiate', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [4]);
  const top = shapes.topK(x, 1).values;
  expect(() => gradients(math.reduceSum(top), [x])).toThrow('got TopK');
  expect(() => gradients(math.reduceSum(x), [graph.input('y', 'float32', [1])])).toThrow('depends on y');
  const picture = graph.input('picture', 'float32', [1, 2, 3]);
  const [scale, shift, mean, variance] = ['a', 'b', 'c', 'd'].map((name) =>
    graph.input(name, 'float32', [2]),
  );
  const fixed = nn.batchNormalise(picture, { scale, shift, mean, variance });
  expect(() => gradients(math.reduceSum(fixed), [picture])).toThrow('moments of picture');
  const { y, mean: ofBatch } = nn.selfNormalise(picture, { scale, shift });
  const both = math.add(math.reduceSum(y), math.reduceSum(ofBatch));
  expect(() => gradients(both, [picture])).toThrow('moments of picture');
});

function batchNormalised(x: Value, scale: Value, shift: Value): Value {
  return nn.selfNormalise(x, { scale, shift }).y;
}

/** The loss is a sum with random weights, so that no two elements stand for each other. */
async function check(build: Build, inputShapes: Shape[], type: ElementType, step: number, tolerance: number) {
  const random = generator(7);
  const tensor = (shape: Shape) => {
    const numbers = Array.from({ length: sizeOf(shape) }, () => random() * 2 - 1);
    return type === 'float64' ? float64(numbers, shape) : float32(numbers, shape);
  };
  const graph = new Graph();
  const inputs = inputShapes.map((shape, i) => graph.input(`x${i}`, type, shape));
  const y = build(...inputs);
  const loss = math.reduceSum(math.mul(y, graph.constant(tensor(y.shape))));
  graph.output('loss', loss);
  gradients(loss, inputs).forEach((gradient, i) => {
    expect(gradient.shape).toEqual(inputShapes[i]);
    graph.output(`g${i}`, gradient);
  });
  const session = await openSession(graph.toBytes());
  const feeds = Object.fromEntries(inputShapes.map((shape, i) => [`x${i}`, tensor(shape)]));
  const result = await session.run(feeds);
  const lossAt = async () => Number((await session.run(feeds)).loss.data[0]);
  for (const [name, { data }] of Object.entries(feeds)) {
    const got = result[name.replace('x', 'g')];
    for (let i = 0; i < data.length; i++) {
      const value = data[i] as number;
      data[i] = value + step;
      const above = await lossAt();
      data[i] = value - step;
      const below = await lossAt();
      data[i] = value;
      expect(Math.abs(Number(got.data[i]) - (above - below) / (2 * step))).toBeLessThan(tolerance);
    }
  }
  await session.release();
}

/** Mulberry32: equal numbers at each run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
