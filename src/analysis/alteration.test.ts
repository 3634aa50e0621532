import { expect, test } from 'vitest';
import { synthesise } from '../../test/support/songs.ts';
import { type Alteration, alterSound, drawAlteration } from './alteration.ts';

const RATE = 22_050;
const HASH = '3f9c01d2'.repeat(8);
const PLAIN: Alteration = { tempo: 1, semitones: 0, gainDecibels: 0, bells: [], seed: 1 };
const song = synthesise({ genre: 'strings', artist: 2, seed: 5, seconds: 3 });

function rms(sound: Float32Array): number {
  return Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length);
}

test('a copy is decided by song and number, and no two are alike', () => {
  expect(drawAlteration(HASH, 1)).toEqual(drawAlteration(HASH, 1));
  const drawn = [drawAlteration(HASH, 1), drawAlteration(HASH, 2), drawAlteration(`0${HASH}`, 1)];
  expect(new Set(drawn.map((one) => JSON.stringify(one))).size).toBe(3);
});

test('stays within what another recording of the song might be', () => {
  const drawn = Array.from({ length: 200 }, (_, i) => drawAlteration(HASH, i + 1));
  const ends = (values: number[]) => [Math.min(...values), Math.max(...values)];
  const [slowest, fastest] = ends(drawn.map(({ tempo }) => tempo));
  expect([slowest > 0.9, slowest < 0.92, fastest > 1.08, fastest < 1.1]).toEqual([true, true, true, true]);
  expect(ends(drawn.map(({ semitones }) => semitones))).toEqual([-2, 2].map((n) => expect.closeTo(n, 0)));
  const cut = drawn.filter(({ lowPassHertz }) => lowPassHertz !== undefined);
  expect(Math.abs(cut.length - 100)).toBeLessThan(30);
});

test('has the length asked for and nothing that is no sound', () => {
  for (let copy = 1; copy <= 5; copy++) {
    const altered = alterSound(song, drawAlteration(HASH, copy), song.length - 1234);
    expect(altered.length).toBe(song.length - 1234);
    expect(altered.every((value) => Math.abs(value) < 4)).toBe(true);
    expect(rms(altered)).toBeGreaterThan(0.05 * rms(song));
  }
});

test('level, band and noise are what was asked for', () => {
  const quiet = alterSound(song, { ...PLAIN, gainDecibels: -6 }, song.length);
  expect(rms(quiet) / rms(song)).toBeCloseTo(10 ** (-6 / 20), 5);
  const noisy = alterSound(song, { ...PLAIN, noiseDecibels: 20 }, song.length);
  expect(rms(noisy.map((value, i) => value - song[i])) / rms(song)).toBeCloseTo(0.1, 2);
  const hiss = Float32Array.from({ length: RATE }, (_, i) => Math.sin(i * i));
  const dull = alterSound(hiss, { ...PLAIN, lowPassHertz: 4000 }, hiss.length);
  expect((rms(dull) / rms(hiss)) ** 2).toBeLessThan(0.5);
});

test('twelve semitones double the pitch and leave the length', () => {
  const tone = Float32Array.from({ length: RATE }, (_, i) => Math.sin((2 * Math.PI * 300 * i) / RATE));
  const high = alterSound(tone, { ...PLAIN, semitones: 12 }, RATE);
  let rises = 0;
  for (let i = 1; i < high.length; i++) if (high[i - 1] < 0 && high[i] >= 0) rises++;
  expect(high.length).toBe(RATE);
  expect(Math.abs(rises - 600)).toBeLessThan(8);
});
