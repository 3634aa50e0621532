import { describe, expect, test } from 'vitest';
import { confidenceOf, isConfident } from './confidence.ts';

describe('surenessOf', () => {
  test('agreement is 0 for equal probabilities, 1 for one alone, whatever the number of genres', () => {
    for (const genres of [2, 10]) {
      const even = new Array<number>(genres).fill(1 / genres);
      const alone = even.map((_, i) => (i === 1 ? 1 : 0));
      expect(confidenceOf(even, 'agreement')).toBeCloseTo(0, 12);
      expect(confidenceOf(alone, 'agreement')).toBe(1);
    }
  });

  test('of two answers as confident, the one with a single rival agrees more', () => {
    const rival = [0.5, 0.5, 0, 0];
    const many = [0.5, 0.2, 0.2, 0.1];
    expect(confidenceOf(rival, 'confidence')).toBe(confidenceOf(many, 'confidence'));
    expect(confidenceOf(rival, 'agreement')).toBeGreaterThan(confidenceOf(many, 'agreement'));
  });

  test('overall counts in that the song may be of none of the genres', () => {
    expect(confidenceOf([0.8, 0.2], 'overall', 0.25)).toBeCloseTo(0.6, 12);
    expect(confidenceOf([0.8, 0.2], 'overall')).toBe(0.8);
  });
});

test('isSure compares confidence unless the model says otherwise', () => {
  const answer = [0.6, 0.2, 0.2];
  expect(isConfident(answer, { unsureBelow: 0.6 })).toBe(true);
  expect(isConfident(answer, { unsureBelow: 0.61 })).toBe(false);
  expect(isConfident(answer, { unsureBelow: 0.6, sureness: 'agreement' })).toBe(false);
});
