import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { randomOf } from '../../dsp/random.ts';
import { argmax } from '../../dsp/statistics.ts';
import { denseNetwork } from '../../models/networks.ts';
import { relu } from '../../onnx/ops-math.ts';
import { constantSchedule } from '../../onnx/optimiser.ts';
import type { Row } from '../data/row.ts';
import { type Learn, type LearnOptions, scoresOf } from './learn.ts';
import { ensembleLearner, fitWeights } from './learn-ensemble.ts';
import { discriminantLearner } from './learn-linear.ts';
import { networkLearner } from './learn-network.ts';
import { svmLearner } from './learn-svm.ts';

const GENRES = ['a', 'b', 'c'];
const OPTIONS: LearnOptions = { genres: GENRES, seed: 1, inputShapes: [[4]] };
const DENSE = networkLearner({
  network: (genres) => denseNetwork([16], 0.1, genres),
  epochs: 12,
  batch: 16,
  rate: 0.02,
  schedule: constantSchedule(),
  weightDecay: 1e-4,
  patience: 12,
});

const IN_THREADS = networkLearner({
  network: (genres) => denseNetwork([16], 0.1, genres),
  epochs: 12,
  batch: 15,
  threads: 2,
  rate: 0.02,
  schedule: constantSchedule(),
  weightDecay: 1e-4,
  patience: 12,
});

const TRAIN = rowsOf(150, 1);
const TEST = rowsOf(60, 2);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-learn-'));
});
afterAll(() => removeFolder(folder));

describe.each<[string, Learn]>([
  ['svm', svmLearner({ costs: [1, 10] })],
  ['linear', discriminantLearner()],
  ['network', DENSE],
  ['network in threads', IN_THREADS],
  [
    'ensemble',
    ensembleLearner([
      { name: 'svm', learn: svmLearner({ costs: [5] }), recipes: [0] },
      { name: 'linear', learn: discriminantLearner(), recipes: [0] },
    ]),
  ],
])('%s', (_, learn) => {
  test('is right about rows that it never met, and repeats itself', async () => {
    const first = await learn(TRAIN, OPTIONS);
    const scores = await scoresOf(first, TEST, OPTIONS.inputShapes);
    const right = scores.filter((row, i) => argmax(row) === TEST[i].label).length;
    expect(right / TEST.length).toBeGreaterThan(0.85);
    expect(await scoresOf(await learn(TRAIN, OPTIONS), TEST, OPTIONS.inputShapes)).toEqual(scores);
  });
});

describe('a network', () => {
  test.each([
    ['here', DENSE],
    ['in threads', IN_THREADS],
  ])('%s goes on from its checkpoint, bit for bit', async (_, learn) => {
    const whole = await learn(TRAIN, OPTIONS);
    const checkpoint = join(folder, 'run');
    const stop = new AbortController();
    const stopped = learn(TRAIN, {
      ...OPTIONS,
      checkpoint,
      signal: stop.signal,
      onProgress: (done) => done >= 0.5 && stop.abort(),
    });
    await expect(stopped).rejects.toThrow('aborted');
    expect(await readdir(folder)).toEqual(['run']);
    const resumed = await learn(TRAIN, { ...OPTIONS, checkpoint });
    expect(resumed.curve).toEqual(whole.curve);
    expect(resumed.heldOut).toEqual(whole.heldOut);
    expect(await readdir(folder)).toEqual([]);
  });

  test('stops early by validation rows alone and keeps their best epoch', async () => {
    const learn = networkLearner({
      network:
        (genres) =>
        (layers, [x]) =>
          layers.dense('out', relu(layers.dense('in', x, 64)), genres),
      epochs: 200,
      batch: 16,
      rate: 0.05,
      schedule: constantSchedule(),
      weightDecay: 0,
      patience: 4,
    });
    const { curve, chosen } = await learn(TRAIN, { ...OPTIONS, validation: TEST });
    const best = curve.reduce((a, b) => (b.validLoss! < a.validLoss! ? b : a));
    expect(chosen.epochs).toBe(best.epoch);
    expect(curve.length).toBe(best.epoch + 4);
  });
});

test('an ensemble believes the member that is right about unseen rows', () => {
  const labels = TEST.map(({ label }) => label);
  const right = {
    labels,
    scores: labels.map((label) => Float32Array.from(GENRES, (_, g) => Number(g === label))),
  };
  const random = randomOf(4);
  const noise = { labels, scores: labels.map(() => Float32Array.from(GENRES, () => random())) };
  const [first, second] = fitWeights([right, noise]);
  expect(first).toBeGreaterThan(4);
  expect(second).toBeLessThan(1);
});

/** Three overlapping clouds; a group is four rows. */
function rowsOf(count: number, seed: number): Row[] {
  const random = randomOf(seed);
  const noise = () => random() + random() + random() - 1.5;
  return Array.from({ length: count }, (_, i) => {
    const label = i % GENRES.length;
    const data = Float32Array.of(
      label === 0 ? 1.5 + noise() : noise(),
      label === 1 ? 1.5 + noise() : noise(),
      noise(),
      5,
    );
    return { track: i, label, group: Math.floor(i / 4), features: [{ data, shape: [4] }] };
  });
}
