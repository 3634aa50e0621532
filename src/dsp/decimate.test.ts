import { describe, expect, test } from 'vitest';
import { halveRate } from './decimate.ts';

const LENGTH = 8000;
const tone = (frequency: number, step = 1) =>
  Float32Array.from({ length: LENGTH / step }, (_, i) => Math.sin(2 * Math.PI * frequency * i * step));

/** Largest difference away from the ends. */
function middleDifference(a: Float32Array, b: (i: number) => number): number {
  return a.reduce(
    (most, value, i) => (i > 300 && i < a.length - 300 ? Math.max(most, Math.abs(value - b(i))) : most),
    0,
  );
}

describe('half the rate', () => {
  test.each([0.001, 0.05, 0.12, 0.2, 0.228])(
    'keeps a tone of %d cycles a sample where it is',
    (frequency) => {
      const expected = tone(frequency, 2);
      expect(middleDifference(halveRate(tone(frequency)), (i) => expected[i])).toBeLessThan(3e-6);
    },
  );

  test.each([0.251, 0.3, 0.4, 0.49])('silences a tone of %d cycles a sample', (frequency) => {
    expect(middleDifference(halveRate(tone(frequency)), () => 0)).toBeLessThan(3e-6);
  });

  test('rounds the length up and takes a gain', () => {
    expect(halveRate(new Float32Array(5))).toHaveLength(3);
    expect(halveRate(new Float32Array(0))).toHaveLength(0);
    const [once, twice] = [halveRate(tone(0.1)), halveRate(tone(0.1), 2)];
    expect(middleDifference(twice, (i) => 2 * once[i])).toBeLessThan(1e-6);
  });
});
