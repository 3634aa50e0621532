import { expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { armDegrees, RING_RADII, ringsOf } from './rings.ts';

test('rings go inwards, one a stretch of the song', () => {
  const ranking = (genre: string) => [{ genre, probability: 1 }];
  const song: Prediction = {
    genre: 'rock',
    confidence: 0.5,
    unsure: false,
    outside: false,
    ranking: ranking('rock'),
    segments: [
      { startSeconds: 0, endSeconds: 10, ranking: ranking('rock') },
      { startSeconds: 10, endSeconds: 20, ranking: ranking('rock') },
    ],
    durationSeconds: 20,
    model: { name: 'test', version: '1' },
    warnings: [],
    timings: { decodeMs: 0, resampleMs: 0, featuresMs: 0, modelMs: 0, totalMs: 0 },
  };
  const rings = ringsOf(song);
  expect(rings).toHaveLength(RING_RADII.length);
  expect(rings.every((ring) => ring.genre === 'rock')).toBe(true);
  expect(RING_RADII).toEqual([...RING_RADII].sort((a, b) => b - a));
  expect(ringsOf({ ...song, segments: [] })).toEqual([]);
});

test('the arm rests beside the record and wanders inwards', () => {
  const angles = [undefined, 0, 0.5, 1].map(armDegrees);
  expect(angles).toEqual([...angles].sort((a, b) => a - b));
  expect(armDegrees(7)).toBe(armDegrees(1));
});
