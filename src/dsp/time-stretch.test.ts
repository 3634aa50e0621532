import { expect, test } from 'vitest';
import { timeStretch } from './time-stretch.ts';

const RATE = 22_050;

/** Ten clicks a second over a tone of 440 Hz. */
const SOUND = Float32Array.from({ length: 2 * RATE }, (_, i) => {
  return 0.3 * Math.sin((2 * Math.PI * 440 * i) / RATE) + (i % 2205 === 100 ? 0.7 : 0);
});

/** Times that the sound rises through zero in a second. */
function risesPerSecond(sound: Float32Array): number {
  let count = 0;
  for (let i = 1; i < sound.length; i++) if (sound[i - 1] < 0 && sound[i] >= 0) count++;
  return (count * RATE) / sound.length;
}

function rms(sound: Float32Array): number {
  return Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length);
}

test.each([0.5, 0.9, 1.1, 2])('%d times as long: pitch and level stay', (factor) => {
  const tone = SOUND.map((_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / RATE));
  const stretched = timeStretch(tone, Math.round(tone.length * factor));
  expect(stretched.length).toBe(Math.round(tone.length * factor));
  expect(Math.abs(risesPerSecond(stretched) - 440)).toBeLessThan(5);
  expect(Math.abs(rms(stretched) / rms(tone) - 1)).toBeLessThan(0.05);
});

test('what happens halfway happens halfway', () => {
  const half = SOUND.map((value, i) => (i < SOUND.length / 2 ? value : 0));
  const stretched = timeStretch(half, 3 * RATE);
  expect(rms(stretched.subarray(0, 1.45 * RATE))).toBeGreaterThan(0.15);
  expect(rms(stretched.subarray(1.55 * RATE))).toBeLessThan(0.01);
});

test.each([[0], [100], [3000]])('%d samples become 2500, all of them finite', (length) => {
  const stretched = timeStretch(SOUND.subarray(100, 100 + length), 2500);
  expect(stretched.length).toBe(2500);
  expect(stretched.every((value) => Number.isFinite(value))).toBe(true);
});

test('the same length is the same sound', () => {
  expect(timeStretch(SOUND, SOUND.length)).toBe(SOUND);
});
