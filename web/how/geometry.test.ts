import { describe, expect, test } from 'vitest';
import { dctMatrix } from '../../src/dsp/dct.ts';
import {
  envelopePath,
  hertzShare,
  inverseDct,
  linePath,
  loudestHertz,
  noteOf,
  spectrumPath,
  wedgePath,
} from './geometry.ts';

const BOX = { width: 100, height: 50 };

describe('lines', () => {
  test('go from edge to edge, low values at the bottom', () => {
    expect(linePath([0, 1, 2], BOX, { low: 0, high: 2 })).toBe('M0 50L50 25L100 0');
  });

  test('stay inside the picture whatever comes', () => {
    expect(linePath([-9, 9], BOX, { low: 0, high: 1 })).toBe('M0 50L100 0');
    expect(linePath([], BOX, { low: 0, high: 0 })).toBe('');
  });

  test('an envelope shows the extremes of each column', () => {
    const path = envelopePath(new Float32Array([0, 1, -1, 0]), 2, BOX);
    expect(path).toBe('M0 0L100 25L100 50L0 25Z');
  });
});

describe('spectra', () => {
  test('the axis is logarithmic from 40 Hz to the Nyquist frequency', () => {
    expect(hertzShare(10, 22_050)).toBe(0);
    expect(hertzShare(11_025, 22_050)).toBeCloseTo(1);
    const octave = hertzShare(880, 22_050) - hertzShare(440, 22_050);
    expect(hertzShare(440, 22_050) - hertzShare(220, 22_050)).toBeCloseTo(octave);
  });

  test('silence is a flat line, not a hole', () => {
    expect(spectrumPath(new Float32Array(17), 22_050, BOX)).not.toContain('NaN');
    expect(loudestHertz(new Float32Array(17), 22_050)).toBe(0);
  });

  test('a peak is found between its bins and named', () => {
    const magnitudes = new Float32Array(1025);
    magnitudes.set([1, 2, 2, 1], 40);
    expect(loudestHertz(magnitudes, 22_050)).toBeCloseTo((41.5 * 22_050) / 2048, 0);
    expect([440, 261.63, 27.5].map(noteOf)).toEqual(['A 4', 'C 4', 'A 0']);
  });

  test('all coefficients give the bands back; the first alone, their mean', () => {
    const bands = [3, -1, 4, 1, -5, 9, 2, 6];
    const matrix = dctMatrix(8, 8);
    const coefficients = Array.from({ length: 8 }, (_, k) =>
      bands.reduce((sum, value, n) => sum + value * matrix[k * 8 + n]!, 0),
    );
    for (const [i, value] of inverseDct(coefficients, 8, 8).entries())
      expect(value).toBeCloseTo(bands[i]!, 9);
    for (const value of inverseDct(coefficients, 1, 8)) expect(value).toBeCloseTo(19 / 8, 9);
  });
});

test('a wedge from the top to the right', () => {
  expect(wedgePath(0, 0.25, 1, 2)).toBe('M0 -1L0 -2A2 2 0 0 1 2 0L1 0A1 1 0 0 0 0 -1Z');
});
