/**
 * How fast networks learn: seconds for 10,000 segments, one epoch of the field's usual data, and the processor's,
 * which leave out what other processes take away; beside PyTorch where a
 * Python that has it is found (PYTHON names it; python3 otherwise), and beside what TensorFlow.js needed for the
 * same layers (measured once on two cores of this class). Run: npx tsx bench/training.ts
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { randomOf } from '../src/dsp/random.ts';
import type { Network } from '../src/models/layers.ts';
import { Learner } from '../src/models/learner.ts';
import { convolutionalNetwork, denseNetwork, lstmNetwork } from '../src/models/networks.ts';
import type { Shape } from '../src/onnx/tensor.ts';
import { sizeOf } from '../src/onnx/tensor.ts';
import { SessionThread } from '../src/train/fit/session-thread.ts';

interface Case {
  /** What pytorch.py calls it. */
  readonly name: 'dense' | 'lstm' | 'cnn';
  readonly network: string;
  readonly layers: Network;
  readonly shape: Shape;
  readonly batch: number;
  readonly steps: number;
  /** As the presets have it. */
  readonly threads: number;
  /** Seconds of tfjs-wasm, tfjs-cpu. */
  readonly tensorflow: string;
}

const GENRES = 10;
const SEGMENTS = 10_000;
const KERNEL: [number, number] = [3, 3];
const POOL: [number, number] = [2, 2];
const BLOCKS = [16, 32, 64, 128].map((channels) => ({ channels, kernel: KERNEL, pool: POOL }));

const CASES: readonly Case[] = [
  {
    name: 'dense',
    network: 'dense 100-64-32 on 57 columns',
    layers: denseNetwork([100, 64, 32], 0.2, GENRES),
    shape: [57],
    batch: 64,
    steps: 50,
    threads: 0,
    tensorflow: 'wasm 9',
  },
  {
    name: 'lstm',
    network: 'LSTM 3 x 64 on 130 x 13',
    layers: lstmNetwork([64, 64, 64], 64, 0.3, GENRES),
    shape: [130, 13],
    batch: 64,
    steps: 10,
    threads: 2,
    tensorflow: 'wasm 892, cpu 2669',
  },
  {
    name: 'cnn',
    network: 'CNN 16-32-64-128 on 130 x 128',
    layers: convolutionalNetwork({ blocks: BLOCKS, head: 'average', dense: [], dropout: 0 }, GENRES),
    shape: [130, 128],
    batch: 32,
    steps: 8,
    threads: 2,
    tensorflow: 'wasm cannot',
  },
];

const torch = [1, 2].map(torchSeconds);
const rows = [];
for (const one of CASES) {
  for (const threads of new Set([0, one.threads])) {
    const peer = torch[threads === 0 ? 0 : 1];
    rows.push({
      network: one.network,
      threads: threads === 0 ? 'the main one' : `${threads} with a part each`,
      ...(await measure(one, threads)),
      'PyTorch, seconds': peer ? rounded(peer[one.name]) : 'no torch',
      'TensorFlow.js, seconds': one.tensorflow,
    });
  }
}
console.log(`${SEGMENTS} segments, fastest step of each:`);
console.table(rows);

async function measure({ layers, shape, batch, steps }: Case, count: number) {
  const threads = Array.from({ length: count }, () => new SessionThread());
  const places = count > 0 ? threads.map(({ open }) => open) : undefined;
  const random = randomOf(1);
  const options = { inputShapes: [shape], scores: GENRES, batch, weightDecay: 1e-4, random, places };
  const learner = await Learner.create(layers, options);
  const inputs = [Float32Array.from({ length: batch * sizeOf(shape) }, random)];
  const targets = Float32Array.from({ length: batch * GENRES }, (_, i) => Number(i % GENRES === 0));
  let [wall, cpu] = [Infinity, Infinity];
  for (let step = 0; step < steps; step++) {
    const started = performance.now();
    const startedCpu = process.cpuUsage();
    await learner.step({ inputs, targets }, 1e-3);
    const used = process.cpuUsage(startedCpu);
    wall = Math.min(wall, (performance.now() - started) / 1000);
    cpu = Math.min(cpu, (used.user + used.system) / 1e6);
  }
  await learner.release();
  await Promise.all(threads.map((thread) => thread.close()));
  const [seconds, processor] = [wall, cpu].map((step) => rounded((step * SEGMENTS) / batch));
  return { seconds, 'processor, seconds': processor };
}

/** By network, or undefined where no Python has torch. */
function torchSeconds(threads: number): Record<Case['name'], number> | undefined {
  const script = fileURLToPath(new URL('./pytorch.py', import.meta.url));
  const python = process.env.PYTHON ?? 'python3';
  const { status, stdout } = spawnSync(python, [script, String(threads)], { encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(1));
}
