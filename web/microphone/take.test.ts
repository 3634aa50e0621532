import { expect, test } from 'vitest';
import { decodeAll } from '../../test/support/sound.ts';
import { levelOf, MAX_SECONDS, recordingName, Take } from './take.ts';

const RATE = 8000;
const tone = (seconds: number, level: number) =>
  Float32Array.from({ length: seconds * RATE }, (_, i) => level * Math.sin((2 * Math.PI * 200 * i) / RATE));

test('a take becomes a file that our own decoder hears as it was', async () => {
  const take = new Take(RATE);
  const played = tone(2, 0.5);
  for (let at = 0; at < played.length; at += 1000) take.add(played.subarray(at, at + 1000));
  const file = take.toFile('take.wav');
  const { data, sampleRate } = await decodeAll(new Uint8Array(await file.arrayBuffer()));
  expect([sampleRate, data.length, file.type]).toEqual([RATE, played.length, 'audio/wav']);
  expect(Math.max(...data.map((sample, i) => Math.abs(sample - played[i]!)))).toBeLessThan(1e-4);
});

test('it is full after half a minute, and takes no more', async () => {
  const take = new Take(RATE);
  take.add(tone(MAX_SECONDS - 1, 0.1));
  expect([take.full, take.seconds]).toEqual([false, MAX_SECONDS - 1]);
  take.add(tone(5, 0.1));
  take.add(tone(5, 0.1));
  expect([take.full, take.seconds]).toEqual([true, MAX_SECONDS]);
});

test('what is beyond full scale is limited, not wrapped', async () => {
  const take = new Take(RATE);
  take.add(Float32Array.of(3, -3, 0));
  const { data } = await decodeAll(new Uint8Array(await take.toFile('loud.wav').arrayBuffer()));
  expect([...data].map((sample) => Math.round(sample * 100) / 100)).toEqual([1, -1, 0]);
});

test('levels rise with loudness, from nothing to full', () => {
  expect(levelOf(new Float32Array(100))).toBe(0);
  expect(levelOf(Float32Array.of(0.001))).toBeCloseTo(0);
  expect(levelOf(Float32Array.of(0.1))).toBeCloseTo(2 / 3);
  expect(levelOf(Float32Array.of(-1))).toBe(1);
  expect(levelOf(Float32Array.of(9))).toBe(1);
  const take = new Take(RATE);
  take.add(tone(1, 1));
  take.add(tone(1.5, 0.001));
  expect(take.levels().map((level) => Math.round(level))).toEqual([1, 0]);
});

test('a recording is named after the clock', () => {
  expect(recordingName(new Date(2026, 10, 2, 9, 5, 7))).toBe('Recording 2026-11-02 09.05.07.wav');
});
