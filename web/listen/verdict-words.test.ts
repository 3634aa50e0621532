import { expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { leafName } from '../language/en/main.ts';
import { candidates, confidenceLevelOf, verdictInWords } from './verdict-words.ts';

function prediction(unsure: boolean, probabilities: Record<string, number>): Prediction {
  const ranking = Object.entries(probabilities).map(([genre, probability]) => ({ genre, probability }));
  return {
    genre: ranking[0]!.genre,
    confidence: ranking[0]!.probability,
    unsure,
    outside: false,
    ranking,
    segments: [],
    durationSeconds: 30,
    model: { name: 'test', version: '1' },
    warnings: [],
    timings: { decodeMs: 0, resampleMs: 0, featuresMs: 0, modelMs: 0, totalMs: 0 },
  };
}

test('the model decides whether it claims, the probability how firmly', () => {
  expect(confidenceLevelOf(prediction(false, { rock: 0.7 }))).toBe('sure');
  expect(confidenceLevelOf(prediction(false, { rock: 0.69 }))).toBe('leaning');
  expect(confidenceLevelOf(prediction(true, { rock: 0.9 }))).toBe('unsure');
});

test('a song of none of the genres names no genre', () => {
  const outside = { ...prediction(true, { rock: 0.9 }), outside: true };
  expect(confidenceLevelOf(outside)).toBe('outside');
  expect(verdictInWords(outside)).toMatch(/^None of these\. /);
  expect(verdictInWords(outside)).not.toContain('rock');
});

test('of a genre with levels the path is named; a parent that is claimed says which it may be', () => {
  const levels = { 'electronic/house': 0.4, 'electronic/techno': 0.35, rock: 0.25 };
  const deep = prediction(false, { 'electronic/house/deep': 0.8, rock: 0.2 });
  expect(verdictInWords(deep)).toBe('electronic › house › deep. Quite sure, 80%.');
  const parent = { ...prediction(false, levels), genre: 'electronic', confidence: 0.75 };
  expect(verdictInWords(parent)).toBe(
    'electronic. Quite sure, 75%. Not sure which: electronic › house or electronic › techno.',
  );
});

test('of several genres a song all that are claimed are named', () => {
  const answer = prediction(false, { jazz: 0.9, 'electronic/house': 0.8, rock: 0.3 });
  const several = { ...answer, genres: ['jazz', 'electronic/house'] };
  expect(verdictInWords(several)).toBe('jazz, electronic › house. Quite sure, 90%.');
});

test('an unsure answer names two or three', () => {
  const flat = { rock: 0.14, jazz: 0.13, pop: 0.12, blues: 0.11, metal: 0.1 };
  expect(candidates(prediction(true, flat)).map(({ genre }) => genre)).toEqual(['rock', 'jazz', 'pop']);
  expect(candidates(prediction(true, { rock: 0.65, jazz: 0.1, pop: 0.05 }))).toHaveLength(2);
  expect(candidates(prediction(true, { rock: 1 }))).toHaveLength(1);
});

test('a verdict can be said', () => {
  expect(verdictInWords(prediction(false, { hiphop: 0.81, pop: 0.19 }))).toBe('hip-hop. Quite sure, 81%.');
  expect(verdictInWords(prediction(true, { rock: 0.45, metal: 0.35, pop: 0.2 }))).toBe(
    'Not sure: rock 45%, metal 35%.',
  );
});

test('where there is no room for the way to a genre, its last step is said', () => {
  expect(['jazz', 'electronic/house', 'dance/hiphop'].map(leafName)).toEqual(['jazz', 'house', 'hip-hop']);
});
