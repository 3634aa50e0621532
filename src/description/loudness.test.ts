/** The test signals of EBU Tech 3341 and 3342, made from their definitions. */
import { expect, test } from 'vitest';
import { decodeAll, fixture } from '../../test/support/sound.ts';
import { encodeWav } from '../../test/support/wav.ts';
import { segmentsOf } from '../analysis/segments.ts';
import { bytesSource } from '../audio/byte-source.ts';
import type { ChannelOrder, ChannelTap } from '../audio/channel-block.ts';
import { concatenate } from '../audio/resample.ts';
import { LoudnessMeter } from './loudness.ts';

const RATE = 48_000;
/** Tolerance of the standard's meters, in LU. */
const TOLERANCE = 0.1;

/** Levels of the peak, in dB of full scale, each for so many seconds. */
type Levels = readonly (readonly [decibels: number, seconds: number])[];

test.each<[string, Levels, number]>([
  ['1', [[-23, 20]], -23],
  ['2', [[-33, 20]], -33],
  [
    '3',
    [
      [-36, 10],
      [-23, 60],
      [-36, 10],
    ],
    -23,
  ],
  [
    '4',
    [
      [-72, 10],
      [-36, 10],
      [-23, 60],
      [-36, 10],
      [-72, 10],
    ],
    -23,
  ],
  [
    '5',
    [
      [-26, 20],
      [-20, 20.1],
      [-26, 20],
    ],
    -23,
  ],
])('case %s of Tech 3341 has the loudness that it states', (_, levels, expected) => {
  const sine = sineOf(levels);
  const { integratedLufs } = measure([sine, sine]);
  expect(Math.abs(integratedLufs! - expected)).toBeLessThanOrEqual(TOLERANCE);
});

test.each<[ChannelOrder, readonly number[]]>([
  ['wave', [-28, -28, -24, -30, -30]],
  ['vorbis', [-28, -24, -28, -30, -30]],
  ['aac', [-24, -28, -28, -30, -30]],
])('case 6, five channels in the order of %s, weighs what comes from behind', (order, levels) => {
  const { integratedLufs } = measure(
    levels.map((level) => sineOf([[level, 20]])),
    order,
  );
  expect(Math.abs(integratedLufs! + 23)).toBeLessThanOrEqual(TOLERANCE);
});

test.each<[string, Levels, number]>([
  [
    '1',
    [
      [-20, 20],
      [-30, 20],
    ],
    10,
  ],
  [
    '2',
    [
      [-20, 20],
      [-15, 20],
    ],
    5,
  ],
  [
    '3',
    [
      [-40, 20],
      [-20, 20],
    ],
    20,
  ],
  [
    '4',
    [
      [-50, 20],
      [-35, 20],
      [-20, 20],
      [-35, 20],
      [-50, 20],
    ],
    15,
  ],
])('case %s of Tech 3342 has the range that it states, within 1 LU', (_, levels, expected) => {
  const sine = sineOf(levels);
  expect(Math.abs(measure([sine, sine]).rangeLu - expected)).toBeLessThanOrEqual(1);
});

test.each([
  ['15', 4, 0, 0.5, -6],
  ['16', 4, 45, 0.5, -6],
  ['17', 6, 60, 0.5, -6],
  ['18', 8, 67.5, 0.5, -6],
  ['19', 4, 45, 1.41, 3],
])(
  'case %s of Tech 3341 has the true peak that it states, within +.2 and -.4 dB',
  (_, period, phase, amplitude, expected) => {
    const sine = Float32Array.from(
      { length: RATE },
      // Begins and ends softly: a sudden start has peaks of its own.
      (__, i) =>
        amplitude *
        Math.min(1, i / 4800, (RATE - 1 - i) / 4800) *
        Math.sin((2 * Math.PI * i) / period + (phase * Math.PI) / 180),
    );
    const { truePeakDb } = measure([sine, sine]);
    expect(truePeakDb - expected).toBeLessThanOrEqual(0.2);
    expect(truePeakDb - expected).toBeGreaterThanOrEqual(-0.4);
  },
);

