import { expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { asCsv, asJson, exportName } from './exports.ts';

const ranking = [
  { genre: 'rock, old', probability: 0.75 },
  { genre: 'jazz', probability: 0.25 },
];
const prediction: Prediction = {
  genre: 'rock, old',
  confidence: 0.75,
  unsure: false,
  outside: false,
  ranking,
  segments: [{ startSeconds: 0, endSeconds: 30, ranking: [...ranking].reverse() }],
  durationSeconds: 40,
  model: { name: 'm', version: '1' },
  warnings: [],
  timings: { decodeMs: 1, resampleMs: 1, featuresMs: 1, modelMs: 1, totalMs: 4 },
};

test('a table has the song first, then its segments, and quotes what needs it', () => {
  expect(asCsv(prediction).split('\r\n')).toEqual([
    'part,start_seconds,end_seconds,genre,jazz,"rock, old"',
    'song,0.000,40.000,"rock, old",0.250000,0.750000',
    'segment,0.000,30.000,jazz,0.250000,0.750000',
    '',
  ]);
});

test('the JSON is what the command line prints: no timings', () => {
  expect(JSON.parse(asJson('a.mp3', prediction))).toMatchObject({ file: 'a.mp3', genre: 'rock, old' });
  expect(asJson('a.mp3', prediction)).not.toContain('timings');
});

test('what the listener says is in both', () => {
  expect(JSON.parse(asJson('a.mp3', prediction, 'klezmer'))).toMatchObject({
    said: 'klezmer',
    genre: 'rock, old',
  });
  expect(JSON.parse(asJson('a.mp3', prediction, null))).toMatchObject({ said: null });
  expect(asJson('a.mp3', prediction)).not.toContain('said');
  expect(asCsv(prediction, 'klezmer').split('\r\n')[1]).toBe('said,0.000,40.000,klezmer,,');
});

test('names keep the song’s own', () => {
  expect(exportName('Night Shift.mp3', 'csv')).toBe('Night Shift.tonearm.csv');
  expect(exportName('bare', 'png')).toBe('bare.tonearm.png');
});
