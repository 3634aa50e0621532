import { describe, expect, test } from 'vitest';
import { Random } from '../../../test/fuzz/random.ts';
import {
  encodeFrame,
  LEFT_SIDE,
  MID_SIDE,
  SIDE_RIGHT,
  type Subframe,
} from '../../../test/support/flac-frame.ts';
import { fixture } from '../../../test/support/sound.ts';
import { flacCodec } from './codec.ts';
import type { FlacInfo } from './stream-info.ts';

const LENGTH = 192;

describe('every kind of frame gives the integers that were written', () => {
  const kinds: readonly (readonly [string, Subframe])[] = [
    ['one value', { kind: 'constant' }],
    ['plain samples', { kind: 'verbatim' }],
    ['plain samples whose last bits are zero', { kind: 'verbatim', wasted: 3 }],
    ...[0, 1, 2, 3, 4].map(
      (order) => [`a fixed predictor of order ${order}`, { kind: 'fixed', order }] as const,
    ),
    ...[1, 2, 3, 4, 5, 12, 31, 32].map(
      (order) => [`a predictor of order ${order}`, { kind: 'lpc', order }] as const,
    ),
    ['a predictor of few bits', { kind: 'lpc', order: 8, precision: 5 }],
    ['a predictor and bits that are zero', { kind: 'lpc', order: 6, wasted: 2 }],
    ['residuals in 16 parts', { kind: 'lpc', order: 12, partitionOrder: 4 }],
    ['plain residuals', { kind: 'fixed', order: 2, partitionOrder: 2, parameter: undefined }],
  ];

  test.each(kinds)('%s', async (_, subframe) => {
    for (const bits of [8, 16, 20, 24]) await expectExact(bits, 1, LENGTH, subframe);
  });

  test.each([0, 1, 7, 11, 12, 14, 20, 25, 26, 30])('codes of parameter %i', async (parameter) => {
    const bits = Math.min(24, parameter + 4);
    await expectExact(bits, 1, LENGTH, { kind: 'fixed', order: 1, parameter });
  });

  test.each([
    ['on their own', 1],
    ['as left and difference', LEFT_SIDE],
    ['as difference and right', SIDE_RIGHT],
    ['as middle and difference', MID_SIDE],
    ['eight of them', 7],
  ])('channels %s', async (_, assignment) => {
    for (const bits of [4, 16, 24]) await expectExact(bits, assignment, LENGTH, { kind: 'lpc', order: 8 });
  });

  test.each([1, 2, 3, 5, 16, 4_095, 4_096])('a block of %i samples', async (length) => {
    await expectExact(16, MID_SIDE, length, { kind: 'fixed', order: Math.min(length, 2) });
    await expectExact(24, 1, length, { kind: 'lpc', order: Math.min(length, 10) });
  });

  test('the longest block of the most channels', async () => {
    await expectExact(24, 7, 65_536, { kind: 'constant' });
  });
});

test('a frame of whose bits any is wrong, or that is cut off, is told', async () => {
  const samples = samplesOf(16, 2, LENGTH, { kind: 'lpc', order: 8 });
  const frame = encodeFrame(samples, 16, MID_SIDE, { kind: 'lpc', order: 8, parameter: 9 });
  const decoder = await flacCodec(infoOf(16, 2)).createDecoder();
  for (let bit = 0; bit < 8 * frame.length; bit += 13) {
    const damaged = frame.slice();
    damaged[bit >> 3] ^= 128 >> (bit & 7);
    expect(() => decoder.decode(damaged, () => {}), `bit ${bit}`).toThrow();
  }
  for (let bytes = 0; bytes < frame.length; bytes += 17) {
    expect(() => decoder.decode(frame.subarray(0, bytes), () => {}), `${bytes} bytes`).toThrow();
  }
  expect(() => decoder.decode(frame, () => {})).not.toThrow();
});

test('noise behind a right header is told, and takes no longer than its bytes', async () => {
  const random = new Random(7);
  const file = fixture('16-bit.flac');
  const at = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xf8);
  const decoder = await flacCodec({
    sampleRate: 22_050,
    channels: 2,
    bitsPerSample: 16,
    totalSamples: 0,
  }).createDecoder();
  for (let round = 0; round < 500; round++) {
    const noise = Uint8Array.from({ length: 300 }, () => random.below(256));
    expect(() => decoder.decode(Uint8Array.of(...file.subarray(at, at + 8), ...noise), () => {})).toThrow();
  }
});

async function expectExact(
  bits: number,
  assignment: number,
  length: number,
  subframe: Subframe,
): Promise<void> {
  const channels = assignment < 8 ? assignment + 1 : 2;
  const samples = samplesOf(bits, channels, length, subframe);
  const frame = encodeFrame(samples, bits, assignment, { parameter: Math.max(0, bits - 6), ...subframe });
  const decoder = await flacCodec(infoOf(bits, channels)).createDecoder();
  decoder.decode(frame, (channel, frames) => {
    expect(frames).toBe(length);
    const got = samples.map((_, i) => Array.from(channel(i), (value) => value * 2 ** (bits - 1) + 0));
    expect(got, `${bits} bits`).toEqual(samples);
  });
}

function infoOf(bitsPerSample: number, channels: number): FlacInfo {
  return { sampleRate: 44_100, channels, bitsPerSample, totalSamples: 0 };
}

/** Loud noise over a tone, up to full scale. */
function samplesOf(
  bits: number,
  channels: number,
  length: number,
  { kind, wasted = 0 }: Subframe,
): number[][] {
  const random = new Random(bits);
  const peak = 2 ** (bits - 1 - wasted) - 1;
  return Array.from({ length: channels }, (_, channel) =>
    Array.from({ length }, (__, i) => {
      const tone = Math.sin(0.05 * (channel + 1) * i) * 1.1 + (random.below(1000) - 500) / 2000;
      const value = Math.trunc(peak * Math.max(-1, Math.min(1, tone)) + 0.5) * 2 ** wasted + 0;
      return kind === 'constant' ? -channel - 3 : value;
    }),
  );
}
