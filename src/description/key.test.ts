import { expect, test } from 'vitest';
import { cadence, MUSIC_RATE, noise } from '../../test/support/music.ts';
import { Analysis } from '../features/analysis.ts';
import { shippedEar } from '../jobs/shipped-networks.ts';
import type { Key } from './description.ts';
import { camelotOf, KeyEstimator, MODES, majorness, TONICS } from './key.ts';

async function keyOf(...pieces: Float32Array[]): Promise<Key | undefined> {
  const estimator = new KeyEstimator();
  for (const data of pieces) {
    await estimator.take(new Analysis({ data, sampleRate: MUSIC_RATE }, { ear: shippedEar }));
  }
  return estimator.estimate();
}

const ALL = TONICS.flatMap((tonic, i) => MODES.map((mode) => ({ tonic, mode, i })));

test.each(ALL)('a cadence and a scale in $tonic $mode are that', async ({ tonic, mode, i }) => {
  expect(await keyOf(cadence(i, mode, { seconds: 12 }))).toMatchObject({
    tonic,
    mode,
    camelot: camelotOf(i, mode),
  });
});

test.each([-40, -20, 20, 40])('%i cents off, the key is the same', async (cents) => {
  expect(await keyOf(cadence(2, 'major', { cents }))).toMatchObject({ tonic: 'D', mode: 'major' });
  expect(await keyOf(cadence(9, 'minor', { cents }))).toMatchObject({ tonic: 'A', mode: 'minor' });
});

test('gain does not change it', async () => {
  const data = cadence(5, 'minor');
  const [loud, soft] = [await keyOf(data), await keyOf(data.map((value) => value / 16))];
  expect(soft).toMatchObject({ tonic: loud!.tonic, mode: loud!.mode });
  expect(soft!.confidence).toBeCloseTo(loud!.confidence, 3);
});

test('it is the same of one piece and of three', async () => {
  const data = cadence(7, 'major');
  const [one, three] = [await keyOf(data), await keyOf(data, data, data)];
  expect(three).toEqual({ ...one, confidence: expect.closeTo(one!.confidence, 6) });
});

test('of nothing, silence and a constant there is no key', async () => {
  expect(await keyOf()).toBeUndefined();
  expect(await keyOf(new Float32Array(10 * MUSIC_RATE))).toBeUndefined();
  expect(await keyOf(new Float32Array(10 * MUSIC_RATE).fill(0.5))).toBeUndefined();
});

test('noise and one impulse are no claim', async () => {
  const impulse = new Float32Array(10 * MUSIC_RATE);
  impulse[5 * MUSIC_RATE] = 1;
  expect((await keyOf(noise(20)))?.confidence).toBe(0);
  expect((await keyOf(impulse))?.confidence).toBe(0);
});

test.each([
  ['C', 'major', '8B'],
  ['A', 'minor', '8A'],
  ['G', 'major', '9B'],
  ['E', 'minor', '9A'],
  ['F#', 'major', '2B'],
  ['G#', 'minor', '1A'],
  ['B', 'major', '1B'],
  ['C#', 'minor', '12A'],
] as const)('%s %s is %s on the wheel', (tonic, mode, camelot) => {
  expect(camelotOf(TONICS.indexOf(tonic), mode)).toBe(camelot);
});

test('a minor key counts below zero by its confidence, and one that is not told counts nothing', () => {
  const key = { tonic: 'A', mode: 'minor', camelot: '8A', confidence: 0.7 } as const;
  expect(majorness(key)).toBe(-0.7);
  expect(majorness({ ...key, mode: 'major' })).toBe(0.7);
  expect(majorness({ ...key, confidence: 0.2 })).toBe(0);
  expect(majorness(undefined)).toBe(0);
});
