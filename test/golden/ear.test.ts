import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { describe, expect, test } from 'vitest';
import { EAR_INPUT, earSegments } from '../../src/features/ear.ts';
import { openSession } from '../../src/onnx/session.ts';
import { float32 } from '../../src/onnx/tensor.ts';
import { EAR_SIGNALS, earSignal } from '../support/ear-signals.ts';

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

const CLOSE = 1e-4;

const golden: Record<string, Golden> = readJson('musicnn-signals');
const goldenVgg: Record<string, Record<string, number[]>> = readJson('musicnn-vgg-signals');
const { native, inBrowser } = await open('ear.onnx');
const vgg = await open('ear-vgg.onnx');

describe.each(EAR_SIGNALS)('the ear hears %s as musicnn does', (name) => {
  const { frame0, frame100, penultimate, tags } = golden[name];
  const sound = earSignal(name);
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

describe.each(EAR_SIGNALS)('the second network hears %s as musicnn does', (name) => {
  const segments = earSegments(earSignal(name));

  test('what it says in Node', async () => {
    const results = await vgg.native.run({ mel: float32(segments, [1, ...EAR_INPUT]) });
    expectGolden((output) => results[output].data as Float32Array);
  });

  test('what it says in the runtime of browsers', async () => {
    const results = await vgg.inBrowser.run({ mel: new Tensor('float32', segments, [1, ...EAR_INPUT]) });
    expectGolden((output) => results[output].data as Float32Array);
  });

  function expectGolden(valuesOf: (output: string) => Float32Array): void {
    const { tags, ...means } = goldenVgg[name];
    expect(worst(valuesOf('tags').map(sigmoid), tags)).toBeLessThan(CLOSE);
    for (const [output, values] of Object.entries(means)) {
      expect(worst(valuesOf(output), values)).toBeLessThan(CLOSE);
    }
  }
});

async function open(file: string) {
  const bytes = readFileSync(new URL(`../../models/${file}`, import.meta.url));
  return { native: await openSession(bytes), inBrowser: await InferenceSession.create(bytes) };
}

function readJson(name: string) {
  return JSON.parse(readFileSync(new URL(`../fixtures/golden/${name}.json`, import.meta.url), 'utf8'));
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function worst(actual: Float32Array, expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i] - value)), 0);
}
