import { describe, expect, test } from 'vitest';
import { flipBits } from '../../test/support/hostile-files.ts';
import { referenceSignal, SIGNAL_RATE } from '../../test/support/signal.ts';
import { fixture } from '../../test/support/sound.ts';
import { encodeWav } from '../../test/support/wav.ts';
import { TonearmError } from '../errors.ts';
import { type ByteSource, bytesSource } from './byte-source.ts';
import { loadSamples } from './load.ts';
import { openPassages, type Passage, type PassagePlan } from './passages.ts';
import { SAMPLE_RATE } from './samples.ts';

/** A song of 5 s: what is decoded before the later passages does not reach back to its beginning. */
const LONG = ['tune.mp3', 'tune.flac', 'tune.ogg', 'tune.opus', 'tune.m4a', 'tune.aac', 'tune.webm'];
/** 2 s. */
const SHORT = [
  'variable.mp3',
  'tagged.mp3',
  'bare.mp3',
  'layer-2.mp2',
  '16-bit.flac',
  'flac.oga',
  'vorbis.ogg',
  'opus.opus',
  'index-last.m4a',
  'fragmented.m4a',
  'opus.mp4',
  'adts.aac',
  'opus.webm',
  'vorbis.webm',
];
/** 1 s at least, and less than 2. */
const BRIEF = ['mp3.wav', 'mp3.mp4', 'aac.mka'];
/** mpg123 rounds otherwise where it begins elsewhere; everything else has the same bits. */
const ROUNDING = 1e-7;

const LONG_PLAN = { startSeconds: [0, 2, 3, 4], seconds: 1 };
const SHORT_PLAN = { startSeconds: [0, 1], seconds: 1 };
const BRIEF_PLAN = { startSeconds: [0], seconds: 1 };

describe.each([
  ...LONG.map((file) => [file, LONG_PLAN] as const),
  ...SHORT.map((file) => [file, SHORT_PLAN] as const),
  ...BRIEF.map((file) => [file, BRIEF_PLAN] as const),
])('%s', (file, plan) => {
  test('is as long as the whole decoded, and its passages sound the same', async () => {
    const whole = await loadSamples(bytesSource(fixture(file)));
    const decoded = await decode(bytesSource(fixture(file)), plan);
    expect(decoded.durationSeconds).toBe(whole.samples.data.length / SAMPLE_RATE);
    expect(decoded.format).toBe(whole.format);
    expect(decoded.warnings).toEqual(whole.warnings);
    expect(decoded.passages.map(({ start }) => start / SAMPLE_RATE)).toEqual(plan.startSeconds);
    for (const passage of decoded.passages) {
      expect(passage.data.length).toBe(SAMPLE_RATE);
      expect(largestDifference(passage, whole.samples.data)).toBeLessThanOrEqual(
        /mp[23]/.test(file) ? ROUNDING : 0,
      );
    }
  });
});

test.each([8_000, 22_050, 44_099, 48_000, 96_000])('wav at %i Hz has the bits of the whole', async (rate) => {
  const wav = encodeWav(referenceSignal(4), { sampleRate: rate, encoding: 'int16' });
  const whole = await loadSamples(bytesSource(wav));
  const seconds = Math.floor(whole.samples.data.length / SAMPLE_RATE);
  const decoded = await decode(bytesSource(wav), { startSeconds: [0, seconds - 1], seconds: 2 });
  for (const passage of decoded.passages) expect(largestDifference(passage, whole.samples.data)).toBe(0);
  const [, last] = decoded.passages;
  expect(last.start + last.data.length).toBe(whole.samples.data.length);
});

test('of a long song little more than the passages is read', async () => {
  const sound = new Float32Array(600 * 8_000).map((_, i) => Math.sin(i * i));
  const wav = encodeWav([sound], { sampleRate: 8_000, encoding: 'int16' });
  let read = 0;
  const counted: ByteSource = {
    size: wav.length,
    async read(start, end) {
      read += Math.min(end, wav.length) - start;
      return wav.subarray(start, Math.min(end, wav.length));
    },
  };
  await decode(counted, { startSeconds: [100, 500], seconds: 10 });
  expect(read).toBeLessThan(wav.length / 20);
});

test('a long song is refused before it is decoded', async () => {
  const wav = encodeWav(referenceSignal(2), { sampleRate: SIGNAL_RATE, encoding: 'int16' });
  const failure = openPassages(bytesSource(wav), () => SHORT_PLAN, { maxSeconds: 1 });
  await expect(failure).rejects.toMatchObject({ code: 'too-long' });
});

describe('damaged files are decoded where they can be, or refused by name', () => {
  test.each([...LONG, ...SHORT])('%s, cut short and with wrong bits', async (file) => {
    const bytes = fixture(file);
    const damaged = [bytes.slice(0, bytes.length * 0.6), flipBits(bytes, 301, 200), flipBits(bytes, 5_003)];
    for (const each of damaged) {
      const whole = await loadSamples(bytesSource(each)).catch(nameOf);
      const decoded = await decode(bytesSource(each), SHORT_PLAN).catch(nameOf);
      if (typeof decoded === 'string' || typeof whole === 'string') continue;
      const finite = decoded.passages.every(({ data }) => data.every(Number.isFinite));
      expect(finite).toBe(true);
      expect(decoded.durationSeconds).toBeLessThan(6);
    }
  });

  test('a cut file is as long as what is there, and is said to be cut', async () => {
    for (const file of ['tune.flac', 'tune.mp3', 'tune.m4a', 'tune.ogg', 'tune.aac']) {
      const bytes = fixture(file);
      const cut = bytes.slice(0, Math.round(bytes.length * 0.7) + 1);
      const whole = await loadSamples(bytesSource(cut));
      const decoded = await decode(bytesSource(cut), { startSeconds: [2], seconds: 1 });
      const seconds = whole.samples.data.length / SAMPLE_RATE;
      expect(Math.abs(decoded.durationSeconds - seconds)).toBeLessThan(0.3);
      expect(decoded.warnings.map(({ code }) => code)).toContain('truncated');
      expect(largestDifference(decoded.passages[0], whole.samples.data)).toBeLessThan(ROUNDING);
    }
  });

  test('headers without sound behind them are not searched for ever', async () => {
    const flac = fixture('16-bit.flac');
    const audioStart = flac.findIndex((byte, i) => byte === 0xff && flac[i + 1] === 0xf8);
    const header = flac.subarray(audioStart, audioStart + 16);
    const many = new Uint8Array(audioStart + 16 * 50_000);
    many.set(flac.subarray(0, audioStart));
    for (let at = audioStart; at < many.length; at += 16) many.set(header, at);
    expect(await decode(bytesSource(many), SHORT_PLAN).catch(nameOf)).toBe('broken-audio');
  });
});

async function decode(source: ByteSource, plan: PassagePlan) {
  const opened = (await openPassages(source, () => plan))!;
  const passages: Passage[] = [];
  for await (const passage of opened.passages) passages.push(passage);
  return { ...opened, passages };
}

function nameOf(error: unknown): string {
  if (!(error instanceof TonearmError)) throw error;
  return error.code;
}

function largestDifference({ start, data }: Passage, whole: Float32Array): number {
  return data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - whole[start + i])), 0);
}
