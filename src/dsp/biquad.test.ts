import { expect, test } from 'vitest';
import { filtered, lowPass, peak } from './biquad.ts';

const RATE = 22_050;

/** Level of a tone after the filters, in decibels; its beginning, where they settle, is left out. */
function gainAt(hertz: number, filters: Parameters<typeof filtered>[1]): number {
  const tone = Float32Array.from({ length: RATE }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / RATE));
  const settled = filtered(tone, filters).subarray(RATE / 2);
  const power = settled.reduce((sum, value) => sum + value * value, 0) / settled.length;
  return 10 * Math.log10(2 * power);
}

test('a low-pass halves power at its edge, keeps what is below and falls by 24 dB an octave', () => {
  const filters = lowPass(2000, RATE);
  expect(gainAt(200, filters)).toBeCloseTo(0, 2);
  expect(gainAt(2000, filters)).toBeCloseTo(-3.01, 1);
  expect(gainAt(4000, filters)).toBeLessThan(-24);
});

test.each([6, -6])('a bell of %d dB is that high in the middle and flat far away', (decibels) => {
  const filters = [peak(1000, decibels, RATE)];
  expect(gainAt(1000, filters)).toBeCloseTo(decibels, 2);
  expect(Math.abs(gainAt(50, filters))).toBeLessThan(0.1);
  expect(Math.abs(gainAt(9000, filters))).toBeLessThan(0.2);
});
