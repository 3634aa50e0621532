/**
 * Training speed of networks: milliseconds of processor time for an epoch of 10,000 segments, the field's
 * usual data, beside PyTorch's for the same networks on as many threads, if a Python has it (PYTHON names it;
 * see bench/peers/README.md). TensorFlow.js 4.22 needed, measured once on two cores of this class: 9 s for
 * the dense network in WebAssembly, 892 s for the LSTM (2,669 s in plain JavaScript); the CNN cannot be
 * trained in WebAssembly.
 */
import { randomOf } from '../src/dsp/random.ts';
import { SessionThread } from '../src/jobs/session-thread.ts';
import type { Network } from '../src/models/layers.ts';
import { Learner } from '../src/models/learner.ts';
import { convolutionalNetwork, denseNetwork, lstmNetwork } from '../src/models/networks.ts';
import type { Shape } from '../src/onnx/tensor.ts';
import { sizeOf } from '../src/onnx/tensor.ts';
import { sized } from './support/arguments.ts';
import { compare, processorMs, type Row } from './support/contest.ts';
import { pythonPeer } from './support/peers.ts';

interface Case {
  /** Name in time_pytorch.py. */
  readonly name: 'dense' | 'lstm' | 'cnn';
  readonly network: string;
  readonly layers: Network;
  readonly shape: Shape;
  readonly batch: number;
  /** Numbers of threads, as in the presets. */
  readonly threads: readonly number[];
}

const GENRES = 10;
const SEGMENTS = 10_000;
const ROUNDS = sized(20, 1);
const KERNEL: [number, number] = [3, 3];
const POOL: [number, number] = [2, 2];
const BLOCKS = [16, 32, 64, 128].map((channels) => ({ channels, kernel: KERNEL, pool: POOL }));

const CASES: readonly Case[] = [
  {
    name: 'dense',
    network: 'dense 100-64-32',
    layers: denseNetwork([100, 64, 32], 0.2, GENRES),
    shape: [57],
    batch: sized(64, 4),
    threads: [1],
  },
  {
    name: 'lstm',
    network: 'LSTM 3 x 64',
    layers: lstmNetwork([64, 64, 64], 64, 0.3, GENRES),
    shape: [130, 13],
    batch: sized(64, 4),
    threads: [1, 2],
  },
  {
    name: 'cnn',
    network: 'CNN 16-32-64-128',
    layers: convolutionalNetwork({ blocks: BLOCKS, head: 'average', dense: [], dropout: 0 }, GENRES),
    shape: [130, 128],
    batch: sized(32, 4),
    threads: [1, 2],
  },
];

for (const threads of [1, 2]) {
  const torch = await pythonPeer('time_pytorch.py', [String(threads)], threads);
  const ended: (() => Promise<unknown>)[] = [];
  const rows: Row[] = [];
  for (const one of CASES.filter((each) => each.threads.includes(threads))) {
    const { step, end } = await learning(one, threads);
    const epoch = SEGMENTS / one.batch;
    const theirs = torch.run(one.name);
    rows.push({
      name: one.network,
      ours: async () => epoch * (await processorMs(step)),
      peer: theirs && (async () => epoch * (await theirs())),
    });
    ended.push(end);
  }
  const title = `An epoch of ${SEGMENTS} segments on ${threads === 1 ? 'one thread' : `${threads} threads`}`;
  await compare(title, torch.version ?? 'no PyTorch found', rows, ROUNDS);
  for (const end of ended) await end();
  torch.close();
}

/** A network that is ready to learn; with more than one thread each takes a part of every batch. */
async function learning({ layers, shape, batch }: Case, count: number) {
  const threads = count === 1 ? [] : Array.from({ length: count }, () => new SessionThread());
  const replicas = count === 1 ? undefined : threads.map(({ open }) => open);
  const random = randomOf(1);
  const options = { inputShapes: [shape], scores: GENRES, batch, weightDecay: 1e-4, random, replicas };
  const learner = await Learner.create(layers, options);
  const inputs = [Float32Array.from({ length: batch * sizeOf(shape) }, random)];
  const targets = Float32Array.from({ length: batch * GENRES }, (_, i) => Number(i % GENRES === 0));
  return {
    step: () => learner.step({ inputs, targets }, 1e-3),
    end: async () => {
      await learner.release();
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
