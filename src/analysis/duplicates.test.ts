import { describe, expect, test } from 'vitest';
import { type MadeUpGenre, synthesise } from '../../test/support/songs.ts';
import { Analysis } from '../features/analysis.ts';
import { fingerprint, fingerprintBits } from '../features/fingerprint.ts';
import { findDuplicates } from './duplicates.ts';

const SECONDS = 12;
const RATE = 22_050;

const song = (genre: MadeUpGenre, artist: number, seed: number) =>
  synthesise({ genre, artist, seed, seconds: SECONDS });
const recording = (data: Float32Array, name = `${data[1000]} ${data.length}`) => ({
  contentHash: name,
  bits: fingerprintBits(fingerprint.compute(new Analysis({ data, sampleRate: RATE }))),
});

/** Noise of a coarse codec, 26 dB below the song. */
function noisy(data: Float32Array): Float32Array {
  let state = 1;
  return data.map((value) => {
    state = (state * 16_807) % 2_147_483_647;
    return value + 0.02 * (state / 1_073_741_823.5 - 1);
  });
}

describe.each(['strings', 'organ', 'drums'] as const)('%s', (genre) => {
  const original = recording(song(genre, 1, 1));

  test.each([
    ['louder', (data: Float32Array) => data.map((value) => value * 1.4), 0],
    ['quieter', (data: Float32Array) => data.map((value) => value * 0.1), 0],
    ['noisier', noisy, 0],
    ['without its first 2.5 s', (data: Float32Array) => data.subarray(Math.round(2.5 * RATE)), 2.5],
    ['without both ends, louder', (data: Float32Array) => data.slice(RATE, 9 * RATE).map((v) => v * 1.2), 1],
  ])('a copy that is %s is found', (_, change, offset) => {
    const [pair, ...others] = findDuplicates([original, recording(change(song(genre, 1, 1)), 'copy')]);
    expect(others).toEqual([]);
    expect(pair).toMatchObject({ a: 0, b: 1, kind: 'near' });
    expect(pair.offsetSeconds).toBeCloseTo(offset, 0);
  });

  test('songs of one artist are not copies', () => {
    const songs = [1, 2, 3, 4].map((seed) => recording(song(genre, 1, seed), `${seed}`));
    expect(findDuplicates(songs)).toEqual([]);
  });
});

test('equal files are found by their content, however short or silent', () => {
  const silence = recording(new Float32Array(1000), 'same');
  const [pair] = findDuplicates([recording(song('organ', 1, 1)), silence, silence]);
  expect(pair).toEqual({ a: 1, b: 2, kind: 'exact', distance: 0, offsetSeconds: 0 });
});

test('silence and a steady tone are copies of nothing', () => {
  const tone = (hertz: number) =>
    Float32Array.from({ length: 6 * RATE }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / RATE));
  const made = [new Float32Array(6 * RATE), new Float32Array(7 * RATE), tone(440), tone(441)];
  expect(findDuplicates(made.map((data, i) => recording(data, `${i}`)))).toEqual([]);
});

test('less than a window of sound has no fingerprint', () => {
  expect(fingerprint.compute(new Analysis({ data: new Float32Array(9000), sampleRate: RATE })).shape).toEqual(
    [0, 2],
  );
  expect(fingerprint.compute(new Analysis({ data: new Float32Array(1), sampleRate: RATE })).shape).toEqual([
    0, 2,
  ]);
});
