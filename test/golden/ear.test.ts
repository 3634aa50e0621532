import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { describe, expect, test } from 'vitest';
import { EAR_INPUT, earSegments } from '../../src/features/ear.ts';
import { openSession } from '../../src/onnx/session.ts';
import { float32 } from '../../src/onnx/tensor.ts';

interface Golden {
  readonly frame0: number[];
  readonly frame100: number[];
  readonly penultimate: number[];
  readonly tags: number[];
}

env.wasm.wasmPaths = createRequire(import.meta.url)
  .resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')
  .replace(/[^/]*$/, '');
env.wasm.numThreads = 1;

const { sin, PI } = Math;
const SIGNALS: Readonly<Record<string, (t: number, n: number) => number>> = {
  sines: (t) => 0.3 * sin(2 * PI * 220 * t) + 0.2 * sin(2 * PI * 880 * t) + 0.1 * sin(2 * PI * 3520 * t),
  tremolo: (t) => 0.5 * sin(2 * PI * 440 * t) * (0.5 + 0.5 * sin(2 * PI * 4 * t)),
  chirp: (t) => 0.4 * sin(2 * PI * (100 * t + 600 * t * t)),
  clicks: (t, n) => (n % 8000 === 0 ? 0.8 : 0.01 * sin(2 * PI * 110 * t)),
};
const CLOSE = 1e-4;

const golden: Record<string, Golden> = JSON.parse(
  readFileSync(new URL('../fixtures/golden/musicnn-signals.json', import.meta.url), 'utf8'),
);
const bytes = readFileSync(new URL('../../models/ear.onnx', import.meta.url));
const native = await openSession(bytes);
const inBrowser = await InferenceSession.create(bytes);

describe.each(Object.keys(SIGNALS))('the ear hears %s as musicnn does', (name) => {
  const { frame0, frame100, penultimate, tags } = golden[name];
  const sound = signal(name);
  const segments = earSegments(sound);
  const mels = EAR_INPUT[1];

  test('what the network reads', () => {
    expect(segments).toHaveLength(187 * mels);
    expect(worst(segments.subarray(0, mels), frame0)).toBeLessThan(CLOSE);
    expect(worst(segments.subarray(100 * mels, 101 * mels), frame100)).toBeLessThan(CLOSE);
  });

  test('what it says in Node', async () => {
    const results = await native.run({ mel: float32(segments, [1, ...EAR_INPUT]) });
    expect(worst(results.penultimate.data as Float32Array, penultimate)).toBeLessThan(CLOSE);
    expect(worst((results.tags.data as Float32Array).map(sigmoid), tags)).toBeLessThan(CLOSE);
  });

  test('what it says in the runtime of browsers', async () => {
    const results = await inBrowser.run({ mel: new Tensor('float32', segments, [1, ...EAR_INPUT]) });
    expect(worst(results.penultimate.data as Float32Array, penultimate)).toBeLessThan(CLOSE);
    expect(worst((results.tags.data as Float32Array).map(sigmoid), tags)).toBeLessThan(CLOSE);
  });
});

function signal(name: string) {
  const sampleRate = 16_000;
  const data = Float32Array.from({ length: 48_000 }, (_, n) => SIGNALS[name](n / sampleRate, n));
  return { data, sampleRate };
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function worst(actual: Float32Array, expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i] - value)), 0);
}
