import { describe, expect, test } from 'vitest';
import { decodeAll } from '../../test/support/sound.ts';
import { encodeWav } from '../../test/support/wav.ts';

const RATE = 22_050;
const tune = Float32Array.from({ length: 4 * RATE }, (_, i) => {
  const time = i / RATE;
  return 0.4 * Math.sin(2 * Math.PI * 220 * time) + 0.2 * Math.sin(2 * Math.PI * 1330 * time);
});
const scaled = (factor: number) => tune.map((value) => factor * value);
const decode = (planes: readonly Float32Array[], encoding: 'int16' | 'float32' = 'int16') =>
  decodeAll(encodeWav(planes, { sampleRate: RATE, encoding }));
const codesOf = ({ warnings }: Awaited<ReturnType<typeof decode>>) => warnings.map(({ code }) => code);

describe('channels that cancel each other', () => {
  test('are heard as the louder of them, with a warning', async () => {
    const quiet = await decode([scaled(-0.95), tune], 'float32');
    expect(quiet.data).toEqual(tune);
    expect(codesOf(quiet)).toEqual(['channels-cancel']);
  });

  test('are a matter of their whole: a moment of it is mixed like the rest, without a word', async () => {
    const moment = tune.map((value, i) => (i < RATE / 2 ? -value : value));
    const song = await decode([tune, moment], 'float32');
    expect(codesOf(song)).toEqual([]);
    expect(song.data.subarray(RATE)).toEqual(tune.subarray(RATE));
  });

  test('are not channels of which one is silent, or all', async () => {
    const silence = new Float32Array(tune.length);
    expect((await decode([tune, silence], 'float32')).data).toEqual(scaled(0.5));
    expect(codesOf(await decode([silence, silence]))).toEqual([]);
  });
});

test('a sample that is no number is replaced, whichever it is', async () => {
  for (const at of [8, 9]) {
    const wrong = tune.with(at, NaN);
    const song = await decode([wrong, tune], 'float32');
    expect(codesOf(song)).toEqual(['damaged']);
    expect(song.data).toEqual(tune.with(at, 0));
  }
});

describe('a clipped recording', () => {
  test('is told', async () => {
    expect(codesOf(await decode([scaled(4)]))).toEqual(['clipped']);
    expect(codesOf(await decode([scaled(1.6), scaled(4)]))).toEqual(['clipped']);
  });

  test('is none that only peaks, nor one of floats beyond full scale', async () => {
    expect(codesOf(await decode([scaled(1.6)]))).toEqual([]);
    expect(codesOf(await decode([scaled(3.5)], 'float32'))).toEqual([]);
  });
});

test('a low sample rate is told', async () => {
  const low = await decodeAll(encodeWav([tune], { sampleRate: 8000, encoding: 'int16' }));
  expect(low.warnings).toEqual([{ code: 'band-limited', message: expect.stringContaining('above 4000 Hz') }]);
});
