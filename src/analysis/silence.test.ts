import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatenate } from '../audio/resample.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { type ContiguousSamples, SilenceFilter } from './silence.ts';

const seconds = (time: number) => Math.round(time * SAMPLE_RATE);

function noise(time: number, decibels: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: seconds(time) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (10 ** (decibels / 20) * Math.sqrt(3) * state) / 2 ** 31;
  });
}

const zeros = (time: number) => new Float32Array(seconds(time));

const joined = (...parts: Float32Array[]) => concatenate(parts);
const areSame = (a: Float32Array, b: Float32Array) => Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

function filtered(song: Float32Array, chunk = song.length): ContiguousSamples[] {
  const filter = new SilenceFilter(0, { decibels: -Infinity });
  const found: ContiguousSamples[] = [];
  for (let at = 0; at < song.length; at += chunk) found.push(...filter.push(song.subarray(at, at + chunk)));
  return [...found, ...filter.end()];
}

const soundOf = (song: Float32Array) => joined(...filtered(song).map(({ data }) => data));
/** A song without rests, at whose samples silence is known to end: none of them is quiet. */
const song = noise(2, -15).map((value) => value + 0.02 * Math.sign(value || 1));

describe('what is left of a song', () => {
  test('what is left of a song is all of it where nothing is silent', () => {
    expect(areSame(soundOf(song), song)).toBe(true);
  });

  test('what is left of a song is nothing where all is silent, be it zeros, faint noise or a constant', () => {
    for (const silence of [zeros(5), noise(5, -68), zeros(5).fill(0.25), new Float32Array(1)]) {
      expect(filtered(silence)).toEqual([]);
    }
  });

  test('what is left of a song is an impulse alone, where there is nothing else', () => {
    const impulse = zeros(2);
    impulse[20_000] = 1;
    expect(filtered(impulse)).toEqual([expect.objectContaining({ start: 20_000, data: Float32Array.of(1) })]);
  });

  test('what is left of a song is the song itself, to the sample, wherever zeros or a constant are put into it', () => {
    const places = fc.integer({ min: 0, max: song.length });
    const lengths = fc.double({ min: 0.05, max: 3, noNaN: true });
    fc.assert(
      fc.property(places, lengths, fc.constantFrom(0, 0.1, -0.5), (at, time, value) => {
        const silence = zeros(time).fill(value);
        const longer = joined(song.subarray(0, at), silence, song.subarray(at));
        const left = soundOf(longer);
        // A window's worth of a constant may stand out of what is beside it.
        expect(Math.abs(left.length - song.length)).toBeLessThanOrEqual(value === 0 ? 0 : 1024);
        if (value === 0) expect(areSame(left, song)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('what is left of a song that comes and goes softly is the same however much silence is around it', () => {
    const soft = noise(3, 0).map(
      (value, i) => value * 10 ** ((-100 + 85 * Math.sin((Math.PI * i) / seconds(3))) / 20),
    );
    const alone = soundOf(soft);
    const lengths = fc.integer({ min: 0, max: seconds(0.1) });
    fc.assert(
      fc.property(lengths, lengths, (before, behind) => {
        const padded = joined(new Float32Array(before), soft, new Float32Array(behind));
        expect(areSame(soundOf(padded), alone)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('what is left of a song with rests is the same but for a window, wherever zeros are put into it', () => {
    const beats = noise(6, -20).map((value, i) => value * Math.exp((-20 * (i % seconds(0.6))) / SAMPLE_RATE));
    const alone = soundOf(beats).length;
    expect(alone).toBeLessThan(0.9 * beats.length);
    const places = fc.integer({ min: 0, max: beats.length });
    fc.assert(
      fc.property(places, fc.integer({ min: seconds(0.05), max: seconds(3) }), (at, gap) => {
        const longer = joined(beats.subarray(0, at), new Float32Array(gap), beats.subarray(at));
        expect(Math.abs(soundOf(longer).length - alone)).toBeLessThanOrEqual(512);
      }),
      { numRuns: 25 },
    );
  });

  test('what is left of a song tells where it was in the song', () => {
    const [first, second] = [song.subarray(0, seconds(1)), song.subarray(seconds(1))];
    const stretches = filtered(joined(zeros(1), first, zeros(2), second, zeros(1)));
    expect(stretches[0].start).toBe(seconds(1));
    const after = stretches.find(({ start }) => start >= seconds(3))!;
    expect(after.start).toBe(seconds(4));
    const { start, data } = stretches.at(-1)!;
    expect(start + data.length).toBe(seconds(5));
  });

  test('what is left of a song does not depend on how the samples come in', () => {
    const gaps = joined(
      zeros(0.3),
      song,
      noise(1, -75),
      song,
      zeros(0.1),
      song.subarray(0, 9999),
      zeros(0.5),
    );
    for (const chunk of [1, 511, 10_007]) expect(filtered(gaps, chunk)).toEqual(filtered(gaps));
  });

  test('loses short rests and dropouts, too', () => {
    const [first, second] = [song.subarray(0, 4096), song.subarray(4096)];
    for (const time of [0.05, 0.1, 0.15, 0.2]) {
      expect(
        areSame(soundOf(joined(first, zeros(time), second, zeros(time), first)), joined(song, first)),
      ).toBe(true);
    }
  });

  test('loses run-outs of any length, and gaps of faint noise but for a window on either side', () => {
    for (const [parts, sounding] of [
      [[song, noise(40, -70)], 1],
      [[song, noise(2, -70), song], 2],
    ] as const) {
      const left = soundOf(joined(...parts)).length - sounding * song.length;
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThan(1024);
    }
  });
});

describe('what counts as silence', () => {
  test('follows the loudest block: a quiet song keeps what a loud one loses', () => {
    const faint = noise(2, -75);
    const quiet = noise(2, -40, 7);
    expect(soundOf(joined(quiet, faint, quiet))).toHaveLength(seconds(6));
    expect(soundOf(joined(song, faint, song))).toHaveLength(2 * song.length);
  });

  test('what counts as silence is known before it gets loud, up to half a minute ahead', () => {
    const beginning = noise(10, -75);
    expect(soundOf(joined(beginning, noise(2, -40, 7)))).toHaveLength(seconds(12));
  });
});

test('sound that goes on is passed on at once, once it has begun', () => {
  const filter = new SilenceFilter(0, { decibels: -Infinity });
  const passedOn = () =>
    [...filter.push(song)].reduce((samples, { data }) => samples + data.length, 0) / SAMPLE_RATE;
  const seconds = Array.from({ length: 20 }, passedOn);
  const first = seconds.findIndex((passed) => passed > 0);
  expect(seconds[first]).toBeCloseTo(30, -1);
  expect(seconds.slice(first + 1).every((passed) => Math.abs(passed - 2) < 0.05)).toBe(true);
});

test('hours pass through in bounded memory', () => {
  const filter = new SilenceFilter(0, { decibels: -Infinity });
  let samples = 0;
  const silence = zeros(60);
  for (let minute = 0; minute < 120; minute++) {
    const chunk = minute % 2 === 0 ? silence : song;
    for (const { data } of filter.push(chunk)) samples += data.length;
  }
  for (const { data } of filter.end()) samples += data.length;
  expect(samples).toBe(60 * song.length);
});
