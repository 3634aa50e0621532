/** The corners of each format, on files made byte by byte. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBuffer } from 'music-metadata';
import taglib from 'node-taglib-sharp';
import { describe, expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { bytesSource } from '../../audio/byte-source.ts';
import { readPages } from '../../audio/ogg/pages.ts';
import { WarningList } from '../../audio/warning.ts';
import { readTagsOf } from '../../jobs/tags.ts';
import { openTags } from './editor.ts';
import { boxBytes } from './mp4-items.ts';
import { soundHash } from './sound-hash.ts';
import { growthOf, type Splice, spliceBytes } from './splice.ts';
import type { TagEdit } from './tag-editor.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');

async function edit(bytes: Uint8Array, wanted: TagEdit): Promise<{ after: Buffer; splices: Splice[] }> {
  const splices = await (await openTags(bytesSource(bytes))).edit(wanted);
  return { after: Buffer.from(spliceBytes(bytes, splices)), splices };
}

async function fieldsOf(bytes: Uint8Array) {
  return (await openTags(bytesSource(bytes))).fields;
}

describe('ID3', () => {
  const mp3 = () => readFile(join(AUDIO, 'bare.mp3'));

  test.each([
    ['(17)', ['Rock']],
    ['(4)(39)', ['Disco', 'Noise']],
    ['(51)Trance of my own', ['Techno-Industrial', 'Trance of my own']],
    ['((bracketed)', ['(bracketed)']],
    ['17\0House', ['Rock', 'House']],
    ['(RX)', ['Remix']],
    ['', []],
  ])('a genre written as %j is read as %j', async (text, genres) => {
    const file = Buffer.concat([id3(3, [frame(3, 'TCON', latin(text))]), await mp3()]);
    expect((await fieldsOf(file)).genres).toEqual(genres);
  });

  test('a name that begins with a bracket comes back from 2.3', async () => {
    const file = Buffer.concat([id3(3, [frame(3, 'TCON', latin('x'))]), await mp3()]);
    const { after } = await edit(file, { genres: ['(mine)'] });
    expect((await fieldsOf(after)).genres).toEqual(['(mine)']);
  });

  test('a tag of version 2.2 stays one', async () => {
    const file = Buffer.concat([
      id3(2, [frame(2, 'TT2', latin('Title')), frame(2, 'TCO', latin('(7)'))]),
      await mp3(),
    ]);
    expect((await fieldsOf(file)).genres).toEqual(['Hip-Hop']);
    const { after } = await edit(file, { genres: ['Größe'], tempo: 99 });
    expect(after[3]).toBe(2);
    const { common } = await parseBuffer(after);
    expect(common).toMatchObject({ title: 'Title', genre: ['Größe'], bpm: 99 });
  });

  test('zeros against false frames are kept where they are, and put where they are needed', async () => {
    const picture = Buffer.concat([
      latin('image/png\0\x03\0'),
      Buffer.from([0xff, 0xe0, 0xff, 0, 0xff, 0xff]),
    ]);
    const body = Buffer.concat([
      frame(3, 'APIC', picture),
      frame(3, 'TCON', latin('Old')),
      frame(3, 'TIT2', latin('T')),
    ]);
    const file = Buffer.concat([id3Of(3, 0x80, unsync(body)), await mp3()]);
    expect((await fieldsOf(file)).genres).toEqual(['Old']);
    const { after } = await edit(file, { genres: ['日本', 'ÿ'] });
    expect((await fieldsOf(after)).genres).toEqual(['日本', 'ÿ']);
    const tag = after.subarray(10, after.length - (await mp3()).length);
    expect(tag.some((byte, i) => byte === 0xff && (tag[i + 1] ?? 0xff) >= 0xe0)).toBe(false);
    // The other reader does not know such zeros; TagLib#, of the values of 2.3, reads the first.
    const { title, genres, pictures } = await readByTaglib(after);
    expect({ title, genres }).toEqual({ title: 'T', genres: ['日本'] });
    expect(Buffer.from(pictures[0].data.toByteArray())).toEqual(picture.subarray(13));
  });

  test('padding gives room to the byte, and takes it back', async () => {
    const frames = [frame(4, 'TIT2', latin('T')), frame(4, 'TCON', latin('Blues'))];
    for (const padding of [0, 1, 30, 60]) {
      const file = Buffer.concat([id3(4, [...frames, Buffer.alloc(padding)]), await mp3()]);
      const longer = await edit(file, { genres: ['A genre of thirty-five letters.....'] });
      expect(growthOf(longer.splices)).toBe(Math.max(0, 30 - padding));
      expect((await parseBuffer(longer.after)).common.title).toBe('T');
      const shorter = await edit(longer.after, { genres: ['B'] });
      expect(shorter.after.length).toBe(longer.after.length);
      expect((await fieldsOf(shorter.after)).genres).toEqual(['B']);
    }
  });

  test('what hides behind the padding is no frame afterwards either', async () => {
    const hidden = Buffer.concat([Buffer.alloc(20), Buffer.from('what an editor left here')]);
    for (const length of [3, 4, 5, 9, 30]) {
      const file = Buffer.concat([id3(4, [frame(4, 'TIT2', latin('T')), hidden]), await mp3()]);
      const { after } = await edit(file, { genres: ['x'.repeat(length)] });
      expect((await parseBuffer(after)).common).toMatchObject({ title: 'T', genre: ['x'.repeat(length)] });
      expect((await fieldsOf(after)).genres).toEqual(['x'.repeat(length)]);
      expect(after.includes('what an editor left here')).toBe(true);
    }
  });

  test('frames of the same kind become one', async () => {
    const frames = ['One', 'Two'].map((name) => frame(4, 'TCON', latin(name)));
    const file = Buffer.concat([id3(4, [frames[0], frame(4, 'TIT2', latin('T')), frames[1]]), await mp3()]);
    expect((await fieldsOf(file)).genres).toEqual(['One', 'Two']);
    const { after } = await edit(file, { genres: ['Three'] });
    expect((await parseBuffer(after)).common).toMatchObject({ title: 'T', genre: ['Three'] });
  });

  test('the number at the end of the file does not contradict', async () => {
    const old = id3v1(17);
    const file = Buffer.concat([await mp3(), old]);
    expect((await fieldsOf(file)).genres).toEqual(['Rock']);
    const known = (await edit(file, { genres: ['Jazz'] })).after;
    expect([...known.subarray(-128)]).toEqual([...old.subarray(0, 127), 8]);
    const unknown = (await edit(file, { genres: ['Nobody Knows'] })).after;
    expect(unknown.at(-1)).toBe(255);
    const untouched = (await edit(file, { tempo: 100 })).after;
    expect(untouched.at(-1)).toBe(17);
  });

  test.each([
    ['an extended header', id3Of(3, 0x40, frame(3, 'TIT2', latin('T'))), 'unsupported-format'],
    [
      'two tags',
      Buffer.concat([id3(3, [frame(3, 'TIT2', latin('T'))]), id3(3, [frame(3, 'TCON', latin('x'))])]),
      'unsupported-format',
    ],
    ['a compressed genre', id3(3, [frame(3, 'TCON', latin('x'), 0x80)]), 'unsupported-format'],
    [
      'a frame beyond the tag',
      id3Of(3, 0, Buffer.concat([Buffer.from('TCON'), Buffer.from([0, 0, 9, 9, 0, 0]), latin('x')])),
      'broken-audio',
    ],
    ['letters that are no frame', id3Of(4, 0, Buffer.from('nonsense that is no frame')), 'broken-audio'],
  ])('%s is refused by name', async (_, tag, code) => {
    await expect(fieldsOf(Buffer.concat([tag, await mp3()]))).rejects.toMatchObject({ code });
  });
});

describe.each(['tune.mp3', 'tune.flac'])('tags behind the sound of %s', (name) => {
  const bare = () => readFile(join(AUDIO, name));
  const tagged = async () => (await edit(await bare(), { genres: ['Own'] })).after;

  test('tags behind the sound are read by the editor as a scan reads them, beside others of the file too', async () => {
    for (const song of [await bare(), await tagged()]) {
      for (const tail of [[], [id3v1(17)], [ape('Swing')], [ape('Swing'), id3v1(17)]]) {
        const file = Buffer.concat([song, ...tail]);
        expect((await fieldsOf(file)).genres).toEqual((await readTagsOf(bytesSource(file))).genres);
      }
    }
    expect((await fieldsOf(Buffer.concat([await bare(), id3v1(17)]))).genres).toEqual(['Rock']);
    expect((await fieldsOf(Buffer.concat([await tagged(), id3v1(17)]))).genres).toEqual(['Own']);
    expect((await fieldsOf(Buffer.concat([await tagged(), ape('Swing')]))).genres).toEqual(['Swing']);
  });

  test.each([
    [40, 'Alt. Rock'],
    [59, 'Gangsta Rap'],
    [81, 'Folk/Rock'],
    [84, 'Fast-Fusion'],
    [85, 'Bebop'],
    [133, 'Afro-Punk'],
  ])('number %i of ID3v1 is %s to a scan and to the editor', async (number, genre) => {
    const file = Buffer.concat([await bare(), id3v1(number)]);
    expect((await readTagsOf(bytesSource(file))).genres).toEqual([genre]);
    expect((await fieldsOf(file)).genres).toEqual([genre]);
  });

  test('a number of ID3v1 does not hide what is written', async () => {
    const { after } = await edit(Buffer.concat([await bare(), id3v1(17)]), { genres: ['Ska'] });
    expect((await readTagsOf(bytesSource(after))).genres).toEqual(['Ska']);
    expect((await fieldsOf(after)).genres).toEqual(['Ska']);
    expect(after.subarray(-128, -1)).toEqual(id3v1(17).subarray(0, -1));
  });

  test('a genre in an APE tag is not overruled; another tag is written', async () => {
    const file = Buffer.concat([await bare(), ape('Swing')]);
    await expect(edit(file, { genres: ['Jazz'] })).rejects.toMatchObject({ code: 'unsupported-format' });
    expect((await fieldsOf((await edit(file, { tempo: 90 })).after)).tempo).toBe(90);
  });
});

describe('flac', () => {
  test('a file without comments gets a block, and one without padding grows', async () => {
    const file = await flacWith([]);
    const { after, splices } = await edit(file, { genres: ['Jazz'] });
    expect(growthOf(splices)).toBeGreaterThan(0);
    expect((await parseBuffer(after)).common.genre).toEqual(['Jazz']);
    expect(await soundHash(bytesSource(after))).toBe(await soundHash(bytesSource(file)));
  });

  test('padding is used where it is enough, wherever it stands', async () => {
    const file = await flacWith([flacBlock(2, Buffer.from('appl1234')), flacBlock(1, Buffer.alloc(200))]);
    const { after } = await edit(file, { genres: ['Jazz'], tempo: 100 });
    expect(after.length).toBe(file.length);
    expect(after.includes('appl1234')).toBe(true);
    expect((await parseBuffer(after)).common).toMatchObject({ genre: ['Jazz'], bpm: 100 });
  });

  test('an ID3 tag in front is refused by name', async () => {
    const file = Buffer.concat([id3(3, [frame(3, 'TCON', latin('x'))]), await flacWith([])]);
    await expect(fieldsOf(file)).rejects.toMatchObject({ code: 'unsupported-format' });
  });
});

describe('ogg', () => {
  test.each(['tune.ogg', 'tune.opus'])(
    '%s: a comment that outgrows its pages renumbers the rest',
    async (name) => {
      const file = await readFile(join(AUDIO, name));
      const names = Array.from({ length: 90 }, (_, i) => `${i} ${'x'.repeat(990)}`);
      const { after } = await edit(file, { genres: names });
      expect((await parseBuffer(after)).common.genre).toEqual(names);
      expect(await soundHash(bytesSource(after))).toBe(await soundHash(bytesSource(file)));
      const { sequences, serials } = pagesOf(after);
      expect(serials.size).toBe(1);
      expect(sequences).toEqual(sequences.map((_, i) => i));
      const warnings = new WarningList();
      for await (const _ of readPages(bytesSource(after), 0, warnings));
      expect(warnings.items).toEqual([]);
      const back = (await edit(after, { genres: ['Short'] })).after;
      expect((await parseBuffer(back)).common.genre).toEqual(['Short']);
      expect(await soundHash(bytesSource(back))).toBe(await soundHash(bytesSource(file)));
    },
  );

  test('a chain of songs has no one genre: refused before anything is planned', async () => {
    const [first, second] = await Promise.all(
      ['tune.ogg', 'tune.opus'].map((name) => readFile(join(AUDIO, name))),
    );
    for (const opened of [openTags, soundHash]) {
      await expect(opened(bytesSource(Buffer.concat([first, second])))).rejects.toMatchObject({
        code: 'unsupported-format',
      });
    }
  });
});

describe('mp4', () => {
  test('what follows an mp4 hides none of its tags from a scan', async () => {
    const file = Buffer.concat([await readFile(join(AUDIO, 'index-first.m4a')), id3v1(17)]);
    const { after } = await edit(file, { genres: ['Ska'] });
    expect((await readTagsOf(bytesSource(after))).genres).toEqual(['Ska']);
    expect((await fieldsOf(after)).genres).toEqual(['Ska']);
  });

  test('room in the file is used: the sound stays where it is', async () => {
    const file = await withFree('index-first.m4a', 100);
    const { after } = await edit(file, { genres: ['Jazz'], tempo: 90 });
    expect(after.length).toBe(file.length);
    expect((await parseBuffer(after)).common).toMatchObject({ genre: ['Jazz'], bpm: 90 });
    const shorter = (await edit(after, { genres: ['J'] })).after;
    expect(shorter.length).toBe(file.length);
    expect(await soundHash(bytesSource(shorter))).toBe(await soundHash(bytesSource(file)));
  });

  test('fragments with room for tags are written', async () => {
    const file = await withFree('fragmented.m4a', 300);
    const { after } = await edit(file, { genres: ['Jazz'] });
    expect((await fieldsOf(after)).genres).toEqual(['Jazz']);
    expect(await soundHash(bytesSource(after))).toBe(await soundHash(bytesSource(file)));
  });
});

async function readByTaglib(bytes: Buffer): Promise<taglib.Tag> {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-read-'));
  try {
    await writeFile(join(folder, 'a.mp3'), bytes);
    return taglib.File.createFromPath(join(folder, 'a.mp3')).tag;
  } finally {
    await removeFolder(folder);
  }
}

/** The body of a text frame. */
function latin(text: string): Buffer {
  return Buffer.concat([Buffer.from([0]), Buffer.from(text, 'latin1')]);
}

