import { describe, expect, test } from 'vitest';
import { Analysis } from './analysis.ts';
import { findRecipe } from './recipes.ts';
import { speechMfcc, speechMfccCov } from './speech-mfcc.ts';

const samplesOf = (length: number, value: (i: number) => number) => ({
  data: Float32Array.from({ length }, (_, i) => value(i)),
  sampleRate: 22_050,
});

describe('speech MFCC', () => {
  test.each([
    ['one sample', 1, () => 0.5],
    ['one frame', 441, (i: number) => Math.sin(i)],
    ['silence', 22_050, () => 0],
    ['a constant', 22_050, () => 0.25],
    ['beyond full scale', 22_050, (i: number) => 8 * Math.sin(i)],
  ])('are finite for %s', (_, length, value) => {
    const { data, shape } = speechMfccCov.compute(new Analysis(samplesOf(length, value)));
    expect(shape).toEqual([104]);
    expect(data.every(Number.isFinite)).toBe(true);
  });

  test('count frames as the definition does: the last one is padded', () => {
    const frames = (length: number) => speechMfcc(samplesOf(length, Math.sin)).shape[0];
    expect([1, 441, 442, 662, 663, 883].map(frames)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test('speech MFCC are found by name and version', () => {
    expect(findRecipe('speech-mfcc-cov')).toBe(speechMfccCov);
    expect(findRecipe('speech-mfcc-cov', 1)).toBe(speechMfccCov);
    expect(findRecipe('speech-mfcc-cov', 99)).toBeUndefined();
    expect(speechMfccCov.columns).toHaveLength(104);
    expect(speechMfccCov.columns[14]).toBe('cov0_1');
  });
});
