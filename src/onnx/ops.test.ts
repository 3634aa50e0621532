import { createRequire } from 'node:module';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { describe, expect, test } from 'vitest';
import { Graph, type Value } from './graph.ts';
import * as math from './ops-math.ts';
import { selfNormalise } from './ops-nn.ts';
import { scan } from './ops-scan.ts';
import * as shapes from './ops-shape.ts';
import { openSession } from './session.ts';
import { float32, float64, int64, type TensorValue } from './tensor.ts';

env.wasm.wasmPaths = `${createRequire(import.meta.url)
  .resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')
  .replace(/[^/]*$/, '')}`;
env.wasm.numThreads = 1;

type Build = (x: Value) => Value;

const NUMBERS = [0.5, 1, 2, 3, 4.25, 5];

/** Each operation on [[0.5, 1, 2], [3, 4.25, 5]], float32 and float64, and what numpy gives. */
const CASES: [string, Build, number[]][] = [
  ['add a row', (x) => math.add(x, row(x, [1, 2, 3])), [1.5, 3, 5, 4, 6.25, 8]],
  ['subtract a number', (x) => math.sub(x, 1), [-0.5, 0, 1, 2, 3.25, 4]],
  ['number minus', (x) => math.sub(1, x), [0.5, 0, -1, -2, -3.25, -4]],
  ['multiply', (x) => math.mul(x, 2), [1, 2, 4, 6, 8.5, 10]],
  ['divide', (x) => math.div(x, 2), [0.25, 0.5, 1, 1.5, 2.125, 2.5]],
  ['power', (x) => math.pow(x, 2), NUMBERS.map((n) => n ** 2)],
  ['negate', (x) => math.neg(x), NUMBERS.map((n) => -n)],
  ['absolute', (x) => math.abs(math.neg(x)), NUMBERS],
  ['exp', (x) => math.exp(x), NUMBERS.map(Math.exp)],
  ['log', (x) => math.log(x), NUMBERS.map(Math.log)],
  ['sqrt', (x) => math.sqrt(x), NUMBERS.map(Math.sqrt)],
  ['max', (x) => math.max(x, 2), [2, 2, 2, 3, 4.25, 5]],
  ['min', (x) => math.min(x, 2), [0.5, 1, 2, 2, 2, 2]],
  ['where', (x) => math.where(math.less(x, 2), x, 9), [0.5, 1, 9, 9, 9, 9]],
  ['equal', (x) => math.cast(math.equal(x, 3), x.type), [0, 0, 0, 1, 0, 0]],
  ['matrix product', (x) => math.matMul(x, shapes.transpose(x)), [5.25, 15.75, 15.75, 52.0625]],
  ['sum of rows', (x) => math.reduceSum(x, [1]), [3.5, 12.25]],
  ['sum', (x) => math.reduceSum(x), [15.75]],
  ['mean of columns', (x) => math.reduceMean(x, [0], true), [1.75, 2.625, 3.5]],
  ['largest of rows', (x) => math.reduceMax(x, [-1]), [2, 5]],
  ['softmax', (x) => math.softmax(math.log(x)), NUMBERS.map((n, i) => n / (i < 3 ? 3.5 : 12.25))],
  [
    'log softmax',
    (x) => math.logSoftmax(math.log(x)),
    NUMBERS.map((n, i) => Math.log(n / (i < 3 ? 3.5 : 12.25))),
  ],
  ['reshape', (x) => math.reduceSum(shapes.reshape(x, [-1, 2]), [1]), [1.5, 5, 9.25]],
  ['transpose', (x) => shapes.transpose(x), [0.5, 3, 1, 4.25, 2, 5]],
  ['slice', (x) => shapes.slice(x, 1, 1), [1, 2, 4.25, 5]],
  ['slice with a step', (x) => shapes.slice(x, 1, 0, 3, 2), [0.5, 2, 3, 5]],
  ['concat', (x) => shapes.concat([shapes.slice(x, 1, 2), x], 1), [2, 0.5, 1, 2, 5, 3, 4.25, 5]],
  ['unsqueeze, squeeze', (x) => shapes.squeeze(shapes.unsqueeze(x, [0, -1]), [0, -1]), NUMBERS],
  ['expand', (x) => shapes.expand(shapes.slice(x, 0, 0, 1), [2, 3]), [0.5, 1, 2, 0.5, 1, 2]],
  ['gather', (x) => shapes.gather(x, x.graph.constant(int64([2, 0])), 1), [2, 0.5, 5, 3]],
  ['two smallest', (x) => shapes.topK(x, 2, { largest: false }).values, [0.5, 1, 3, 4.25]],
  ['their places', (x) => math.cast(shapes.topK(x, 2, { largest: false }).indices, x.type), [0, 1, 0, 1]],
  ['normalise by its own moments', normalisedWithMoments, [2.8125, 3.015625, 1.75, 4.8125, 7.015625, 7.75]],
  ['sums up to a row', (x) => sums(x, 'forward'), [0.5, 1, 2, 3.5, 5.25, 7]],
  ['sums from a row on', (x) => sums(x, 'backward'), [3.5, 5.25, 7, 3, 4.25, 5]],
  ['one-hot', (x) => math.cast(shapes.oneHot(shapes.topK(x, 1).indices, 3), x.type), [0, 0, 1, 0, 0, 1]],
];

