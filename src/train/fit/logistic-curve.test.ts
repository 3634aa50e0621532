import { expect, test } from 'vitest';
import { randomOf } from '../../dsp/random.ts';
import { fitCurve, probabilityOf } from './logistic-curve.ts';

const random = randomOf(1);
const VALUES = Array.from({ length: 200 }, () => 4 * (random() - 0.5));
const TRUTHS = VALUES.map((value) => random() < 1 / (1 + Math.exp(-2 * value - 1)));

test.each([1e-3, 1, 60, 1e4])('a curve through values %d times as large says the same', (size) => {
  const plain = fitCurve(VALUES, TRUTHS);
  const curve = fitCurve(
    VALUES.map((value) => size * value),
    TRUTHS,
  );
  expect(plain.gradient).toBeGreaterThan(1);
  for (const value of VALUES) {
    expect(probabilityOf(curve, size * value)).toBeCloseTo(probabilityOf(plain, value), 9);
  }
});

test('a curve sums up to as many as are true, and never falls', () => {
  const sum = (curve: ReturnType<typeof fitCurve>) =>
    VALUES.reduce((total, value) => total + probabilityOf(curve, value), 0);
  expect(sum(fitCurve(VALUES, TRUTHS))).toBeCloseTo(TRUTHS.filter(Boolean).length, 3);
  const against = VALUES.map((value) => value < 0);
  expect(fitCurve(VALUES, against).gradient).toBe(0);
  expect(
    probabilityOf(
      fitCurve(
        VALUES,
        VALUES.map(() => false),
      ),
      0,
    ),
  ).toBeLessThan(0.01);
});
