import { expect, test } from 'vitest';
import { noise } from '../../test/support/music.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { Analysis } from '../features/analysis.ts';
import { crestOf, MEAN_CREST } from './crest.ts';

function crest(data: Float32Array): number {
  return crestOf(new Analysis({ data, sampleRate: SAMPLE_RATE }));
}

function sine(amplitude: number): Float32Array {
  return Float32Array.from(
    { length: 5 * SAMPLE_RATE },
    (_, i) => amplitude * Math.sin((2 * Math.PI * 997 * i) / SAMPLE_RATE),
  );
}

test('the crest of a sine is 3 dB, at any level, and that of noise is larger', () => {
  for (const amplitude of [1, 0.1, 0.01]) expect(crest(sine(amplitude))).toBeCloseTo(3, 1);
  expect(crest(noise(5))).toBeGreaterThan(6);
});

test('sound that has no loudness, and silence, have the mean crest', () => {
  expect(crest(sine(1e-4))).toBe(MEAN_CREST);
  expect(crest(new Float32Array(5 * SAMPLE_RATE))).toBe(MEAN_CREST);
});
