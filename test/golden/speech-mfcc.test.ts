import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Analysis } from '../../src/features/analysis.ts';
import { speechMfcc, speechMfccCov, speechMfccStatistics } from '../../src/features/speech-mfcc.ts';
import { SIGNALS } from './signals.ts';

interface Golden {
  readonly shape: number[];
  readonly mean: number[];
  readonly covariance: number[][];
  readonly frame: { index: number; values: number[] };
}

const golden: Record<string, Golden> = JSON.parse(
  readFileSync(new URL('../fixtures/golden/speech-mfcc-signals.json', import.meta.url), 'utf8'),
).signals;

/** Largest error relative to the largest value of the array: a covariance near zero has no digits of its own. */
function relativeError(actual: ArrayLike<number>, expected: number[]): number {
  const scale = Math.max(...expected.map(Math.abs), 1e-6);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i] - value))) / scale;
}

describe('speech MFCC equal python_speech_features', () => {
  test.each(Object.keys(golden))('%s', (name) => {
    const expected = golden[name];
    const samples = {
      data: Float32Array.from(SIGNALS[name], (value) => Math.round(value * 32_767) / 32_768),
      sampleRate: 22_050,
    };
    const frames = speechMfcc(samples);
    expect(frames.shape).toEqual(expected.shape);
    const { index, values } = expected.frame;
    expect(relativeError(frames.data.subarray(index * 13), values)).toBeLessThan(1e-5);
    const { mean, covariance } = speechMfccStatistics(samples);
    expect(relativeError(mean, expected.mean)).toBeLessThan(1e-5);
    expect(relativeError(covariance, expected.covariance.flat())).toBeLessThan(1e-5);
    const row = speechMfccCov.compute(new Analysis(samples)).data;
    expect(
      relativeError(
        row.subarray(13),
        expected.covariance.flatMap((r, i) => r.slice(i)),
      ),
    ).toBeLessThan(1e-5);
  });
});