function id3v1(genre: number): Buffer {
  const tag = Buffer.alloc(128);
  tag.write('TAGOld title', 'latin1');
  tag[127] = genre;
  return tag;
}

function ape(genre: string): Buffer {
  const item = Buffer.concat([little(genre.length), little(0), Buffer.from(`Genre\0${genre}`)]);
  const footer = Buffer.concat([
    Buffer.from('APETAGEX'),
    little(2000),
    little(item.length + 32),
    little(1),
    little(0),
    Buffer.alloc(8),
  ]);
  return Buffer.concat([item, footer]);
}

function little(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function big(value: number, bytes: number): Buffer {
  const written = Buffer.alloc(4);
  written.writeUInt32BE(value);
  return written.subarray(4 - bytes);
}

function syncSafe(value: number): Buffer {
  return Buffer.from([value >>> 21, value >>> 14, value >>> 7, value].map((byte) => byte & 127));
}

function frame(version: number, id: string, body: Buffer, coding = 0): Buffer {
  if (version === 2) return Buffer.concat([Buffer.from(id), big(body.length, 3), body]);
  const size = version === 4 ? syncSafe(body.length) : big(body.length, 4);
  return Buffer.concat([Buffer.from(id), size, Buffer.from([0, coding]), body]);
}

function id3(version: number, frames: readonly Buffer[]): Buffer {
  return id3Of(version, 0, Buffer.concat(frames));
}

function id3Of(version: number, flags: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([version, 0, flags]), syncSafe(body.length), body]);
}

