import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { concatenate, createResampler, resample } from './resample.ts';

const RATES: readonly (readonly [number, number])[] = [
  [44_100, 22_050],
  [48_000, 22_050],
  [96_000, 22_050],
  [32_000, 22_050],
  [44_099, 22_050],
  [11_025, 22_050],
  [16_000, 22_050],
];

describe.each(RATES)('%i Hz to %i Hz', (fromRate, toRate) => {
  const lowerNyquist = Math.min(fromRate, toRate) / 2;

  test('n samples become ceil(n x to / from)', () => {
    for (const length of [1, 2, 3, 999, 4_321, 20_000]) {
      expect(resample(new Float32Array(length), fromRate, toRate).length).toBe(
        Math.ceil((length * toRate) / fromRate),
      );
    }
  });

  test('a constant stays what it is', () => {
    const out = resample(new Float32Array(fromRate).fill(0.5), fromRate, toRate);
    expect(middle(out).every((value) => Math.abs(value - 0.5) < 1e-6)).toBe(true);
  });

  test('an impulse stays where it is, and rings alike to both sides', () => {
    const impulse = new Float32Array(fromRate);
    impulse[fromRate / 2 - (fromRate % 2) / 2] = 1;
    const out = resample(impulse, fromRate, toRate);
    const seconds = Math.floor(fromRate / 2) / fromRate;
    const centre =
      out.reduce((sum, value, i) => sum + value * i, 0) / out.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(centre / toRate - seconds)).toBeLessThan(1e-6);
  });

  test.each([0.1, 0.5, 0.9])(
    'a sine at %f of the lower Nyquist frequency is kept, in time and size',
    (share) => {
      const frequency = share * lowerNyquist;
      const out = resample(sine(frequency, fromRate), fromRate, toRate);
      const error = middle(out).map((value, i) => value - sineAt(frequency, toRate, i + MARGIN));
      expect(decibel(rms(error) / Math.SQRT1_2)).toBeLessThan(-100);
    },
  );

  test.skipIf(fromRate < toRate)('sines above the new Nyquist frequency vanish', () => {
    for (const share of [0, 0.2, 0.5, 0.9]) {
      const frequency = lowerNyquist + share * (fromRate / 2 - lowerNyquist);
      const out = resample(sine(frequency, fromRate), fromRate, toRate);
      expect(decibel(rms(middle(out)) / Math.SQRT1_2)).toBeLessThan(-100);
    }
  });

  test('any split of the input gives the same bits', () => {
    const input = Float32Array.from({ length: 5_000 }, (_, i) => Math.sin(i * i * 0.001));
    const whole = resample(input, fromRate, toRate);
    const cuts = fc.array(fc.nat(input.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const resampler = createResampler(fromRate, toRate);
        const edges = [0, ...places.sort((a, b) => a - b), input.length];
        const parts = edges.slice(1).map((end, i) => resampler.push(input.subarray(edges[i], end)));
        const joined = concatenate([...parts, resampler.flush()]);
        expect(joined.length).toBe(whole.length);
        expect(joined.findIndex((value, i) => value !== whole[i])).toBe(-1);
      }),
      { numRuns: 20, seed: 4 },
    );
  });
});

test('an impulse response of one phase is symmetric to the bit', () => {
  const impulse = new Float32Array(4_000);
  impulse[2_000] = 1;
  const out = resample(impulse, 44_100, 22_050);
  for (let i = 1; i < 150; i++) expect(out[1_000 + i]).toBe(out[1_000 - i]);
});

test('equal rates change nothing', () => {
  const chunk = Float32Array.of(1, 2, 3);
  const resampler = createResampler(8_000, 8_000);
  expect(concatenate([resampler.push(chunk), resampler.flush()])).toEqual(chunk);
});

test('a stream is what the whole is', () => {
  const input = sine(440, 44_100).slice(0, 10_000);
  const resampler = createResampler(44_100, 22_050);
  const chunks = [input.subarray(0, 7), input.subarray(7, 7), input.subarray(7)];
  const out = chunks.map((chunk) => resampler.push(chunk));
  expect(concatenate([...out, resampler.flush()])).toEqual(resample(input, 44_100, 22_050));
});

test.each([0, -1, 22_050.5, Number.NaN])('a rate of %d is refused', (rate) => {
  expect(() => createResampler(rate, 22_050)).toThrow(expect.objectContaining({ code: 'bad-request' }));
});

/** Output samples at either end that hear the silence outside. */
const MARGIN = 2_000;

function middle(out: Float32Array): Float32Array {
  return out.subarray(MARGIN, out.length - MARGIN);
}

/** A second of full scale. */
function sine(frequency: number, rate: number): Float32Array {
  return Float32Array.from({ length: rate }, (_, i) => sineAt(frequency, rate, i));
}

function sineAt(frequency: number, rate: number, i: number): number {
  return Math.sin((2 * Math.PI * frequency * i) / rate);
}

function rms(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function decibel(ratio: number): number {
  return 20 * Math.log10(ratio + 1e-12);
}
