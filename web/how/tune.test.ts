import { expect, test } from 'vitest';
import { beatTrack } from '../../src/features/beat.ts';
import { tune } from './tune.ts';

test('the tune is ten seconds, loud but not clipped, always the same, at 120 beats a minute', () => {
  const { data, sampleRate } = tune();
  expect(data.length).toBe(10 * sampleRate);
  const peak = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(peak).toBeGreaterThan(0.5);
  expect(peak).toBeLessThanOrEqual(1);
  expect(tune().data).toEqual(data);
  expect(Math.abs(beatTrack(tune()).tempo - 120)).toBeLessThan(4);
});
