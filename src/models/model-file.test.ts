import { describe, expect, test } from 'vitest';

import type { FeatureArray } from '../features/recipe.ts';
import { speechMfccCov } from '../features/speech-mfcc.ts';
import { GENRES } from '../genres.ts';
import { Graph } from '../onnx/graph.ts';
import { matMul, sigmoid, softmax } from '../onnx/ops-math.ts';
import { float32 } from '../onnx/tensor.ts';
import { loadModel, readModelInfo, writeModel } from './model-file.ts';
import type { ModelInfo } from './model-info.ts';
import { parseInfo } from './parse-info.ts';

const INFO: ModelInfo = {
  format: 1,
  name: 'test',
  version: '1.0.0',
  description: 'A test.',
  genres: GENRES,
  recipes: [
    { name: speechMfccCov.name, version: speechMfccCov.version, parameters: speechMfccCov.parameters },
  ],
  segments: { seconds: 30, hopSeconds: 15 },
  unsureBelow: 0.5,
  trainedOn: 'nothing',
  report: [
    {
      measure: 'accuracy',
      value: 0.1,
      spread: 0.02,
      spreadOf: 'standard error',
      n: 10,
      protocol: 'none',
      data: 'none',
    },
  ],
  license: 'MIT',
};

describe('a model file', () => {
  test('a model file says what was written', () => {
    expect(readModelInfo(writeModel(smallGraph(), INFO))).toEqual(INFO);
  });

  test('a model file answers with probabilities', async () => {
    const model = await loadModel(writeModel(smallGraph(), INFO));
    const features: FeatureArray = { data: new Float32Array(104).fill(1), shape: [104] };
    const { probabilities, outside } = await model.predict([features]);
    expect(model.recipes).toEqual([speechMfccCov]);
    expect(probabilities).toHaveLength(10);
    expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
    expect(outside).toBe(0);
    await expect(
      model.predict([{ data: new Float32Array(104).fill(Number.NaN), shape: [104] }]),
    ).rejects.toThrow(expect.objectContaining({ code: 'bad-model' }));
    await model.release();
  });

  test('a model file tells how probable none of the genres is, where it knows', async () => {
    const graph = smallGraph();
    const [x] = graph.inputs;
    graph.output('outside', sigmoid(matMul(x, graph.constant(float32(new Float32Array(104), [104, 1])))));
    const model = await loadModel(writeModel(graph, { ...INFO, outsideFrom: 0.5 }));
    const features: FeatureArray = { data: new Float32Array(104).fill(1), shape: [104] };
    expect((await model.predict([features])).outside).toBe(0.5);
    await model.release();
  });

  test.each<[string, Partial<ModelInfo>, string]>([
    ['an unknown recipe', { recipes: [{ ...INFO.recipes[0], name: 'x' }] }, 'inputs'],
    ['another version', { recipes: [{ ...INFO.recipes[0], version: 99 }] }, 'version 99, got version 1'],
    [
      'another parameter',
      { recipes: [{ ...INFO.recipes[0], parameters: { ...speechMfccCov.parameters, sampleRate: 44100 } }] },
      '44100',
    ],
    ['none outside', { outsideFrom: 0.5 }, 'Expected an output "outside"'],
    ['other genres', { genres: ['a', 'b'] }, 'Expected probabilities as float32 [-1,2]'],
  ])('is refused with %s', async (_, change, message) => {
    const info = { ...INFO, ...change };
    await expect((async () => loadModel(writeModel(smallGraph(), info)))()).rejects.toThrow(message);
  });

  test('a model file is refused with a wrong input shape', async () => {
    const bytes = writeModel(smallGraph(100), INFO);
    await expect(loadModel(bytes)).rejects.toThrow('Expected input "speech-mfcc-cov" as float32 [-1,104]');
  });

  test('a model file is refused without a description', () => {
    expect(() => readModelInfo(smallGraph().toBytes())).toThrow('without its description');
  });
});

describe('parseInfo', () => {
  test('parseInfo refuses each field that is missing or of another type', () => {
    for (const field of Object.keys(INFO)) {
      expect(() => parseInfo(JSON.stringify({ ...INFO, [field]: undefined }))).toThrow(
        expect.objectContaining({ code: 'bad-model' }),
      );
      expect(() => parseInfo(JSON.stringify({ ...INFO, [field]: [[null]] }))).toThrow(
        expect.objectContaining({ code: 'bad-model' }),
      );
    }
  });

  test.each([
    ['not JSON', '{'],
    ['not an object', '[]'],
    ['a genre twice', JSON.stringify({ ...INFO, genres: ['a', 'a'] })],
    ['one genre', JSON.stringify({ ...INFO, genres: ['a'] })],
    ['hop above window', JSON.stringify({ ...INFO, segments: { seconds: 3, hopSeconds: 4 } })],
    ['a window of no length', JSON.stringify({ ...INFO, segments: { seconds: 0, hopSeconds: 0 } })],
    ['a hop of less than a sample', JSON.stringify({ ...INFO, segments: { seconds: 3, hopSeconds: 4e-5 } })],
    ['training songs without marks', JSON.stringify({ ...INFO, trainingSongs: ['a song'] })],
    ['an unsure above 1', JSON.stringify({ ...INFO, unsureBelow: 1.1 })],
    ['an outside above 1', JSON.stringify({ ...INFO, outsideFrom: 1.1 })],
    ['an unknown sureness', JSON.stringify({ ...INFO, sureness: 'hunch' })],
  ])('refuses %s', (_, json) => {
    expect(() => parseInfo(json)).toThrow(expect.objectContaining({ code: 'bad-model' }));
  });
});

function smallGraph(width = 104): Graph {
  const graph = new Graph();
  const weights = Float32Array.from({ length: width * 10 }, (_, i) => Math.sin(i));
  const x = graph.input(speechMfccCov.name, 'float32', [-1, width]);
  graph.output('probabilities', softmax(matMul(x, graph.constant(float32(weights, [width, 10])))));
  return graph;
}
