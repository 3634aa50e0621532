/** Formats are detected whatever precedes the sound; unsupported ones are named, with the remedy. */
import { describe, expect, test } from 'vitest';
import { withId3 } from '../../test/support/id3.ts';
import { decodeAll, fixture } from '../../test/support/sound.ts';
import { TonearmError } from '../errors.ts';
import { isAudioName } from './audio-name.ts';
import { FORMATS } from './formats.ts';
import { UNSUPPORTED_FORMATS } from './unsupported-formats.ts';

const TAG = withId3(new Uint8Array(0), { title: 'Song' });

describe('before the sound', () => {
  test.each([
    'a-law.wav',
    '16-bit.aiff',
    '16-bit.au',
    'vorbis.webm',
    '16-bit.flac',
    'vorbis.ogg',
    'index-first.m4a',
    'adts.aac',
    'bare.mp3',
  ])('an ID3 tag does not hide %s', async (file) => {
    const plain = await decodeAll(fixture(file));
    const tagged = await decodeAll(joined(TAG, fixture(file)));
    expect(tagged.format).toBe(plain.format);
    expect(tagged.data).toEqual(plain.data);
  });

  test.each([100, 300_000])('%i zeros do not hide an mp3', async (zeros) => {
    const plain = await decodeAll(fixture('bare.mp3'));
    const padded = await decodeAll(joined(new Uint8Array(zeros), fixture('bare.mp3')));
    expect(padded.data).toEqual(plain.data);
  });
});

describe('formats that are not heard', () => {
  test.each([
    ['Windows Media Audio', 'wma', '0&\xb2\x75\x8e\x66\xcf\x11'],
    ["Monkey's Audio", 'ape', 'MAC \x96\x0f'],
    ['WavPack', 'wv', 'wvpk\x10\0\0\0'],
    ['True Audio', 'tta', 'TTA1\x01\0\x02\0'],
    ['Musepack', 'mpc', 'MPCKSH'],
    ['DSD audio', 'dsf', 'DSD \x1c\0\0\0'],
    ['Dolby Digital', 'ac3', '\x0b\x77\x12\x34'],
    ['DTS', 'dts', '\x7f\xfe\x80\x01\xfc'],
    ['Wave64', 'w64', 'riff\x2e\x91\xcf\x11\xa5\xd6'],
    ['MPEG transport stream', 'ts', `G${'.'.repeat(187)}`.repeat(4)],
    ['free bit rate', 'mp3', '\xff\xfb\x00\x64'],
  ])('%s is named, with what to do', async (name, extension, opening) => {
    const bytes = Uint8Array.from(opening.padEnd(4_000, '\x05'), (character) => character.charCodeAt(0));
    for (const input of [bytes, joined(TAG, bytes)]) {
      const failure = await failureOf(input);
      expect(failure.code).toBe('unsupported-format');
      expect(failure.message).toContain(name);
      expect(failure.message).toContain(`ffmpeg -i song.${extension} song.flac`);
    }
  });

  test('a MIDI file holds no sound, and says so', async () => {
    const failure = await failureOf(
      Uint8Array.from('MThd\0\0\0\x06', (character) => character.charCodeAt(0)),
    );
    expect(failure).toMatchObject({ code: 'unsupported-format', message: expect.stringContaining('notes') });
  });

  test.each([
    ['a wav of Windows Media Audio', 'a-law.wav', 6, [0x61, 1], 'Windows Media Audio'],
    ['an mp4 of Dolby Digital', 'alac.m4a', 'alac', [...'ac-3'], 'Dolby Digital (AC-3)'],
    ['a mka of DTS', 'aac.mka', 'A_AAC', [...'A_DTS'], 'DTS'],
  ] as const)('%s is named by its coding', async (_, file, mark, coding, name) => {
    const bytes = fixture(file);
    // The format tag of a wav stands at 20; other codings are told by name.
    const at =
      typeof mark === 'number' ? 20 : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(mark);
    bytes.set(
      coding.map((value) => (typeof value === 'number' ? value : value.charCodeAt(0))),
      at,
    );
    const failure = await failureOf(bytes);
    expect(failure).toMatchObject({ code: 'unsupported-format', message: expect.stringContaining(name) });
    expect(failure.message).toContain('Convert it first');
  });
});

test('names of every format count as audio, heard or not', () => {
  const heard = Object.values(FORMATS).flatMap(({ extensions }) => extensions);
  expect(
    [...heard, 'wma', 'ape', 'wv', 'MP3'].filter((extension) => !isAudioName(`song.${extension}`)),
  ).toEqual([]);
  expect(['cover.jpg', 'notes.txt', 'script.ts', '.mp3', 'mp3'].filter(isAudioName)).toEqual([]);
  expect(UNSUPPORTED_FORMATS.filter(({ extension }) => heard.includes(extension))).toEqual([]);
});

async function failureOf(bytes: Uint8Array): Promise<TonearmError> {
  const failure = await decodeAll(bytes).catch((error: unknown) => error);
  if (!(failure instanceof TonearmError)) throw new Error(`Expected a refusal, got ${failure}.`);
  return failure;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
