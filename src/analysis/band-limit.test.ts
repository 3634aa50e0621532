import { expect, test } from 'vitest';
import { synthesise } from '../../test/support/songs.ts';
import { resample } from '../audio/resample.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { Analysis } from '../features/analysis.ts';
import { BandLimit } from './band-limit.ts';

function cutOf(data: Float32Array): number | undefined {
  const limit = new BandLimit();
  limit.add(new Analysis({ data, sampleRate: SAMPLE_RATE }));
  return limit.cut();
}

/** Band-limits a signal to that of a file once converted to `rate`. */
function by(rate: number, data: Float32Array): Float32Array {
  const narrow = resample(data, SAMPLE_RATE, rate);
  const rounded = narrow.map((value) => Math.round(value * 32_768) / 32_768);
  return resample(rounded, rate, SAMPLE_RATE);
}

/** Noise that fades by 9 dB from octave to octave, as music does. */
function fading(seconds: number): Float32Array {
  let [state, slow, slower] = [1, 0, 0];
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    slow = 0.9 * slow + 0.1 * (state / 2 ** 31);
    slower = 0.5 * slower + 0.5 * slow;
    return slower;
  });
}

test('a spectrum that a lower rate has cut off is told, with where it ends', () => {
  for (const rate of [8000, 11_025]) {
    const cut = cutOf(by(rate, fading(10)));
    expect(Math.abs(cut! - rate / 2)).toBeLessThan(600);
  }
});

test('a spectrum that goes on, or that ends where little is missed, is not told', () => {
  expect(cutOf(fading(10))).toBeUndefined();
  expect(cutOf(by(16_000, fading(10)))).toBeUndefined();
});

test('a spectrum of few notes, a tone or nothing at all is not told', () => {
  const tone = Float32Array.from({ length: 5 * SAMPLE_RATE }, (_, i) => 0.3 * Math.sin(0.9 * i));
  expect(cutOf(tone)).toBeUndefined();
  expect(cutOf(new Float32Array(SAMPLE_RATE))).toBeUndefined();
  for (const genre of ['drums', 'organ', 'strings'] as const) {
    expect(cutOf(synthesise({ genre, artist: 1, seed: 1, seconds: 10 }))).toBeUndefined();
  }
});