test('a mono song is as loud as one of its channels', () => {
  expect(measure([sineOf([[-23, 20]])]).integratedLufs).toBeCloseTo(-26.0, 1);
});

test('low frequencies of a channel of their own do not count', () => {
  const [sine, silence] = [sineOf([[-10, 20]]), sineOf([[-Infinity, 20]])];
  expect(measure([silence, silence, silence, sine, silence, silence]).integratedLufs).toBeUndefined();
});

test.each([8_000, 22_050, 44_100, 96_000, 192_000])('at %i Hz it is the same', (rate) => {
  const sine = sineOf([[-23, 20]], rate);
  const { integratedLufs, truePeakDb } = measure([sine, sine], 'wave', rate);
  expect(Math.abs(integratedLufs! + 23)).toBeLessThanOrEqual(TOLERANCE);
  expect(Math.abs(truePeakDb + 23)).toBeLessThanOrEqual(TOLERANCE);
});

test('blocks of any size give the same, and what is no number does not spoil the rest', () => {
  const sine = sineOf([
    [-30, 4],
    [-20, 4],
  ]);
  const whole = measure([sine, sine]);
  const pieces = measure([sine, sine], 'wave', RATE, 777);
  expect(pieces.integratedLufs).toBeCloseTo(whole.integratedLufs!, 6);
  expect(pieces.rangeLu).toBeCloseTo(whole.rangeLu, 6);
  expect(pieces.truePeakDb).toBeCloseTo(whole.truePeakDb, 3);
  const broken = sine.slice();
  broken[1000] = Number.NaN;
  expect(measure([broken, sine]).integratedLufs).toBeCloseTo(whole.integratedLufs!, 1);
});

test('a stereo file is measured by its channels, before they are mixed', async () => {
  const left = sineOf([[-20, 5]], 44_100);
  // The mean of these two channels is silence.
  const bytes = encodeWav([left, left.map((value) => -value)], { sampleRate: 44_100, encoding: 'int16' });
  const meter = new LoudnessMeter();
  const segments = await segmentsOf(bytesSource(bytes), [], { tap: (block) => meter.push(block) });
  for await (const _ of segments);
  expect(meter.measure().integratedLufs).toBeCloseTo(-20, 1);
});

test.each(['tune.m4a', 'tune.aac', 'tune.mp3', 'tune.flac', 'tune.opus', 'tune.ogg'])(
  'of %s the channels come apart, and their mean is what is mixed',
  async (file) => {
    const heard: Float32Array[][] = [];
    const tap: ChannelTap = ({ planes }) => heard.push(planes.map((plane) => plane.slice()));
    const { data, channels } = await decodeAll(fixture(file), { tap });
    const planes = Array.from({ length: channels }, (_, i) => concatenate(heard.map((block) => block[i])));
    const mean = data.map((_, i) => planes.reduce((sum, plane) => sum + plane[i], 0) / channels);
    const { data: plain } = await decodeAll(fixture(file));
    expect(largestDifference(mean, data)).toBeLessThan(1e-6);
    expect(largestDifference(plain, data)).toBeLessThan(1e-6);
  },
);

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

function measure(
  planes: readonly Float32Array[],
  order: ChannelOrder = 'wave',
  sampleRate = RATE,
  size = 16_384,
) {
  const meter = new LoudnessMeter();
  for (let at = 0; at < planes[0].length; at += size) {
    meter.push({ planes: planes.map((plane) => plane.subarray(at, at + size)), sampleRate, at, order });
  }
  return meter.measure();
}

/** Sine of 1 kHz at the given levels. */
function sineOf(levels: Levels, sampleRate = RATE): Float32Array {
  const parts = levels.map(([decibels, seconds]) => {
    return { amplitude: 10 ** (decibels / 20), end: Math.round(seconds * sampleRate) };
  });
  const total = parts.reduce((sum, { end }) => sum + end, 0);
  const sine = new Float32Array(total);
  let at = 0;
  for (const { amplitude, end } of parts) {
    for (let i = 0; i < end; i++, at++)
      sine[at] = amplitude * Math.sin((2 * Math.PI * 1000 * at) / sampleRate);
  }
  return sine;
}
