import { describe, expect, test } from 'vitest';
import { fixture } from '../../../test/support/sound.ts';
import { bytesSource } from '../byte-source.ts';
import type { Decoder } from '../packet.ts';
import { WarningList } from '../warning.ts';
import { HEADER_BYTES } from './frame.ts';
import { createLayer3Decoder } from './layer3.ts';
import { openMp3 } from './mp3.ts';
import { createMpegDecoder } from './mpg123.ts';

/** Tolerance between decoders that round to float in different order. */
const ROUNDING = 2e-6;
const FRAME = 1_152;
const [INTENSITY, BOTH] = [0x50, 0x70];

describe('layer III is what mpg123 makes of it', () => {
  test.each(['constant.mp3', 'variable.mp3', 'tune.mp3', 'mono-22050.mp3'])('%s', async (file) => {
    const frames = await framesOf(file);
    expectSame(await planesOf(frames), await planesOf(frames, await createMpegDecoder()));
  });

  test.each([
    ['by intensity', INTENSITY],
    ['by intensity beside middle and side', BOTH],
  ])('channels that are joint %s: nine of ten frames, in the others short blocks differ', async (_, mode) => {
    const frames = (await framesOf('constant.mp3')).map((frame) => withMode(frame, mode));
    const [got, wanted] = [await planesOf(frames), await planesOf(frames, await createMpegDecoder())];
    const alike = frames.filter((__, i) => {
      const range = [i * FRAME, (i + 1) * FRAME] as const;
      return got.every(
        (plane, channel) =>
          differenceOf(plane.subarray(...range), wanted[channel].subarray(...range)) < ROUNDING,
      );
    });
    expect(alike.length).toBeGreaterThan(0.9 * frames.length);
    expect(differenceOf(got[0], got[1])).toBeGreaterThan(0.01);
  });
});

test('a stream begins anywhere: until what its frames miss has come they are silent', async () => {
  const frames = await framesOf('constant.mp3');
  const whole = await planesOf(frames);
  const late = await planesOf(frames.slice(50));
  expect(late[0].subarray(0, FRAME).every((value) => value === 0)).toBe(true);
  expect(late[0].subarray(4 * FRAME)).toEqual(whole[0].subarray(54 * FRAME));
});

test('a decoder that starts again has forgotten what came before', async () => {
  const frames = await framesOf('tune.mp3');
  const decoder = createLayer3Decoder();
  await planesOf(frames.slice(0, 40), decoder);
  decoder.restart?.();
  expect(await planesOf(frames.slice(60, 90), decoder)).toEqual(await planesOf(frames.slice(60, 90)));
});

test('wrong bits anywhere in a frame give numbers, and the frames behind it are whole', async () => {
  const frames = await framesOf('constant.mp3');
  const whole = await planesOf(frames);
  const damaged = frames.map((frame, i) => (i % 20 === 10 ? withWrongBits(frame, i) : frame));
  const [left] = await planesOf(damaged);
  expect(left.every(Number.isFinite)).toBe(true);
  for (let i = 18; i < frames.length; i += 20) {
    const [from, to] = [i * FRAME, (i + 1) * FRAME];
    expect(left.subarray(from, to)).toEqual(whole[0].subarray(from, to));
  }
});

async function framesOf(file: string): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  const { tracks } = await openMp3(bytesSource(fixture(file)), new WarningList());
  for await (const { packets } of tracks) {
    for await (const packet of packets) frames.push((await packet.read()).slice());
  }
  return frames;
}

async function planesOf(
  frames: readonly Uint8Array[],
  decoder: Decoder = createLayer3Decoder(),
): Promise<[Float32Array, Float32Array]> {
  const planes: [number[], number[]] = [[], []];
  for (const frame of frames) {
    decoder.decode(frame, (channel) => planes.forEach((plane, i) => void plane.push(...channel(i))));
  }
  return [Float32Array.from(planes[0]), Float32Array.from(planes[1])];
}

function expectSame(got: readonly Float32Array[], wanted: readonly Float32Array[]): void {
  got.forEach((plane, channel) => {
    expect(plane).toHaveLength(wanted[channel].length);
    expect(Math.max(...wanted[channel])).toBeGreaterThan(0.1);
    expect(differenceOf(plane, wanted[channel])).toBeLessThan(ROUNDING);
  });
}

function differenceOf(a: Float32Array, b: Float32Array): number {
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}

function withMode(frame: Uint8Array, mode: number): Uint8Array {
  const copy = frame.slice();
  copy[3] = (copy[3] & 0x0f) | mode;
  return copy;
}

/** Corrupts bits of the frame behind the header, the same ones for the same seed. */
function withWrongBits(frame: Uint8Array, seed: number): Uint8Array {
  return frame.map((byte, i) =>
    i < HEADER_BYTES || (i + seed) % 3 > 0 ? byte : byte ^ (1 << ((i * seed) % 8)),
  );
}
