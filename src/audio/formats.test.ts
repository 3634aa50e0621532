import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { referenceSignal, SIGNAL_RATE } from '../../test/support/signal.ts';
import { align, decodeAll, fixture } from '../../test/support/sound.ts';
import { encodeWav, type WavOptions } from '../../test/support/wav.ts';
import { mix } from '../dsp/mix.ts';
import { type ByteSource, blobSource, bytesSource } from './byte-source.ts';
import { loadSamples } from './load.ts';
import { concatenate } from './resample.ts';
import { SAMPLE_RATE } from './samples.ts';
import { createSongResampler } from './song-resampler.ts';

interface Expectation {
  readonly file: string;
  readonly format: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Length of the signal in the file. */
  readonly seconds: number;
  /** Samples, at the file's rate, by which the length may be too long: where the format cannot tell the end. */
  readonly surplus?: number;
  /** 0.98 where not said. */
  readonly correlation?: number;
}

const STEREO = { sampleRate: SIGNAL_RATE, channels: 2, seconds: 2 };

const FILES: readonly Expectation[] = [
  { file: 'constant.mp3', format: 'mp3', ...STEREO },
  { file: 'variable.mp3', format: 'mp3', ...STEREO },
  { file: 'tagged.mp3', format: 'mp3', ...STEREO },
  { file: 'mono-22050.mp3', format: 'mp3', sampleRate: 22_050, channels: 1, seconds: 2 },
  { file: '16-bit.flac', format: 'flac', ...STEREO, correlation: 0.9999 },
  { file: '24-bit.flac', format: 'flac', ...STEREO, seconds: 0.5, correlation: 0.9999 },
  { file: 'flac.oga', format: 'ogg-flac', ...STEREO, correlation: 0.9999 },
  { file: 'vorbis.ogg', format: 'ogg-vorbis', ...STEREO },
  { file: 'opus.opus', format: 'ogg-opus', ...STEREO, sampleRate: 48_000 },
  { file: 'index-last.m4a', format: 'm4a', ...STEREO },
  { file: 'index-first.m4a', format: 'm4a', ...STEREO },
  { file: 'fragmented.m4a', format: 'm4a', ...STEREO, surplus: 1_023 },
  { file: 'opus.mp4', format: 'm4a', ...STEREO, sampleRate: 48_000 },
  { file: 'adts.aac', format: 'aac', ...STEREO, surplus: 1_023 },
  { file: 'opus.webm', format: 'webm', ...STEREO, sampleRate: 48_000 },
  { file: 'vorbis.webm', format: 'webm', ...STEREO, surplus: 1_023 },
  { file: '16-bit.aiff', format: 'aiff', ...STEREO, seconds: 0.3, correlation: 0.9999 },
  { file: 'sowt.aifc', format: 'aiff', ...STEREO, seconds: 0.3, correlation: 0.9999 },
  { file: '16-bit.au', format: 'au', ...STEREO, seconds: 0.3, correlation: 0.9999 },
  { file: 'mu-law.au', format: 'au', ...STEREO, seconds: 0.3, correlation: 0.999 },
  { file: 'alac.m4a', format: 'm4a', ...STEREO, seconds: 1, correlation: 0.9999 },
  { file: 'alac-24-bit.m4a', format: 'm4a', ...STEREO, seconds: 0.3, correlation: 0.9999 },
  { file: 'adpcm-ms.wav', format: 'wav', ...STEREO, seconds: 0.3, surplus: 1_017, correlation: 0.999 },
  { file: 'adpcm-ima.wav', format: 'wav', ...STEREO, seconds: 0.3, surplus: 1_017, correlation: 0.998 },
  { file: 'mp3.mp4', format: 'm4a', ...STEREO, seconds: 1 },
  { file: 'aac.mka', format: 'webm', ...STEREO, seconds: 1, surplus: 1_023 },
  { file: 'a-law.wav', format: 'wav', ...STEREO, seconds: 0.3, correlation: 0.999 },
];

