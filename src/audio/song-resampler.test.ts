import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatenate, resample } from './resample.ts';
import { SAMPLE_RATE } from './samples.ts';
import { createSongResampler } from './song-resampler.ts';

const RATES = [44_100, 48_000, 96_000, 16_000];

/** Loud to its edges, so that they ring. */
function noise(length: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 32;
  });
}

function resampled(song: Float32Array, rate: number, cuts: readonly number[] = []): Float32Array {
  const resampler = createSongResampler(rate);
  const edges = [0, ...cuts, song.length];
  const parts = edges.slice(1).map((end, i) => resampler.push(song.subarray(edges[i], end)));
  return concatenate([...parts, resampler.flush()]);
}

test.each(RATES)('silence in a song at %i Hz holds nothing of the sound beside it', (rate) => {
  const [start, end] = [0.4 * rate + 1, 0.7 * rate];
  for (const faint of [0, 1 / 32_768]) {
    const song = noise(rate).fill(0, start, end);
    for (let at = start; at < end; at += 3) song[at] = at % 2 === 0 ? faint : -faint;
    const out = resampled(song, rate);
    const from = Math.ceil((start * SAMPLE_RATE) / rate);
    const until = Math.ceil(((end - 1 / 2) * SAMPLE_RATE) / rate);
    expect(out.subarray(from, until).every((value) => value === 0)).toBe(true);
    const usual = resample(song, rate, SAMPLE_RATE);
    expect(out.subarray(0, from)).toEqual(usual.subarray(0, from));
    expect(out.subarray(until)).toEqual(usual.subarray(until));
  }
});

test.each(RATES)('noise of -70 dB in a song at %i Hz holds nothing of the sound beside it', (rate) => {
  const [start, end] = [0.4 * rate + 1, 0.7 * rate];
  const song = noise(rate);
  song.set(
    noise(end - start).map((value) => value / 1000),
    start,
  );
  const out = resampled(song, rate);
  const [from, until] = [
    Math.ceil((start * SAMPLE_RATE) / rate),
    Math.ceil(((end - 0.5) * SAMPLE_RATE) / rate),
  ];
  expect(Math.max(...out.subarray(from, until).map(Math.abs))).toBeLessThan(0.001);
  const usual = resample(song, rate, SAMPLE_RATE);
  expect(out.subarray(0, from)).toEqual(usual.subarray(0, from));
  expect(out.subarray(from + 100, until - 100)).toEqual(usual.subarray(from + 100, until - 100));
  expect(out.subarray(until)).toEqual(usual.subarray(until));
});

test('a song that is faint beside what is soft is resampled as anything else', () => {
  const song = noise(44_100).map((value, i) => value * (i > 5000 && i < 20_000 ? 1e-3 : 0.02));
  expect(resampled(song, 44_100)).toEqual(resample(song, 44_100, SAMPLE_RATE));
});

test('a song without silence, and with rests of less than 23 ms, is resampled as anything else', () => {
  const song = noise(44_100).fill(0, 10_000, 11_000).fill(0, 43_500);
  expect(resampled(song, 44_100)).toEqual(resample(song, 44_100, SAMPLE_RATE));
});

test('a song at 22,050 Hz stays as it is', () => {
  const song = noise(5000).fill(0, 1000, 3000);
  expect(resampled(song, SAMPLE_RATE)).toEqual(song);
});

test('a song with silence is resampled to the same bits however it comes in', () => {
  const song = noise(12_000).fill(0, 0, 1500).fill(0, 4000, 5100).fill(0, 5110, 7000).fill(0, 9000);
  song.set(
    noise(1500).map((value) => value / 1000),
    2000,
  );
  const whole = resampled(song, 44_100);
  expect(whole.length).toBe(6000);
  const cuts = fc.array(fc.nat(song.length), { maxLength: 12 });
  fc.assert(
    fc.property(cuts, (places) => {
      expect(
        resampled(
          song,
          44_100,
          places.sort((a, b) => a - b),
        ),
      ).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});
