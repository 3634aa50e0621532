/**
 * How fast networks learn: seconds for 10,000 segments, one epoch of the field's usual data, beside what
 * TensorFlow.js needs for the same layers (measured once on two cores of this class).
 * Run: npx tsx bench/training.ts
 */
import type { Network } from '../src/models/layers.ts';
import { Learner } from '../src/models/learner.ts';
import { convolutionalNetwork, denseNetwork, lstmNetwork } from '../src/models/networks.ts';
import type { Shape } from '../src/onnx/tensor.ts';
import { sizeOf } from '../src/onnx/tensor.ts';
import { randomOf } from '../src/train/random.ts';

interface Case {
  readonly network: string;
  readonly layers: Network;
  readonly shape: Shape;
  readonly batch: number;
  readonly steps: number;
  /** Seconds of tfjs-wasm, tfjs-cpu. */
  readonly peers: string;
}

const GENRES = 10;
const SEGMENTS = 10_000;
const KERNEL: [number, number] = [3, 3];
const POOL: [number, number] = [2, 2];
const BLOCKS = [16, 32, 64, 128].map((channels) => ({ channels, kernel: KERNEL, pool: POOL }));

const CASES: readonly Case[] = [
  {
    network: 'dense 100-64-32 on 57 columns',
    layers: denseNetwork([100, 64, 32], 0.2, GENRES),
    shape: [57],
    batch: 64,
    steps: 50,
    peers: 'tfjs-wasm 9',
  },
  {
    network: 'LSTM 3 x 64 on 130 x 13',
    layers: lstmNetwork([64, 64, 64], 64, 0.3, GENRES),
    shape: [130, 13],
    batch: 64,
    steps: 8,
    peers: 'tfjs-wasm 892, tfjs-cpu 2669',
  },
  {
    network: 'CNN 16-32-64-128 on 130 x 128',
    layers: convolutionalNetwork({ blocks: BLOCKS, head: 'average', dense: [], dropout: 0 }, GENRES),
    shape: [130, 128],
    batch: 32,
    steps: 5,
    peers: 'tfjs-wasm cannot',
  },
];

for (const threads of [1, 2]) {
  const rows = [];
  for (const one of CASES)
    rows.push({ network: one.network, seconds: await measure(one, threads), peers: one.peers });
  console.log(`${SEGMENTS} segments, ${threads} thread${threads > 1 ? 's' : ''}, fastest step of each:`);
  console.table(rows);
}

async function measure({ layers, shape, batch, steps }: Case, threads: number): Promise<number> {
  const random = randomOf(1);
  const options = { inputShapes: [shape], scores: GENRES, batch, weightDecay: 1e-4, random, threads };
  const learner = await Learner.create(layers, options);
  const inputs = [Float32Array.from({ length: batch * sizeOf(shape) }, random)];
  const targets = Float32Array.from({ length: batch * GENRES }, (_, i) => Number(i % GENRES === 0));
  let fastest = Number.POSITIVE_INFINITY;
  for (let step = 0; step < steps; step++) {
    const started = performance.now();
    await learner.step({ inputs, targets }, 1e-3);
    fastest = Math.min(fastest, performance.now() - started);
  }
  await learner.release();
  return Number(((fastest * SEGMENTS) / batch / 1000).toFixed(1));
}