/** Columns normalised, scaled and shifted, with their variance added and their mean subtracted. */
function normalisedWithMoments(x: Value): Value {
  const { y, mean, variance } = selfNormalise(x, { scale: row(x, [1, 2, 3]), shift: row(x, [4, 5, 6]) });
  return math.add(y, math.sub(variance, mean));
}

/** The sum of each row and those before it (or, backward, after it) by a scan. */
function sums(x: Value, direction: 'forward' | 'backward'): Value {
  const step = ([sum]: readonly Value[], [now]: readonly Value[]) => {
    const next = math.add(sum, now);
    return { states: [next], results: [next] };
  };
  return scan([row(x, [0, 0, 0])], [x], step, direction)[0];
}

describe.each(['float32', 'float64'] as const)('operations on %s', (type) => {
  test.each(CASES)('%s', async (_, build, expected) => {
    const x = type === 'float32' ? float32(NUMBERS, [2, 3]) : float64(NUMBERS, [2, 3]);
    const { bytes, shape } = graphOf(build, x, [2, 3]);
    const session = await openSession(bytes);
    const { y } = await session.run({ x });
    await session.release();
    expect([...y.shape]).toEqual(shape);
    expectClose(y.data as Float64Array, expected);
    expectClose(await runInWasm(bytes, x), expected);
  });
});

test('keeps a size open until it runs', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [-1, 3]);
  graph.output('y', math.softmax(math.matMul(x, graph.constant(float32(new Float32Array(6), [3, 2])))));
  expect(graph.outputs[0].shape).toEqual([-1, 2]);
  const session = await openSession(graph.toBytes());
  const { y } = await session.run({ x: float32(new Float32Array(12), [4, 3]) });
  expect(y.shape).toEqual([4, 2]);
  await session.release();
});

test('refuses shapes, types and names that do not fit', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2, 3]);
  expect(() => math.matMul(x, x)).toThrow('Expected factors that fit');
  expect(() => math.add(x, graph.constant(float32([1, 2], [2])))).toThrow('Expected shapes that fit');
  expect(() => math.add(x, graph.constant(float64([1], [1])))).toThrow('Expected one type');
  expect(() => shapes.reshape(x, [4])).toThrow('Expected 6 elements');
  expect(() => shapes.slice(x, 2, 0)).toThrow('Expected an axis');
  expect(() => graph.input('x', 'float32', [])).toThrow('Expected a new name');
  expect(() => new Graph().output('y', x)).toThrow('Expected a value of this graph');
});

function row(x: Value, values: number[]): Value {
  return x.graph.constant(x.type === 'float32' ? float32(values, [3]) : float64(values, [3]));
}

function graphOf(build: Build, x: TensorValue, shape: number[]) {
  const graph = new Graph();
  graph.output('y', build(graph.input('x', x.type, shape)));
  return { bytes: graph.toBytes(), shape: [...graph.outputs[0].shape] };
}

async function runInWasm(bytes: Uint8Array, x: TensorValue): Promise<ArrayLike<number>> {
  const session = await InferenceSession.create(bytes);
  const { y } = await session.run({ x: new Tensor(x.type as 'float32', x.data as Float32Array, x.shape) });
  await session.release();
  return y.data as Float32Array;
}

function expectClose(got: ArrayLike<number>, expected: number[]): void {
  expect(got.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(got[i] - value)).toBeLessThan(1e-5 * (1 + Math.abs(value)));
  });
}
