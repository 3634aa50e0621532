import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatenate } from '../audio/resample.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { TonearmError } from '../errors.ts';
import { type Segment, type SegmentOptions, type SegmentSpec, segmentsOf } from './segments.ts';

function tone(time: number, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(time * SAMPLE_RATE) },
    (_, i) => amplitude * Math.sin(i * 0.3),
  );
}

const zeros = (time: number) => new Float32Array(Math.round(time * SAMPLE_RATE));
const joined = (...parts: Float32Array[]) => concatenate(parts);

async function cut(data: Float32Array, specs: readonly SegmentSpec[], options?: SegmentOptions) {
  const song = await segmentsOf({ data, sampleRate: SAMPLE_RATE }, specs, options);
  const segments: Segment[] = [];
  for await (const segment of song) segments.push(segment);
  return { song, segments };
}

async function errorOf(data: Float32Array): Promise<string | undefined> {
  const { song } = await cut(data, [{ seconds: 3, hopSeconds: 3 }]);
  try {
    song.assertSound();
    return undefined;
  } catch (error) {
    return error instanceof TonearmError ? error.code : String(error);
  }
}

describe('segments of a song', () => {
  test('end, whatever real numbers of seconds they are long and apart', async () => {
    const times = fc.double({ min: 0.05, max: 3, noNaN: true });
    const song = tone(4);
    await fc.assert(
      fc.asyncProperty(times, times, async (seconds, hopSeconds) => {
        const { segments } = await cut(song, [{ seconds, hopSeconds: Math.min(seconds, hopSeconds) }]);
        expect(segments.length).toBeGreaterThan(0);
        for (const { startSeconds, endSeconds, analysis, weight } of segments) {
          expect(analysis.signal).toHaveLength(Math.round(seconds * SAMPLE_RATE));
          expect(endSeconds - startSeconds).toBeCloseTo(seconds, 4);
          expect(weight).toBe(1);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('come every quarter of a second where that is asked for, which is no whole number of samples', async () => {
    const { segments } = await cut(tone(5), [{ seconds: 3, hopSeconds: 0.25 }]);
    expect(segments).toHaveLength(9);
  });

  test('segments of a song are refused where one or its hop is less than a sample', async () => {
    for (const spec of [
      { seconds: 1e-5, hopSeconds: 1 },
      { seconds: 1, hopSeconds: 0 },
      { seconds: Number.NaN, hopSeconds: 1 },
    ]) {
      await expect(cut(tone(4), [spec])).rejects.toThrow('Expected segments of at least one sample');
    }
  });

  test('stop between two of them when called off', async () => {
    const stop = new AbortController();
    const input = { data: tone(20), sampleRate: SAMPLE_RATE };
    const song = await segmentsOf(input, [{ seconds: 3, hopSeconds: 1 }], { signal: stop.signal });
    let count = 0;
    const all = async () => {
      for await (const _ of song) if (++count === 2) stop.abort(new Error('enough'));
    };
    await expect(all()).rejects.toThrow('enough');
    expect(count).toBe(2);
  });

  test('hold what sounds, and tell when that was in the song', async () => {
    const song = joined(zeros(1), tone(4), zeros(3), tone(2), zeros(5));
    const { segments, song: counted } = await cut(song, [{ seconds: 3, hopSeconds: 3 }]);
    const times = segments.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);
    expect(times.flat().map((time) => Math.round(100 * time) / 100)).toEqual([1, 4, 4, 10]);
    expect(counted.durationSeconds).toBe(15);
    expect(counted.soundingSeconds).toBeCloseTo(6, 2);
  });

  test('segments of a song are the same with silence before, behind and in the middle of the song', async () => {
    const music = tone(9);
    const spec = { seconds: 3, hopSeconds: 2 };
    const plain = await cut(music, [spec]);
    const half = music.length >> 1;
    const silent = joined(zeros(0.5), music.subarray(0, half), zeros(2), music.subarray(half), zeros(3));
    const { segments } = await cut(silent, [spec]);
    expect(segments).toHaveLength(plain.segments.length);
    for (const [i, { analysis }] of segments.entries()) {
      const { signal } = plain.segments[i].analysis;
      const difference = signal.reduce(
        (most, value, j) => Math.max(most, Math.abs(value - analysis.signal[j])),
        0,
      );
      // The sine is below the threshold for a sample around its zeros.
      expect(difference).toBeLessThan(0.2);
    }
  });

  test('hold silence, too, where a picture of the song is wanted', async () => {
    const song = joined(tone(4), zeros(5));
    const picture = { seconds: 3, hopSeconds: 3, withSilence: true };
    const { segments } = await cut(song, [picture, { seconds: 4, hopSeconds: 4 }]);
    const ends = segments.filter(({ spec }) => spec === picture).map(({ endSeconds }) => endSeconds);
    expect(ends).toEqual([3, 6, 9]);
    expect(segments).toHaveLength(4);
  });

  test('share their analysis where two ask for the same', async () => {
    const specs = [
      { seconds: 3, hopSeconds: 3 },
      { seconds: 3, hopSeconds: 3 },
    ];
    const { segments } = await cut(tone(3), specs);
    expect(segments.map(({ spec }) => specs.indexOf(spec))).toEqual([0, 1]);
    expect(segments[0].analysis).toBe(segments[1].analysis);
  });

  test('segments of passages weigh as much as sounds in them, and none with hardly any is analysed', async () => {
    const song = joined(tone(40), zeros(20), tone(10), zeros(30), tone(1), zeros(49), tone(50));
    const { segments, song: counted } = await cut(song, [{ seconds: 30, hopSeconds: 30 }], { passages: 4 });
    expect(
      segments.map(({ startSeconds, weight }) => [Math.round(startSeconds), Math.round(100 * weight)]),
    ).toEqual([
      [10, 100],
      [60, 33],
      [160, 100],
    ]);
    expect(counted.analysedSeconds).toBe(120);
  });
});

test('a song is silent, too short or enough by what sounds of it', async () => {
  expect(await errorOf(new Float32Array(1))).toBe('too-short');
  expect(await errorOf(tone(2.9))).toBe('too-short');
  expect(await errorOf(zeros(20))).toBe('silent');
  expect(await errorOf(zeros(20).fill(0.3))).toBe('silent');
  expect(await errorOf(tone(20, 1e-4))).toBe('silent');
  expect(await errorOf(joined(zeros(10), tone(2), zeros(10)))).toBe('too-short');
  expect(await errorOf(joined(zeros(10), tone(4), zeros(10)))).toBeUndefined();
});

test('a sound that misses the shortest by a moment is not told to have its length', async () => {
  const { song } = await cut(tone(2.99), [{ seconds: 3, hopSeconds: 3 }]);
  expect(() => song.assertSound()).toThrow('Expected at least 3 s of sound, got 2.9 s.');
});
