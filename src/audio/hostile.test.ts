import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referenceSignal, SIGNAL_RATE } from '../../test/support/signal.ts';
import { decodeAll, fixture } from '../../test/support/sound.ts';
import { encodeWav, type WavOptions } from '../../test/support/wav.ts';
import { hasCode, TonearmError } from '../errors.ts';
import { bytesSource } from './byte-source.ts';
import { openAudio } from './decode.ts';
import { loadSamples } from './load.ts';
import { SAMPLE_RATE } from './samples.ts';

const FILES = readdirSync(new URL('../../test/fixtures/audio', import.meta.url)).sort();
/** Files that say nothing of their sound before their end, or hold only their header in their first half. */
const SILENT_HALVES = ['24-bit.flac', 'index-last.m4a', 'opus.mp4'];
/** A frame ends exactly where the file is cut. */
const CUT_UNSEEN = ['bare.mp3'];

const text = (content: string) => new TextEncoder().encode(content);
const wav = (seconds: number, options: Partial<WavOptions> = {}) =>
  encodeWav(referenceSignal(seconds), { sampleRate: SIGNAL_RATE, encoding: 'int16', ...options });

describe('what is no audio', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(0), /an empty file/],
    ['one byte', Uint8Array.of(7), /1 bytes/],
    ['text', text('Dear diary, today I heard a song.\n'.repeat(50)), /got text/],
    ['a web page', text('<!DOCTYPE html><html><body>404</body></html>'), /web page/],
    ['a zip archive', text('PK\x03\x04 and so on'), /zip/],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), /picture/],
    ['a PDF document', text('%PDF-1.7\n1 0 obj'), /PDF/],
    ['an mp4 of boxes in boxes', nestedMovie(), /no sound/],
    ['an ogg of unknown streams', oggOf('\x80theora and the like'), /vorbis, opus or flac/],
  ])('%s is an unsupported format, and is named', async (_, bytes, message) => {
    const failure = await failureOf(bytes);
    expect(failure).toMatchObject({ code: 'unsupported-format' });
    expect(failure?.message).toMatch(/^Expected .*got/);
    expect(failure?.message).toMatch(message);
  });

  test('random bytes are an unsupported format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4_000 }), async (bytes) => {
        expect(await failureOf(bytes)).toBeInstanceOf(TonearmError);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe('headers that lie', () => {
  test.each<[string, Uint8Array]>([
    ['0 Hz', wav(0.1, { sampleRate: 0 })],
    ['4 GHz', wav(0.1, { sampleRate: 0xffff_ffff })],
    ['0 channels', poked(wav(0.1), 22, 0)],
    ['255 channels', poked(wav(0.1), 22, 255)],
    ['0 bits', poked(wav(0.1), 34, 0)],
    ['no samples', encodeWav([new Float32Array(0)], { sampleRate: SIGNAL_RATE, encoding: 'int16' })],
    ['a chunk beyond the file', poked(wav(0.1), 16, 0xff, 0xff, 0xff, 0x7f)],
    ['thousands of empty chunks', manyChunks(10_000)],
    ['flac of 0 Hz', poked(fixture('16-bit.flac'), 18, 0, 0, 0)],
    ['flac with no frames', fixture('16-bit.flac').slice(0, 8_000)],
    ['mp4 whose boxes have no size', poked(fixture('index-first.m4a'), 0, 0, 0, 0, 4)],
    ['mp4 without an index', fixture('index-last.m4a').slice(0, 20_000)],
    ['only a tag', fixture('tagged.mp3').slice(0, 3_000)],
    ['opus of 0 channels', poked(fixture('opus.opus'), 28 + 9, 0)],
  ])('%s is broken audio', async (_, bytes) => {
    const failure = await failureOf(bytes);
    expect(failure).toMatchObject({ code: 'broken-audio' });
    expect(failure?.message).toMatch(/^Expected .*(got|Hz|sound|index|tracks|cannot)/);
  });

  test('a rate with a fraction is rounded', async () => {
    const bytes = fixture('mp3.mp4');
    // The rate stands in 1 / 65,536 Hz behind 24 bytes of the sample entry.
    const entry = Buffer.from(bytes.buffer).indexOf('mp4a') + 4;
    const heard = await loadSamples(bytesSource(poked(bytes, entry + 26, 0x60)));
    expect(heard.samples.data.length).toBe(SAMPLE_RATE);
  });

  test('a claim of hours is no sound, and takes no memory', async () => {
    const claims = wav(1, { claimedBytes: 36_000 * 4 * SIGNAL_RATE });
    const heard = await decodeAll(claims);
    expect(heard.data.length).toBe(SIGNAL_RATE);
    expect(heard.warnings.map(({ code }) => code)).toEqual(['truncated']);
    const flac = poked(fixture('16-bit.flac'), 21, 0xff, 0xff, 0xff, 0xff, 0xff);
    expect((await decodeAll(flac)).data.length).toBe(2 * SIGNAL_RATE);
  });

  test('an mp3 whose encoder names too few frames is heard to its end', async () => {
    const bytes = fixture('constant.mp3');
    const info = Buffer.from(bytes.buffer).indexOf('Info');
    const heard = await decodeAll(poked(bytes, info + 8, 0, 0, 0, 5));
    expect(heard.data.length).toBeGreaterThan(2 * SIGNAL_RATE);
  });

  test('an index that names one packet a thousand times ends where the file would', async () => {
    const bytes = fixture('index-first.m4a');
    const table = Buffer.from(bytes.buffer).indexOf('stsz');
    const sizes = poked(bytes, table + 8, 0, 0, 0x20, 0, 0xff, 0xff, 0xff, 0xff);
    const heard = await decodeAll(sizes).catch((error: unknown) => error);
    expect(hasCode(heard, 'broken-audio') || (heard as { data: Float32Array }).data.length < 20 * 1024).toBe(
      true,
    );
  });
});

describe('samples that make no sense', () => {
  test('a few that are not finite become silence, with a warning', async () => {
    const plane = referenceSignal(1)[0];
    plane.set([Number.NaN, Infinity, -Infinity, 1e30], 100);
    const heard = await decodeAll(encodeWav([plane], { sampleRate: SIGNAL_RATE, encoding: 'float32' }));
    expect([...heard.data.subarray(100, 104)]).toEqual([0, 0, 0, 1]);
    expect(heard.warnings.map(({ code }) => code)).toEqual(['damaged']);
  });

  test('a float file that is mixed hot is left as it is', async () => {
    const plane = referenceSignal(0.2)[0].map((value) => value * 8);
    const heard = await decodeAll(encodeWav([plane], { sampleRate: SIGNAL_RATE, encoding: 'float32' }));
    expect(heard.warnings).toEqual([]);
    expect(Math.max(...heard.data)).toBeGreaterThan(1);
  });

  test('a float file in another unit is broken', async () => {
    const plane = referenceSignal(0.2)[0].map((value) => value * 32_768);
    const failure = await failureOf(encodeWav([plane], { sampleRate: SIGNAL_RATE, encoding: 'float32' }));
    expect(failure?.message).toMatch(/between -1 and 1, got \d+ % far outside/);
  });
});

test('a file of samples that are no numbers is broken, and says so', async () => {
  const plane = new Float32Array(44_100).fill(Number.NaN);
  const failure = await failureOf(encodeWav([plane], { sampleRate: SIGNAL_RATE, encoding: 'float32' }));
  expect(failure).toMatchObject({ code: 'broken-audio', message: expect.stringContaining('no numbers') });
});

describe('limits', () => {
  test('more sound than asked for is too long', async () => {
    const audio = await openAudio(bytesSource(wav(2)), { maxSeconds: 1 });
    await expect(drain(audio.chunks)).rejects.toMatchObject({ code: 'too-long' });
  });

  test('an abort ends it with the given reason', async () => {
    const controller = new AbortController();
    const audio = await openAudio(bytesSource(wav(2)), { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(drain(audio.chunks)).rejects.toThrow('enough');
  });

  test('a source that fails is not broken audio', async () => {
    const bytes = wav(4);
    const source = {
      size: bytes.length,
      async read(start: number, end: number) {
        if (start > 300_000) throw new Error('the disk is gone');
        return bytes.subarray(start, end);
      },
    };
    const audio = await openAudio(source);
    await expect(drain(audio.chunks)).rejects.toThrow('the disk is gone');
  });
});

describe.each(FILES)('%s', (file) => {
  const bytes = fixture(file);

  test.skipIf(SILENT_HALVES.includes(file))('cut in half, its half is heard, with a warning', async () => {
    const whole = await decodeAll(bytes);
    const half = await decodeAll(bytes.slice(0, bytes.length / 2));
    expect(half.data.length).toBeGreaterThan(0.05 * whole.data.length);
    expect(half.data.length).toBeLessThan(0.8 * whole.data.length);
    const codes = whole.warnings.map(({ code }) => code);
    const added = half.warnings.flatMap(({ code }) => (codes.includes(code) ? [] : [code]));
    expect(added).toEqual(CUT_UNSEEN.includes(file) ? [] : ['truncated']);
  });

  test('damaged anywhere, it gives sane sound or a named error', async () => {
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 });
    const size = fc.integer({ min: 1, max: bytes.length });
    await fc.assert(
      fc.asyncProperty(damage, fc.option(size, { freq: 3 }), async (pokes, cut) => {
        const copy = bytes.slice(0, cut ?? bytes.length);
        for (const [at, value] of pokes) if (at < copy.length) copy[at] = value;
        expect(await outcomeOf(copy)).toMatch(/^(sane|unsupported-format|broken-audio)$/);
      }),
      { numRuns: 8, seed: 2 },
    );
  });

  test('with a header field at its extreme, it gives sane sound or a named error', async () => {
    const field = fc.tuple(
      fc.nat(Math.min(1_500, bytes.length - 4)),
      fc.constantFrom(0, 1, 0x7fff_ffff, 0xffff_ffff),
    );
    await fc.assert(
      fc.asyncProperty(field, async ([at, value]) => {
        const copy = bytes.slice();
        new DataView(copy.buffer).setUint32(at, value);
        expect(await outcomeOf(copy)).toMatch(/^(sane|unsupported-format|broken-audio)$/);
      }),
      { numRuns: 8, seed: 3 },
    );
  });
});

async function drain(chunks: AsyncIterable<Float32Array>): Promise<number> {
  let samples = 0;
  for await (const chunk of chunks) samples += chunk.length;
  return samples;
}

async function failureOf(bytes: Uint8Array): Promise<TonearmError | undefined> {
  return decodeAll(bytes).then(
    () => undefined,
    (error) => error,
  );
}

/** `sane`, or the code of the error. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    const { data } = await decodeAll(bytes);
    return data.length > 0 && data.every((value) => Math.abs(value) <= 16) ? 'sane' : 'nonsense';
  } catch (error) {
    return error instanceof TonearmError ? error.code : `crash: ${error}`;
  }
}

function poked(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

/** A page holding one packet; its checksum is wrong, which a following end of file makes good. */
function oggOf(packet: string): Uint8Array {
  const head = [0x4f, 0x67, 0x67, 0x53, 0, 2, ...new Array(20).fill(0), 1, packet.length];
  return Uint8Array.from([...head, ...text(packet)]);
}

function manyChunks(count: number): Uint8Array {
  const bytes = new Uint8Array(12 + 8 * count);
  bytes.set(text('RIFF\0\0\0\0WAVE'));
  for (let i = 0; i < count; i++) bytes.set(text('junk'), 12 + 8 * i);
  return bytes;
}

/** Movie boxes, each of which holds the next. */
function nestedMovie(): Uint8Array {
  const bytes = new Uint8Array(8 * 5_000);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += 8) {
    view.setUint32(at, bytes.length - at);
    bytes.set(text(at === 0 ? 'moov' : 'trak'), at + 4);
  }
  return bytes;
}
