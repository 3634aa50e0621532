import { expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { clearestSegment, mostInfluential, PARTS, type PartAnswer, removePart } from './parts.ts';

const RATE = 22_050;
const LENGTH = 3 * RATE;

const tone = (hertz: number) =>
  Float32Array.from({ length: LENGTH }, (_, i) => 0.3 * Math.sin((2 * Math.PI * hertz * i) / RATE));
const clicks = Float32Array.from({ length: LENGTH }, (_, i) => (i % 5000 < 8 ? 0.8 : 0));
const added = (...sounds: Float32Array[]) =>
  Float32Array.from({ length: LENGTH }, (_, i) => sounds.reduce((sum, sound) => sum + sound[i]!, 0));
/** Projection of one sound onto another, 0..1 and a little more. */
const shareOf = (sound: Float32Array, within: Float32Array) => {
  // The ends of a sound are heard through half a window.
  const middle = (data: Float32Array) => data.subarray(RATE / 2, LENGTH - RATE / 2);
  const [a, b] = [middle(sound), middle(within)];
  return (
    a.reduce((sum, value, i) => sum + value * b[i]!, 0) / a.reduce((sum, value) => sum + value * value, 0)
  );
};

test.each([
  ['bass', tone(80), tone(1000)],
  ['treble', tone(6000), tone(1000)],
  ['drums', clicks, tone(440)],
  ['tones', tone(440), clicks],
] as const)('without its %s, a sound keeps the rest', (part, gone, kept) => {
  const { data, sampleRate } = removePart(part, { data: added(gone, kept), sampleRate: RATE });
  expect([data.length, sampleRate]).toEqual([LENGTH, RATE]);
  expect(shareOf(gone, data)).toBeLessThan(0.15);
  expect(shareOf(kept, data)).toBeGreaterThan(0.8);
});

test.each(PARTS)('silence without its %s is silence', (part) => {
  const { data } = removePart(part, { data: new Float32Array(LENGTH), sampleRate: RATE });
  expect(data.every((sample) => sample === 0)).toBe(true);
});

test('the part that tells most is the one without which the genre falls furthest', () => {
  const answer = (part: PartAnswer['part'], rock: number): PartAnswer => ({
    part,
    ranking: [
      { genre: 'jazz', probability: 1 - rock },
      { genre: 'rock', probability: rock },
    ],
  });
  const whole = answer(undefined, 0.8);
  expect(mostInfluential([whole, answer('bass', 0.7), answer('drums', 0.3)], 'rock')?.part).toBe('drums');
  expect(mostInfluential([whole, answer('bass', 0.78), answer('drums', 0.9)], 'rock')).toBeUndefined();
  expect(mostInfluential([answer('bass', 0.1)], 'rock')).toBeUndefined();
});

test('the clearest segment is the one most like the song’s genre', () => {
  const segment = (startSeconds: number, probability: number) => ({
    startSeconds,
    endSeconds: startSeconds + 30,
    ranking: [{ genre: 'rock', probability }],
  });
  const segments = [segment(0, 0.2), segment(30, 0.9), segment(60, 0.5)];
  expect(clearestSegment({ genre: 'rock', segments } as unknown as Prediction).startSeconds).toBe(30);
});
