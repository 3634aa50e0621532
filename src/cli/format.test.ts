import { expect, test } from 'vitest';
import type { Prediction } from '../classify/prediction.ts';
import type { Description } from '../description/description.ts';
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

test('a claimed parent says that it is not sure which of its genres it is', () => {
  const ranking = [
    { genre: 'electronic/house', probability: 0.4 },
    { genre: 'electronic/techno', probability: 0.35 },
  ];
  const broad = { ...PREDICTION, genre: 'electronic', confidence: 0.75, ranking };
  expect(predictionText('a.mp3', broad, 2).split('\n')).toEqual([
    'a.mp3: electronic, not sure which, 75.0 % (1:01)',
    `  electronic/house  40.0 % ${'█'.repeat(16)}`,
    `  electronic/techno 35.0 % ${'█'.repeat(14)}`,
  ]);
});

test('of several genres a song all that are claimed are named', () => {
  const several = { ...PREDICTION, genres: ['rock', 'electronic/house'] };
  expect(predictionText('a.mp3', several, 0)).toBe('a.mp3: rock, electronic/house (1:01)');
});

test('what a song is like has a line a part, and none for what is not known', () => {
  const description: Description = {
    tempo: { beatsPerMinute: 124.2, confidence: 0.8, alternatives: [62.1] },
    mood: { quadrant: 'tense', valence: 0.3, arousal: 0.9, confidence: 0.4, unsure: true },
    loudness: { integratedLufs: -9.14, rangeLu: 5.2, truePeakDb: -0.31 },
    words: [{ word: 'electronic', kind: 'genre', probability: 0.9 }],
  };
  expect(
    predictionText('a.mp3', { ...PREDICTION, description }, 0)
      .split('\n')
      .slice(1),
  ).toEqual([
    '  tempo      124.2 beats a minute, 80 % (else 62)',
    '  mood       hard to say (tense?), 40 % (valence 0.30, arousal 0.90)',
    '  loudness   -9.1 LUFS, range 5.2 LU, true peak -0.3 dBTP',
    '  words      electronic',
  ]);
});

test('a steady beat is told in words that do not gainsay the tempo', () => {
  const description: Description = {
    tempo: { beatsPerMinute: 124.9, confidence: 0.92, alternatives: [] },
    beatGrid: { firstBeatSeconds: 0.2437, beatsPerMinute: 125.25 },
  };
  expect(predictionText('a.mp3', { ...PREDICTION, description }, 0)).toContain(
    '  tempo      124.9 beats a minute, 92 %\n' +
      '  beats      steady from beginning to end, the first at 0.24 s, exactly 125.25 a minute',
  );
});

test('nothing that is only likely is told as 100 % or as 0 %', () => {
  const ranking = [
    { genre: 'rock', probability: 0.99996 },
    { genre: 'pop', probability: 0.00004 },
  ];
  const description: Description = { voice: { present: 0.998 } };
  const text = predictionText('a.mp3', { ...PREDICTION, confidence: 0.99996, ranking, description }, 2);
  expect(text.split('\n')).toEqual([
    'a.mp3: rock, >99.9 % (1:01)',
    `  rock       >99.9 % ${'█'.repeat(40)}`,
    '  pop         <0.1 % ',
    '  voice      >99 % likely',
  ]);
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

test('of a song of none of the genres it is said what else is heard', () => {
  const words: Description['words'] = [
    { word: 'electronic', kind: 'genre', probability: 0.9 },
    { word: 'instrumental', kind: 'voice', probability: 0.8 },
  ];
  const outside = { ...PREDICTION, unsure: true, outside: true, description: { words } };
  expect(predictionText('a.mp3', outside, 5).split('\n')[0]).toBe(
    'a.mp3: none of these genres, but electronic, instrumental (1:01)',
  );
});