function unsync(body: Buffer): Buffer {
  const written: number[] = [];
  body.forEach((byte, i) => {
    if (body[i - 1] === 0xff && (byte === 0 || byte >= 0xe0)) written.push(0);
    written.push(byte);
  });
  return Buffer.from(written);
}

function flacBlock(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), big(body.length, 3), body]);
}

/** The fixture's sound with these blocks and no others behind the stream information. */
async function flacWith(blocks: readonly Buffer[]): Promise<Buffer> {
  const file = await readFile(join(AUDIO, 'tune.flac'));
  let at = 4;
  for (let last = false; !last; ) {
    last = (file[at] & 128) !== 0;
    at += 4 + file.readUIntBE(at + 1, 3);
  }
  const info = Buffer.from(file.subarray(4, 4 + 38));
  const all = [info, ...blocks];
  info[0] = 0;
  all[all.length - 1][0] |= 128;
  return Buffer.concat([Buffer.from('fLaC'), ...all, file.subarray(at)]);
}

/** The file with an empty box at the end of its index, and whatever points behind that moved. */
async function withFree(name: string, bytes: number): Promise<Buffer> {
  const file = await readFile(join(AUDIO, name));
  const at = file.indexOf('moov') - 4;
  const end = at + file.readUInt32BE(at);
  const index = Buffer.from(file.subarray(at, end));
  for (let stco = index.indexOf('stco'); stco > 0; stco = index.indexOf('stco', stco + 4)) {
    for (let i = 0; i < index.readUInt32BE(stco + 8); i++) {
      const place = stco + 12 + 4 * i;
      index.writeUInt32BE(index.readUInt32BE(place) + bytes + 8, place);
    }
  }
  index.writeUInt32BE(index.length + bytes + 8, 0);
  const moved = Buffer.from(file.subarray(end));
  for (let tfhd = moved.indexOf('tfhd'); tfhd > 0; tfhd = moved.indexOf('tfhd', tfhd + 4)) {
    if (moved[tfhd + 7] & 1)
      moved.writeBigUInt64BE(moved.readBigUInt64BE(tfhd + 12) + BigInt(bytes + 8), tfhd + 12);
  }
  return Buffer.concat([file.subarray(0, at), index, boxBytes('free', Buffer.alloc(bytes)), moved]);
}

function pagesOf(file: Buffer): { sequences: number[]; serials: Set<number> } {
  const sequences: number[] = [];
  const serials = new Set<number>();
  for (let at = 0; at < file.length; ) {
    expect(file.toString('latin1', at, at + 4)).toBe('OggS');
    serials.add(file.readUInt32LE(at + 14));
    sequences.push(file.readUInt32LE(at + 18));
    const lacing = file.subarray(at + 27, at + 27 + file[at + 26]);
    at += 27 + lacing.length + lacing.reduce((sum, size) => sum + size, 0);
  }
  return { sequences, serials };
}