/** Formats in which the encoder does not say how much it put before the sound. */
const WITHOUT_DELAY = ['bare.mp3', 'layer-2.mp2'];

/** SHA-256 of the mean of both channels, as 32-bit floats, of what ffmpeg 5.1 decodes. */
const FFMPEG_ADPCM = [
  ['adpcm-ms.wav', 'bd824f900a94e13a427d25c0e1d417ae7d9558741764e3063abf7fdd8ffe54ea'],
  ['adpcm-ima.wav', '354b3c387595c0d349ca6d0bca39eaa8308149aa7f4effb14d999e7d74217c4d'],
] as const;

/** Mean of the channels. */
const mixToMono = (planes: readonly Float32Array[]) => mix(planes, { low: 1, high: 1 }).mean;
const reference = mixToMono(referenceSignal(2));
const resampler = createSongResampler(SIGNAL_RATE);
const reference22050 = concatenate([resampler.push(reference), resampler.flush()]);

describe.each(FILES)(
  '$file',
  ({ file, format, sampleRate, channels, seconds, surplus = 0, correlation = 0.98 }) => {
    test('is told from its content, and has its rate, channels and length', async () => {
      const heard = await decodeAll(fixture(file));
      expect(heard).toMatchObject({ format, sampleRate, channels, warnings: [] });
      expect(heard.data.length).toBeGreaterThanOrEqual(seconds * sampleRate);
      expect(heard.data.length).toBeLessThanOrEqual(seconds * sampleRate + surplus);
    });

    test('sounds as the signal, in step with it', async () => {
      const { samples } = await loadSamples(bytesSource(fixture(file)));
      const expected = reference22050.subarray(0, Math.ceil(seconds * SAMPLE_RATE));
      const found = align(samples.data, expected, 60);
      expect(found.lag).toBe(0);
      expect(found.correlation).toBeGreaterThan(correlation);
    });

    test('gives the same bits from a buffer, a blob and a source of slices', async () => {
      const bytes = fixture(file);
      const { data } = await decodeAll(bytes);
      expectSameBits((await decodeAll(blobSource(new Blob([bytes])))).data, data);
      expectSameBits((await decodeAll(slicesOf(bytes))).data, data);
    });
  },
);

test.each(['few-bits.opus', 'few-bits-mono.opus'])(
  '%s is warned of: genres are hard to tell',
  async (file) => {
    const { warnings } = await decodeAll(fixture(file));
    expect(warnings).toEqual([
      { code: 'low-bitrate', message: expect.stringMatching(/^Only [23]\d kbit\/s/) },
    ]);
  },
);

test.each(WITHOUT_DELAY)('%s sounds as the signal, late by what its encoder does not tell', async (file) => {
  const { samples, format } = await loadSamples(bytesSource(fixture(file)));
  const found = align(samples.data, reference22050, 700);
  expect(format).toBe('mp3');
  expect(found.correlation).toBeGreaterThan(0.98);
  expect(found.lag).toBeGreaterThanOrEqual(0);
});

test('MP3 in a wav sounds as its frames by themselves', async () => {
  const bytes = fixture('mp3.wav');
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('data') + 8;
  const wav = await decodeAll(bytes);
  expect(wav).toMatchObject({ format: 'wav', sampleRate: SIGNAL_RATE, channels: 2, warnings: [] });
  expectSameBits(wav.data, (await decodeAll(bytes.subarray(start))).data);
});

