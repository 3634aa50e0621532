import { expect, test } from 'vitest';
import { type MadeUpGenre, synthesise } from '../../test/support/songs.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { PASSAGE_SECONDS, spreadPassages } from '../classify/passages.ts';
import { findDuplicates } from '../train/duplicates.ts';
import { SONG_PASSAGES, SoundCollector, VECTOR_COLUMNS } from './song-vector.ts';

const SECONDS = 130;

function song(genre: MadeUpGenre, seed: number, seconds = SECONDS): Float32Array {
  return synthesise({ genre, artist: 1, seed, seconds });
}

/** As a scan hears it. */
function soundOf(data: Float32Array, chunkSize = Number.POSITIVE_INFINITY) {
  const collector = new SoundCollector();
  const plan = spreadPassages(data.length / SAMPLE_RATE, SONG_PASSAGES, PASSAGE_SECONDS);
  for (const startSeconds of plan?.startSeconds ?? [0]) {
    const start = startSeconds * SAMPLE_RATE;
    const end = plan ? start + PASSAGE_SECONDS * SAMPLE_RATE : data.length;
    for (let at = start; at < end; at += chunkSize) {
      collector.add(data.subarray(at, Math.min(end, at + chunkSize)), at);
    }
  }
  return collector.describe();
}

test('a song is described the same however its sound comes in', () => {
  const data = song('strings', 1);
  const whole = soundOf(data);
  expect(whole.vector).toHaveLength(VECTOR_COLUMNS.length);
  expect(whole.vector.every(Number.isFinite)).toBe(true);
  expect(soundOf(data, 10_007)).toEqual(whole);
});

test('songs around the length at which passages begin are described alike', () => {
  const data = song('organ', 2, SONG_PASSAGES * PASSAGE_SECONDS + 1);
  const cut = soundOf(data.subarray(0, SONG_PASSAGES * PASSAGE_SECONDS * SAMPLE_RATE));
  expect(cut).toEqual(soundOf(data));
});

test('copies are known with some seconds cut off, at another level, and no others', () => {
  const [first, second] = [song('strings', 3), song('strings', 4)];
  const cut = (data: Float32Array, front: number, back: number) =>
    data.subarray(front * SAMPLE_RATE, data.length - back * SAMPLE_RATE);
  const versions = [first, second, cut(first, 3, 0), cut(first, 0, 7), cut(second, 2.5, 4).map((v) => v / 2)];
  const recordings = versions.map((data, i) => ({
    contentHash: `${i}`,
    bits: soundOf(data).fingerprint,
  }));
  const pairs = findDuplicates(recordings).map(({ a, b }) => [a, b]);
  expect(pairs.sort()).toEqual([
    [0, 2],
    [0, 3],
    [1, 4],
    [2, 3],
  ]);
});

test('silence in the middle is no fingerprint', () => {
  const data = song('strings', 5);
  data.fill(0, 45 * SAMPLE_RATE, 90 * SAMPLE_RATE);
  expect(soundOf(data).fingerprint.some((bits) => bits !== 0)).toBe(true);
});
