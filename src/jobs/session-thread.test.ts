import { afterEach, expect, test } from 'vitest';
import { randomOf } from '../dsp/random.ts';
import type { Network } from '../models/layers.ts';
import { Learner, type LearnerOptions } from '../models/learner.ts';
import { convolutionalNetwork, lstmNetwork } from '../models/networks.ts';
import { Graph } from '../onnx/graph.ts';
import { matMul } from '../onnx/ops-math.ts';
import { openSession } from '../onnx/session.ts';
import { float32 } from '../onnx/tensor.ts';
import { openInThread, SessionThread } from './session-thread.ts';

const SIZE = 3;
const ROWS = 12;
const FRAMES = 8;
const BANDS = 6;
const GENRES = 2;

const threads: SessionThread[] = [];

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});

test('runs sessions of its own, and leaves what it is given to the caller', async () => {
  const thread = started();
  const [twice, squared] = await Promise.all([thread.open(product(2)), thread.open(product(3))]);
  const whole = Float32Array.from({ length: 5 * SIZE }, (_, i) => i);
  const row = float32(whole.subarray(SIZE, 2 * SIZE), [1, SIZE]);
  const [a, b] = await Promise.all([twice.run({ x: row }), squared.run({ x: row })]);
  expect([...(a.y.data as Float32Array)]).toEqual([6, 8, 10]);
  expect([...(b.y.data as Float32Array)]).toEqual([9, 12, 15]);
  expect(whole.length).toBe(5 * SIZE);
  expect(twice.inputNames).toEqual(['x']);
});

test.each<[string, Network]>([
  ['lstm', lstmNetwork([8, 8], 8, 0.3, GENRES)],
  [
    'convolution',
    convolutionalNetwork(
      { blocks: [{ channels: 4, kernel: [3, 3], pool: [2, 2] }], head: 'average', dense: [8], dropout: 0.3 },
      GENRES,
    ),
  ],
])('%s: learned in two threads to the bit as in two parts here', async (_, network) => {
  const here = await learned(network, [openSession, openSession]);
  const there = await learned(network, [started().open, started().open]);
  expect(there).toEqual(here);
});

test('tells what the runtime refuses, and goes on', async () => {
  const thread = started();
  await expect(thread.open(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringMatching('Expected a model that ONNX Runtime can run'),
  });
  const session = await thread.open(product(1));
  await expect(session.run({ x: float32([1], [1, 1]) })).rejects.toThrow();
  expect((await session.run({ x: float32([1, 2, 3], [1, SIZE]) })).y.data).toEqual(Float32Array.of(1, 2, 3));
});

test('leaves nobody waiting when it is closed', async () => {
  const thread = started();
  const session = await thread.open(product(1));
  const run = () => session.run({ x: float32([1, 2, 3], [1, SIZE]) });
  const waiting = Promise.allSettled([run(), run()]);
  await thread.close();
  for (const result of await waiting) expect(result.status).toBe('rejected');
  await expect(run()).rejects.toThrow('got one that is closed');
});

function started(): SessionThread {
  const thread = new SessionThread();
  threads.push(thread);
  return thread;
}

/** The input times a number, as a product of matrices. */
function product(factor: number): Uint8Array {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [-1, SIZE]);
  const diagonal = Array.from({ length: SIZE * SIZE }, (_, i) => (i % (SIZE + 1) === 0 ? factor : 0));
  graph.output('y', matMul(x, graph.constant(float32(diagonal, [SIZE, SIZE]))));
  return graph.toBytes();
}

/** Losses of some steps, and what it says then. */
async function learned(network: Network, places: LearnerOptions['replicas']) {
  const random = randomOf(1);
  const inputs = [Float32Array.from({ length: ROWS * FRAMES * BANDS }, () => random() - 0.5)];
  const targets = Float32Array.from({ length: ROWS * GENRES }, (_, i) => Number(i % 3 === 0));
  const options = { inputShapes: [[FRAMES, BANDS]], scores: GENRES, batch: ROWS, weightDecay: 0.01 };
  const learner = await Learner.create(network, { ...options, random, replicas: places });
  const losses = [];
  for (let step = 0; step < 5; step++) losses.push(await learner.step({ inputs, targets }, 0.01));
  const scores = await learner.predict(inputs);
  await learner.release();
  return { losses, scores };
}

test('no thread is left of a session that could not be opened', async () => {
  const ports = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const before = ports();
  await expect(openInThread(Promise.resolve(Uint8Array.of(1, 2, 3)))).rejects.toThrow(
    'Expected a model that ONNX Runtime can run',
  );
  expect(ports()).toBe(before);
});
