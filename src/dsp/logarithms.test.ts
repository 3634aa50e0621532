import { describe, expect, test } from 'vitest';
import { logarithms } from './logarithms.ts';
import { largestMagnitude } from './sane.ts';

/** Length above a block's, and no multiple of four. */
const MANY = 70_001;

describe('logarithms', () => {
  test('logarithms are those of doubles, rounded, over the whole range of floats', () => {
    const values = Float32Array.from({ length: MANY }, (_, i) => 2 ** (-126 + (253 * i) / MANY));
    const expected = values.map((value) => 3 * Math.log(value) - 2);
    const largest = logarithms(values, 2 ** -126, 3, 2);
    expect(largest).toBe(values.at(-1));
    for (let i = 0; i < MANY; i++) {
      if (Math.abs(values[i] - expected[i]) > 1e-7 * Math.abs(expected[i]))
        expect(values[i]).toBe(expected[i]);
    }
  });

  test('what is less than the least, or no number, counts as the least', () => {
    const values = Float32Array.of(0, -1, Number.NaN, -Infinity, 0.5);
    logarithms(values, 1);
    expect(values).toEqual(new Float32Array(5));
    expect(logarithms(new Float32Array(0), 1)).toBe(-Infinity);
  });
});

test('the largest magnitude is found wherever it is, and so is what is no number', () => {
  expect(largestMagnitude(new Float32Array(0))).toBe(0);
  for (const place of [0, 3, 40_000, MANY - 1]) {
    const values = new Float32Array(MANY).fill(0.25);
    values[place] = -7;
    expect(largestMagnitude(values)).toBe(7);
    values[place] = Number.NaN;
    expect(largestMagnitude(values)).toBeNaN();
  }
});
