import { expect, test } from 'vitest';
import type { Prediction } from '../classify/prediction.ts';
import { predictionText } from './format.ts';

const PREDICTION: Prediction = {
  genre: 'rock',
  confidence: 0.9,
  unsure: false,
  outside: false,
  ranking: [
    { genre: 'rock', probability: 0.9 },
    { genre: 'pop', probability: 0.1 },
  ],
  segments: [],
  durationSeconds: 61,
  model: { name: 'test', version: '1' },
  warnings: [],
  timings: { decodeMs: 0, resampleMs: 0, featuresMs: 0, modelMs: 0, totalMs: 0 },
};

test('a claim comes with its confidence and the first genres', () => {
  const [head, ...rest] = predictionText('a.mp3', PREDICTION, 1).split('\n');
  expect(head).toBe('a.mp3: rock, 90.0 % (1:01)');
  expect(rest).toHaveLength(1);
});

test('an unsure answer only asks', () => {
  expect(predictionText('a.mp3', { ...PREDICTION, unsure: true }, 0)).toBe(
    'a.mp3: not sure (rock?), 90.0 % (1:01)',
  );
});

test('of a song of none of the genres no genre is named', () => {
  expect(predictionText('a.mp3', { ...PREDICTION, unsure: true, outside: true }, 5)).toBe(
    'a.mp3: none of these genres (1:01)',
  );
});
