/** Files that are several songs in a row, or that change their form on the way: all of it is heard. */
import { describe, expect, test } from 'vitest';
import { decodeAll, fixture } from '../../test/support/sound.ts';
import { bytesSource } from './byte-source.ts';
import { loadSamples } from './load.ts';
import { openPassages } from './passages.ts';
import { concatenate, resample } from './resample.ts';
import { SAMPLE_RATE } from './samples.ts';

/** Two files one after the other, as a file. */
const CHAINS: readonly (readonly [string, string, (first: Uint8Array, second: Uint8Array) => Uint8Array])[] =
  [
    ['vorbis.ogg', 'vorbis.ogg', joined],
    ['opus.opus', 'tune.opus', joined],
    ['vorbis.ogg', 'tune.ogg', joined],
    ['tune.ogg', 'opus.opus', joined],
    ['flac.oga', 'vorbis.ogg', joined],
    ['bare.mp3', 'tune.mp3', joined],
    ['tune.mp3', 'bare.mp3', joined],
    ['adts.aac', 'tune.aac', joined],
    ['16-bit.flac', 'tune.flac', joined],
    ['16-bit.flac', 'tune.flac', withFramesOf],
  ];

describe.each(CHAINS)('%s and %s in one file', (first, second, join) => {
  const bytes = join(fixture(first), fixture(second));

  test('both are heard, at the rate of the first', async () => {
    const parts = await Promise.all([first, second].map((file) => decodeAll(fixture(file))));
    const { sampleRate } = parts[0];
    const heard = await decodeAll(bytes);
    const expected = concatenate(parts.map((part) => resample(part.data, part.sampleRate, sampleRate)));
    expect(heard.sampleRate).toBe(sampleRate);
    expect(heard.warnings.map(({ code }) => code)).not.toContain('truncated');
    expect(heard.data.length).toBe(expected.length);
    expect(largestDifference(heard.data, expected)).toBeLessThan(1e-6);
  });

  test('passages of the second are where the whole has them', async () => {
    const { samples } = await loadSamples(bytesSource(bytes));
    const passages = await openPassages(bytesSource(bytes), () => ({ startSeconds: [1, 3], seconds: 1 }));
    expect(passages!.durationSeconds).toBe(samples.data.length / SAMPLE_RATE);
    for await (const { start, data } of passages!.passages)
      expect(largestDifference(data, samples.data.subarray(start, start + data.length))).toBeLessThan(1e-6);
  });
});

test('a first link that is too short for a genre does not hide the second', async () => {
  const { samples } = await loadSamples(bytesSource(joined(fixture('opus.opus'), fixture('tune.opus'))));
  expect(samples.data.length / SAMPLE_RATE).toBeGreaterThan(6.9);
});

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** A flac file, and behind it the frames of another without its headers. */
function withFramesOf(first: Uint8Array, second: Uint8Array): Uint8Array {
  let at = 4;
  for (let isLast = false; !isLast; ) {
    isLast = (second[at] & 128) !== 0;
    at += 4 + ((second[at + 1] << 16) | (second[at + 2] << 8) | second[at + 3]);
  }
  return joined(first, second.subarray(at));
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}
