import { expect, it } from 'vitest';
import { Graph } from '../onnx/graph.ts';
import { relu } from '../onnx/ops-math.ts';
import { globalAveragePool, lastStep, maxPool2d } from '../onnx/ops-nn.ts';
import { reshape, transpose } from '../onnx/ops-shape.ts';
import { openSession } from '../onnx/session.ts';
import { float32 } from '../onnx/tensor.ts';
import type { Network } from './layers.ts';
import { Learner, type LearnerState, shipNetwork } from './learner.ts';

const BATCH = 16;
const STEPS = 8;
const BINS = 4;

const NETWORKS: [string, Network][] = [
  [
    'dense',
    (layers, [x]) => layers.dense('out', layers.dropout(relu(layers.dense('a', flat(x), 16)), 0.2), 2),
  ],
  [
    'normalised',
    (layers, [x]) => layers.dense('out', relu(layers.batchNorm('b', layers.dense('a', flat(x), 16))), 2),
  ],
  ['lstm', (layers, [x]) => layers.dense('out', lastStep(layers.lstm('a', transpose(x, [1, 0, 2]), 8)), 2)],
  [
    'convolution',
    (layers, [x]) => {
      const y = layers.conv('a', reshape(x, [-1, 1, STEPS, BINS]), 4, [3, 3], false);
      return layers.dense('out', globalAveragePool(maxPool2d(relu(layers.batchNorm('b', y)), [2, 2])), 2);
    },
  ],
];

/** Sequences that rise or fall. */
function batchOf(random: () => number) {
  const inputs = new Float32Array(BATCH * STEPS * BINS);
  const targets = new Float32Array(BATCH * 2);
  for (let row = 0; row < BATCH; row += 1) {
    const rises = random() < 0.5;
    targets[2 * row + (rises ? 0 : 1)] = 1;
    for (let t = 0; t < STEPS; t += 1) {
      const level = ((rises ? t : STEPS - t) - STEPS / 2) / 2;
      for (let bin = 0; bin < BINS; bin += 1) inputs[(row * STEPS + t) * BINS + bin] = level + random();
    }
  }
  return { inputs: [inputs], targets };
}

it.each(NETWORKS)('%s learns, ships what it learned, and repeats itself', async (_, network) => {
  const first = await learn(network, 60);
  expect(first.losses.at(-1)).toBeLessThan(0.3);
  expect((await learn(network, 60)).losses).toEqual(first.losses);

  const { inputs } = batchOf(randomOf(9));
  const asked = await first.learner.ask(inputs);
  const graph = new Graph();
  const x = graph.input('x', 'float32', [-1, STEPS, BINS]);
  graph.output('scores', shipNetwork(network, [x], first.learner.save().tensors));
  const session = await openSession(graph.toBytes());
  const { scores } = await session.run({ x: float32(inputs[0], [BATCH, STEPS, BINS]) });
  expect(Math.max(...asked.map((score, i) => Math.abs(score - Number(scores.data[i]))))).toBeLessThan(1e-4);
  await session.release();
  await first.learner.release();
});

it('goes on from a saved state as if it had never stopped', async () => {
  const [, [, network]] = NETWORKS;
  const whole = await learn(network, 20);
  const half = await learn(network, 10);
  const rest = await learn(network, 20, half.learner.save());
  expect(rest.losses).toEqual(whole.losses.slice(10));
});

it('refuses the state of another network', async () => {
  const { learner } = await learn(NETWORKS[0][1], 1);
  const tensors = new Map([['a.weights', float32([1], [1])]]);
  await expect(learn(NETWORKS[0][1], 1, { step: 1, tensors })).rejects.toThrow(
    'Expected a.weights of [32,16]',
  );
  await learner.release();
});

async function learn(network: Network, steps: number, from?: LearnerState) {
  const [initial, data] = [randomOf(1), randomOf(2)];
  const options = {
    inputShapes: [[STEPS, BINS]],
    scores: 2,
    batch: BATCH,
    weightDecay: 0.01,
    random: initial,
  };
  const learner = await Learner.create(network, options);
  if (from) learner.load(from);
  const losses = [];
  for (let step = 0; step < steps; step += 1) {
    const batch = batchOf(data);
    if (step >= (from?.step ?? 0)) losses.push(await learner.step(batch, 0.01));
  }
  return { learner, losses };
}

function flat(x: Parameters<Network>[1][0]) {
  return reshape(x, [-1, STEPS * BINS]);
}

/** Park and Miller. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
