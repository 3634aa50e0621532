import { describe, expect, test } from 'vitest';
import { Analysis } from './analysis.ts';
import { spectrogramDescriptors } from './spectrogram-descriptors.ts';

const RATE = 22_050;
const SECONDS = 30;

describe('picture-blocks', () => {
  test('picture-blocks finds how often a tone throbs', () => {
    for (const [hertz, range] of [
      [0.6, 1],
      [2.2, 5],
      [4.5, 8],
    ]) {
      const row = columnsOf((t) => (1 + 0.9 * Math.sin(2 * Math.PI * hertz * t)) * noise());
      const ranges = Array.from({ length: 11 }, (_, i) => row[`modulation4_${i}`]);
      expect(ranges.indexOf(Math.max(...ranges))).toBe(range);
    }
  });

  test('picture-blocks finds after how many columns beats repeat', () => {
    const row = columnsOf((t) => noise() * Math.exp(-12 * (t % 0.605)));
    const lags = Array.from({ length: 30 }, (_, i) => row[`repetition${i + 4}`]);
    expect((lags.indexOf(Math.max(...lags)) + 4) % 10).toBe(0);
  });

  test('picture-blocks tells tones from beats', () => {
    const tones = columnsOf(
      (t) => Math.sin(2 * Math.PI * 1000 * t) + Math.sin(2 * Math.PI * 3000 * t) + 0.01 * noise(),
    );
    const beats = columnsOf((t) => noise() * Math.exp(-30 * (t % 0.4)));
    expect(tones.tones12).toBeGreaterThan(2 * beats.tones12);
    expect(beats.edges12).toBeGreaterThan(2 * tones.edges12);
  });

  test('picture-blocks does not hear the level', () => {
    const quiet = columnsOf((t) => 0.01 * Math.sin(t * 3000) * Math.sin(t), 1);
    const loud = columnsOf((t) => 0.9 * Math.sin(t * 3000) * Math.sin(t), 1);
    for (const name of spectrogramDescriptors.columns)
      expect(Math.abs(quiet[name] - loud[name])).toBeLessThan(0.02);
  });
});

let state = 1;
/** Uniform in -1..1. */
function noise(): number {
  state = (state * 48_271) % 2_147_483_647;
  return (2 * state) / 2_147_483_647 - 1;
}

function columnsOf(sound: (seconds: number) => number, seconds = SECONDS): Record<string, number> {
  const data = Float32Array.from({ length: seconds * RATE }, (_, i) => sound(i / RATE));
  const row = spectrogramDescriptors.compute(new Analysis({ data, sampleRate: RATE })).data;
  return Object.fromEntries(spectrogramDescriptors.columns.map((name, i) => [name, row[i]]));
}
