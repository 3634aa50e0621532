import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { MADE_UP_GENRES, SONG_RATE, synthesise } from '../../test/support/songs.ts';
import { concatenate } from '../audio/resample.ts';
import { classify } from '../classify/classify.ts';
import { randomOf } from '../dsp/random.ts';
import { Analysis } from '../features/analysis.ts';
import type { FeatureArray } from '../features/recipe.ts';
import { loadModel } from '../models/model-file.ts';
import { findModel, modelFilesIn, SHIPPED_MODELS } from './shipped-models.ts';
import { shippedEar } from './shipped-networks.ts';

const NOISE = 1e-3;
/** Tolerance of probabilities, as in the model card. */
const MAX_CHANGE = 0.01;

test('the networks of the ear lie among the shipped models and are none of them', async () => {
  const files = await modelFilesIn(SHIPPED_MODELS);
  expect(files).toContain(await findModel('tonearm'));
  for (const name of ['ear', 'ear-vgg']) expect(files).not.toContain(await findModel(name));
});

test('noise in the features, as another pipeline would leave, changes no answer of the default model', async () => {
  const model = await loadModel(await readFile(await findModel('tonearm')), { ear: shippedEar });
  const random = randomOf(1);
  for (const genre of MADE_UP_GENRES) {
    const data = synthesise({ genre, artist: 1, seed: 1, seconds: 12 });
    const analysis = new Analysis({ data, sampleRate: SONG_RATE }, { ear: shippedEar });
    const features: FeatureArray[] = [];
    for (const recipe of model.recipes) features.push(await recipe.compute(analysis));
    const noisy = features.map(({ data, shape }) => ({
      data: data.map((value) => value + NOISE * (2 * random() - 1)),
      shape,
    }));
    const [answer, other] = [await model.predict(features), await model.predict(noisy)];
    const top = answer.probabilities.indexOf(Math.max(...answer.probabilities));
    expect(other.probabilities.indexOf(Math.max(...other.probabilities))).toBe(top);
    const changes = other.probabilities.map((value, i) => Math.abs(value - answer.probabilities[i]));
    expect(Math.max(...changes, Math.abs(other.outside - answer.outside))).toBeLessThan(MAX_CHANGE);
  }
  await model.release();
});

test('up to 3 s of silence, put anywhere into a song, change no probability of the default model by .05', async () => {
  const model = await loadModel(await readFile(await findModel('tonearm')), { ear: shippedEar });
  const random = randomOf(2);
  for (const genre of MADE_UP_GENRES) {
    const data = synthesise({ genre, artist: 2, seed: 1, seconds: 8 });
    const before = await classify({ data, sampleRate: SONG_RATE }, model);
    for (const place of [0, random(), random(), 1]) {
      const at = Math.round(place * data.length);
      const silence = new Float32Array(Math.round(SONG_RATE * (0.05 + 2.95 * random())));
      const longer = concatenate([data.subarray(0, at), silence, data.subarray(at)]);
      const after = await classify({ data: longer, sampleRate: SONG_RATE }, model);
      expect(after.genre).toBe(before.genre);
      for (const { genre: name, probability } of before.ranking) {
        const { probability: other } = after.ranking.find((one) => one.genre === name)!;
        expect(Math.abs(other - probability)).toBeLessThan(0.05);
      }
    }
  }
  await model.release();
});
