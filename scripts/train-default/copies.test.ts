import { describe, expect, test } from 'vitest';
import { segmentsOf } from '../../src/analysis/segments.ts';
import { SAMPLE_RATE } from '../../src/audio/samples.ts';
import { randomOf } from '../../src/dsp/random.ts';
import { synthesise } from '../../test/support/songs.ts';
import { coarselyCoded } from './coarse-codec.ts';
import { ALTERATIONS, copyOf, kindOf } from './copies.ts';

const HASH = '3f9c01d2'.repeat(8);
const song = synthesise({ genre: 'strings', artist: 2, seed: 5, seconds: 4 });

function energyOf(sound: Float32Array): number {
  return sound.reduce((sum, value) => sum + value * value, 0);
}

function decibelsBetween(sound: Float32Array, altered: Float32Array): number {
  const error = sound.map((value, i) => value - altered[i]);
  return 10 * Math.log10(energyOf(sound) / energyOf(error));
}

describe('a coarse codec', () => {
  test('gives the sound back when its steps are fine', () => {
    expect(decibelsBetween(song, coarselyCoded(song, { step: 1e-4, seed: 1 }))).toBeGreaterThan(70);
  });

  test('keeps the energy and loses the rest when they are coarse', () => {
    const coded = coarselyCoded(song, { step: 1, seed: 1 });
    expect(energyOf(coded) / energyOf(song)).toBeCloseTo(1, 1);
    const left = decibelsBetween(song, coded);
    expect([left > 2, left < 25]).toEqual([true, true]);
  });
});

test('a song decides how its copies are altered, each in another way', () => {
  const samples = { data: song, sampleRate: SAMPLE_RATE };
  const kinds = [0, 1, 2].map((copy) => kindOf(HASH, copy));
  expect(new Set(kinds).size).toBe(3);
  expect(copyOf(samples, HASH, 0)).toEqual(copyOf(samples, HASH, 0));
});

test.each(Object.entries(ALTERATIONS))('what is altered by %s still sounds as long', async (_, alter) => {
  const altered = alter(song, randomOf(3));
  expect(altered.every((value) => Math.abs(value) < 2)).toBe(true);
  const segments = await segmentsOf({ data: altered, sampleRate: SAMPLE_RATE }, []);
  for await (const _ of segments);
  const seconds = (sound: Float32Array) => sound.length / SAMPLE_RATE;
  expect(Math.abs(segments.soundingSeconds - seconds(song))).toBeLessThan(0.04 * seconds(song));
});

test('a narrow band is empty above, and a clipped sound has no peaks', () => {
  const hiss = Float32Array.from({ length: SAMPLE_RATE }, (_, i) => Math.sin(i * i));
  const narrow = ALTERATIONS['8 kHz'](hiss, randomOf(1));
  expect(energyOf(narrow) / energyOf(hiss)).toBeLessThan(4000 / (SAMPLE_RATE / 2));
  const clipped = ALTERATIONS.clipped(song, randomOf(1));
  const peak = Math.max(...clipped.map(Math.abs));
  expect(clipped.filter((value) => Math.abs(value) === peak).length).toBeGreaterThan(20);
});
