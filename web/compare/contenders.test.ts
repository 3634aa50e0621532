import { expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { comparedGenres, firstChoices } from './contenders.ts';

function prediction(probabilities: Record<string, number>): Prediction {
  const ranking = Object.entries(probabilities).map(([genre, probability]) => ({ genre, probability }));
  return {
    genre: ranking[0]!.genre,
    confidence: ranking[0]!.probability,
    unsure: false,
    outside: false,
    ranking,
    segments: [],
    durationSeconds: 30,
    model: { name: 'test', version: '1' },
    warnings: [],
    timings: { decodeMs: 0, resampleMs: 0, featuresMs: 0, modelMs: 0, totalMs: 0 },
  };
}

const ROCK = prediction({ rock: 0.7, metal: 0.2, jazz: 0.1 });
const METAL = prediction({ metal: 0.5, rock: 0.3, polka: 0.2 });

test('what anybody takes for likely has its bar, also of another set of genres', () => {
  expect(comparedGenres([ROCK, METAL], 3)).toEqual(['rock', 'metal', 'polka']);
  expect(comparedGenres([ROCK, METAL], 9)).toEqual(['rock', 'metal', 'polka', 'jazz']);
  expect(comparedGenres([], 3)).toEqual([]);
});

test('first choices are counted, the most frequent first', () => {
  expect(firstChoices([METAL, ROCK, ROCK])).toEqual([
    { genre: 'rock', count: 2 },
    { genre: 'metal', count: 1 },
  ]);
});
