import { expect, test } from 'vitest';
import { Graph } from '../onnx/graph.ts';
import { relu } from '../onnx/ops-math.ts';
import { globalAveragePool, lastStep, maxPool2d } from '../onnx/ops-nn.ts';
import { reshape, transpose } from '../onnx/ops-shape.ts';
import { openSession } from '../onnx/session.ts';
import { float32 } from '../onnx/tensor.ts';
import type { Network } from './layers.ts';
import { type Batch, exportNetwork, Learner, type LearnerOptions, type LearnerState } from './learner.ts';

const BATCH = 16;
const STEPS = 8;
const BINS = 4;

const OPTIONS = { inputShapes: [[STEPS, BINS]], scores: 2, batch: BATCH, weightDecay: 0.01 };

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
  for (let row = 0; row < BATCH; row++) {
    const rises = random() < 0.5;
    targets[2 * row + (rises ? 0 : 1)] = 1;
    for (let t = 0; t < STEPS; t++) {
      const level = ((rises ? t : STEPS - t) - STEPS / 2) / 2;
      for (let bin = 0; bin < BINS; bin++) inputs[(row * STEPS + t) * BINS + bin] = level + random();
    }
  }
  return { inputs: [inputs], targets };
}

test.each(NETWORKS)('%s learns, ships what it learned, and repeats itself', async (_, network) => {
  const first = await learn(network, 60);
  expect(first.losses.at(-1)).toBeLessThan(0.3);
  expect((await learn(network, 60)).losses).toEqual(first.losses);

  const { inputs } = batchOf(randomOf(9));
  const asked = await first.learner.predict(inputs);
  const graph = new Graph();
  const x = graph.input('x', 'float32', [-1, STEPS, BINS]);
  graph.output('scores', exportNetwork(network, [x], first.learner.save().tensors));
  const session = await openSession(graph.toBytes());
  const { scores } = await session.run({ x: float32(inputs[0], [BATCH, STEPS, BINS]) });
  expect(Math.max(...asked.map((score, i) => Math.abs(score - Number(scores.data[i]))))).toBeLessThan(1e-4);
  await session.release();
  await first.learner.release();
});

test('goes on from a saved state as if it had never stopped', async () => {
  const [, [, network]] = NETWORKS;
  const whole = await learn(network, 20);
  const half = await learn(network, 10);
  const rest = await learn(network, 20, { from: half.learner.save() });
  expect(rest.losses).toEqual(whole.losses.slice(10));
});

test.each([
  ['lstm', NETWORKS[2][1]],
  [
    'convolution',
    (layers, [x]) => {
      const y = relu(layers.conv('a', reshape(x, [-1, 1, STEPS, BINS]), 4, [3, 3]));
      return layers.dense('out', globalAveragePool(y), 2);
    },
  ],
] satisfies [string, Network][])(
  '%s: two halves of a batch lead to the step of the whole',
  async (_, network) => {
    const [whole, halves] = [
      await learn(network, 5),
      await learn(network, 5, { places: [openSession, openSession] }),
    ];
    whole.losses.forEach((loss, step) => {
      expect(halves.losses[step]).toBeCloseTo(loss, 5);
    });
    const { inputs } = batchOf(randomOf(9));
    const asked = await Promise.all([whole, halves].map(({ learner }) => learner.predict(inputs)));
    asked[0].forEach((score, i) => {
      expect(asked[1][i]).toBeCloseTo(score, 4);
    });
  },
);

test('normalises each part by itself, and remembers the mean of their statistics', async () => {
  const network = NETWORKS[1][1];
  const {
    inputs: [rows],
    targets,
  } = batchOf(randomOf(9));
  const half = { inputs: [rows.subarray(0, rows.length / 2)], targets: targets.subarray(0, BATCH) };
  const other = { inputs: [rows.subarray(rows.length / 2)], targets: targets.subarray(BATCH) };
  const [a, b] = await Promise.all([half, other].map((batch) => firstStep(network, batch, BATCH / 2)));
  const both = await firstStep(network, { inputs: [rows], targets }, BATCH, [openSession, openSession]);
  expect(both.loss).toBeCloseTo((a.loss + b.loss) / 2, 6);
  for (const name of ['b.mean', 'b.variance']) {
    const [first, second] = [a, b].map(({ tensors }) => tensors.get(name)!.data as Float32Array);
    const mean = first.map((value, channel) => (value + second[channel]) / 2);
    expect(both.tensors.get(name)!.data).toEqual(mean);
  }
});

test('refuses a batch that does not part evenly', async () => {
  const places = [openSession, openSession, openSession];
  await expect(learn(NETWORKS[0][1], 1, { places })).rejects.toThrow('Expected rows for 3 replicas, got 16');
});

test('refuses the state of another network', async () => {
  const { learner } = await learn(NETWORKS[0][1], 1);
  const tensors = new Map([['a.weights', float32([1], [1])]]);
  await expect(learn(NETWORKS[0][1], 1, { from: { step: 1, tensors } })).rejects.toThrow(
    'Expected a.weights of [32,16]',
  );
  await learner.release();
});

async function firstStep(network: Network, batch: Batch, rows: number, places?: LearnerOptions['replicas']) {
  const learner = await Learner.create(network, {
    ...OPTIONS,
    batch: rows,
    random: randomOf(1),
    replicas: places,
  });
  const loss = await learner.step(batch, 0.01);
  const { tensors } = learner.save();
  await learner.release();
  return { loss, tensors };
}

async function learn(
  network: Network,
  steps: number,
  { from, places }: { from?: LearnerState; places?: LearnerOptions['replicas'] } = {},
) {
  const data = randomOf(2);
  const learner = await Learner.create(network, { ...OPTIONS, random: randomOf(1), replicas: places });
  if (from) learner.load(from);
  const losses = [];
  for (let step = 0; step < steps; step++) {
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