describe('lossless', () => {
  test('16-bit flac, ogg flac and wav are the same bits: the mean of integer / 32,768', async () => {
    const planes = referenceSignal(2);
    const wav = encodeWav(planes, { sampleRate: SIGNAL_RATE, encoding: 'int16' });
    for (const bytes of [wav, fixture('16-bit.flac'), fixture('flac.oga')]) {
      expectSameBits((await decodeAll(bytes)).data, reference);
    }
    expectSameBits((await decodeAll(fixture('16-bit.aiff'))).data, reference.slice(0, 13_230));
    expectSameBits((await decodeAll(fixture('sowt.aifc'))).data, reference.slice(0, 13_230));
    expectSameBits((await decodeAll(fixture('16-bit.au'))).data, reference.slice(0, 13_230));
  });

  test('24-bit flac and wav are the same bits', async () => {
    const planes = referenceSignal(0.5, 24);
    const wav = encodeWav(planes, { sampleRate: SIGNAL_RATE, encoding: 'int24' });
    const expected = mixToMono(planes);
    expectSameBits((await decodeAll(wav)).data, expected);
    expectSameBits((await decodeAll(fixture('24-bit.flac'))).data, expected);
  });

  test('Apple Lossless of 16 and of 24 bits has the bits of what was encoded', async () => {
    expectSameBits((await decodeAll(fixture('alac.m4a'))).data, reference.slice(0, SIGNAL_RATE));
    expectSameBits((await decodeAll(fixture('alac-24-bit.m4a'))).data, mixToMono(referenceSignal(0.3, 24)));
  });

  test.each(FFMPEG_ADPCM)('%s has the bits that ffmpeg makes of it', async (file, sha256) => {
    const { data } = await decodeAll(fixture(file));
    const sum = createHash('sha256').update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    expect(sum.digest('hex')).toBe(sha256);
  });

  test.each<[WavOptions['encoding'], number]>([
    ['int8', 1 / 128],
    ['int16', 0],
    ['int24', 0],
    ['int32', 0],
    ['float32', 0],
    ['float64', 0],
  ])('%s wav of 1 to 8 channels, plain and extensible', async (encoding, tolerance) => {
    for (const channels of [1, 2, 3, 6, 8]) {
      const [left, right] = referenceSignal(0.1);
      const planes = Array.from({ length: channels }, (_, i) => (i % 2 ? right : left));
      const expected = mixToMono(planes);
      for (const extensible of [false, true]) {
        const wav = encodeWav(planes, { sampleRate: 96_000, encoding, extensible });
        const heard = await decodeAll(wav);
        expect(heard).toMatchObject({ format: 'wav', sampleRate: 96_000, channels });
        expect(largestDifference(heard.data, expected)).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  test.each([0, 0xffff_ffff])(
    'a streamed wav that claims %i bytes is heard to its end',
    async (claimedBytes) => {
      const wav = encodeWav(referenceSignal(0.1), {
        sampleRate: SIGNAL_RATE,
        encoding: 'int16',
        claimedBytes,
      });
      const heard = await decodeAll(wav);
      expect(heard.data.length).toBe(4_410);
      expect(heard.warnings).toEqual([]);
    },
  );
});

test.each([
  ['GSM ', 'GSM speech'],
  ['ima4', 'ADPCM (IMA)'],
])('an aifc file of %j is refused as %s, with what to do', async (type, name) => {
  const common = Buffer.from(
    `COMM\0\0\0\x16\0\x01\0\0\0\x01\0\x10@\x0e\xac\x44\0\0\0\0\0\0${type}`,
    'latin1',
  );
  const sound = Buffer.from('SSND\0\0\0\x0a\0\0\0\0\0\0\0\0\0\0', 'latin1');
  const file = Buffer.concat([Buffer.from('FORM\0\0\0\x34AIFC'), common, sound]);
  await expect(decodeAll(file)).rejects.toMatchObject({
    code: 'unsupported-format',
    message: `The sound in this aifc file is ${name}, which is not heard here. Convert it first, for example with ffmpeg -i song.aifc song.flac.`,
  });
});

function slicesOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
}

/** Compares as `toEqual`, with a short message and quickly. */
function expectSameBits(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  expect(actual.findIndex((value, i) => !Object.is(value, expected[i]))).toBe(-1);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}
