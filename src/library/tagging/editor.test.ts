/** Every format: what two other readers make of our tags, and what stays as it was. */
import { readFileSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import fc from 'fast-check';
import { type ICommonTagsResult, parseBuffer } from 'music-metadata';
import taglib from 'node-taglib-sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { bytesSource } from '../../audio/byte-source.ts';
import { readPages } from '../../audio/ogg/pages.ts';
import { WarningList } from '../../audio/warning.ts';
import { TonearmError } from '../../errors.ts';
import type { TagFields } from './contract.ts';
import { openTags } from './editor.ts';
import { soundHash } from './sound-hash.ts';
import { invertSplices, piecesOf, spliceBytes, splicedSource } from './splice.ts';
import type { TagEdit } from './tag-editor.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');
const FILES = [
  'tune.mp3',
  'variable.mp3',
  'tagged.mp3',
  'layer-2.mp2',
  'tune.flac',
  'tune.ogg',
  'tune.opus',
  'index-first.m4a',
  'index-last.m4a',
  'opus.mp4',
];
/** ID3v2.3 knows one value: what follows is read by some and not by others. */
const FIRST_ALONE = 'tagged.mp3';
const ASKED = { genres: ['Hip-Hop & Rap', 'Größe', '日本の音楽 🎵'], tempo: 128 };
const COVER = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 5_000 }, (_, i) => i & 255)]);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-tags-'));
});

afterAll(() => removeFolder(folder));

describe.each(FILES)('%s', (name) => {
  test('our tags are read back, by others too; sound and original bytes are not lost', async () => {
    const before = await readFile(join(AUDIO, name));
    const { after, restored } = await edited(before, ASKED);
    expect(await fieldsOf(after)).toMatchObject(ASKED);
    expect(await readByMusicMetadata(after)).toEqual(ASKED);
    const genres = name === FIRST_ALONE ? ASKED.genres.slice(0, 1) : ASKED.genres;
    expect(await readByTaglib(after, name)).toEqual({ ...ASKED, genres });
    expect(await soundHash(bytesSource(after))).toBe(await soundHash(bytesSource(before)));
    expect(restored).toEqual(before);
  });

  test('every other tag and the cover stay', async () => {
    const before = await richlyTagged(name);
    const { after, restored } = await edited(before, { genres: ['Jazz'], tempo: 90 });
    const [was, is] = [await commonTags(before), await commonTags(after)];
    expect(was.picture).toHaveLength(1);
    expect(is).toEqual({ ...was, genre: ['Jazz'], bpm: 90 });
    expect(await readByTaglib(after, name)).toEqual({ genres: ['Jazz'], tempo: 90 });
    expect(restored).toEqual(before);
  });

  test('only what was asked for is touched, and the last word counts', async () => {
    const first = (await edited(await richlyTagged(name), { genres: ['Pop'], tempo: 100 })).after;
    const second = (await edited(first, { genres: ['Rock', 'Metal'] })).after;
    expect(await fieldsOf(second)).toMatchObject({ genres: ['Rock', 'Metal'], tempo: 100 });
    const third = (await edited(second, { tempo: 60 })).after;
    expect(await readByMusicMetadata(third)).toEqual({ genres: ['Rock', 'Metal'], tempo: 60 });
  });

  test('key, mood and comment are read by others; program notes and other tags stay', async () => {
    const texts = { INITIALKEY: '8A', MOOD: 'happy', COMMENT: '8A · 124 · energy 7' };
    for (const before of [await readFile(join(AUDIO, name)), await richlyTagged(name)]) {
      const { after, restored } = await edited(before, { texts });
      expect((await fieldsOf(after)).texts).toMatchObject(texts);
      const [{ key: _, mood: __, comment: ___, ...was }, { key, mood, comment, ...is }] = [
        await commonTags(before),
        await commonTags(after),
      ];
      expect(is).toEqual(was);
      expect(comment!.map(({ text }) => text)).toContain(texts.COMMENT);
      expect(mood).toBe(texts.MOOD);
      // The reader knows the key of ID3 alone; the other reader that of all.
      if (/mp[23]$/.test(name)) expect(key).toBe(texts.INITIALKEY);
      expect(await soundTextsByTaglib(after, name)).toEqual([texts.INITIALKEY, texts.COMMENT]);
      expect(await soundHash(bytesSource(after))).toBe(await soundHash(bytesSource(before)));
      expect(restored).toEqual(before);
      const second = { INITIALKEY: 'Am', MOOD: 'sad', COMMENT: '(one) more' };
      const last = (await edited(after, { texts: second })).after;
      expect((await fieldsOf(last)).texts).toMatchObject(second);
      expect(await soundTextsByTaglib(last, name)).toEqual([second.INITIALKEY, second.COMMENT]);
    }
  });

  test('whatever is damaged, nothing but a named error comes, and undoing undoes', async () => {
    const before = await richlyTagged(name);
    const damage = fc.array(fc.tuple(fc.nat(before.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    const near = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damage, near), fc.nat(before.length), async (bytes, end) => {
        const broken = Buffer.from(before.subarray(0, end % 3 === 0 ? end : before.length));
        for (const [at, value] of bytes) if (at < broken.length) broken[at] = value;
        const result = await edited(broken, ASKED).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(TonearmError);
        else expect((result as { restored: Buffer }).restored.equals(broken)).toBe(true);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

test('ogg with flac inside, whose tags the other readers do not know', async () => {
  const before = await readFile(join(AUDIO, 'flac.oga'));
  const { after, restored } = await edited(before, ASKED);
  for (const genre of ASKED.genres) expect(after.includes(`GENRE=${genre}`)).toBe(true);
  const warnings = new WarningList();
  for await (const page of readPages(bytesSource(after), 0, warnings)) expect(page.serial).toBeGreaterThan(0);
  expect(warnings.items).toEqual([]);
  expect(await fieldsOf(after)).toEqual(ASKED);
  expect(await soundHash(bytesSource(after))).toBe(await soundHash(bytesSource(before)));
  expect(restored).toEqual(before);
});

test.each(['tune.webm', '16-bit.aiff', 'a-law.wav', 'mu-law.au', 'tune.aac'])(
  '%s is refused by name',
  async (name) => {
    await expect(openTags(bytesSource(await readFile(join(AUDIO, name))))).rejects.toMatchObject({
      code: 'unsupported-format',
      message: expect.stringMatching(
        /^Expected a file that can carry tags here .* got (webm|aiff|wav|au|adts)/,
      ),
    });
  },
);

test('fragments of mp4 without room for tags are refused by name', async () => {
  const editor = await openTags(bytesSource(await readFile(join(AUDIO, 'fragmented.m4a'))));
  await expect(editor.edit(ASKED)).rejects.toMatchObject({ code: 'unsupported-format' });
});

interface Edited {
  readonly after: Buffer;
  /** `after` with the splices undone. */
  readonly restored: Buffer;
}

async function edited(before: Buffer, edit: TagEdit): Promise<Edited> {
  const source = bytesSource(before);
  const splices = await (await openTags(source)).edit(edit);
  const undo = await invertSplices(source, splices);
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(splicedSource(source, splices))) pieces.push(piece);
  const after = Buffer.concat(pieces);
  return { after, restored: Buffer.from(spliceBytes(after, undo)) };
}

async function fieldsOf(bytes: Buffer): Promise<TagFields> {
  return (await openTags(bytesSource(bytes))).fields;
}

async function commonTags(bytes: Buffer): Promise<ICommonTagsResult> {
  return (await parseBuffer(bytes, undefined, { duration: false })).common;
}

async function readByMusicMetadata(bytes: Buffer): Promise<TagFields> {
  const { genre, bpm } = await commonTags(bytes);
  return { genres: genre ?? [], tempo: bpm ?? null };
}

/** A port of TagLib#, which shares no code with the other reader. */
async function readByTaglib(bytes: Buffer, name: string): Promise<TagFields> {
  const path = join(folder, `read${extname(name)}`);
  await writeFile(path, bytes);
  const file = taglib.File.createFromPath(path);
  try {
    return { genres: file.tag.genres, tempo: file.tag.beatsPerMinute || null };
  } finally {
    file.dispose();
  }
}

async function soundTextsByTaglib(bytes: Buffer, name: string): Promise<string[]> {
  const path = join(folder, `sound${extname(name)}`);
  await writeFile(path, bytes);
  const file = taglib.File.createFromPath(path);
  try {
    return [file.tag.initialKey, file.tag.comment];
  } finally {
    file.dispose();
  }
}

/** The fixture with everything that the other library can write. */
async function richlyTagged(name: string): Promise<Buffer> {
  const path = join(folder, `rich-${name}`);
  await copyFile(join(AUDIO, name), path);
  const file = taglib.File.createFromPath(path);
  const { tag } = file;
  tag.title = 'Tïtle 日本 🎵';
  tag.performers = ['A', 'Ünder'];
  tag.albumArtists = ['Various'];
  tag.album = 'שיר';
  tag.comment = 'two\nlines';
  tag.lyrics = 'la la';
  tag.genres = ['Old', 'Older'];
  tag.year = 2003;
  tag.track = 3;
  tag.trackCount = 9;
  tag.composers = ['C'];
  tag.musicBrainzTrackId = '2b3d6c0e-5d0b-4a52-9f3e-0f6a4c1b9f0a';
  tag.replayGainTrackGain = -3.5;
  tag.pictures = [
    taglib.Picture.fromFullData(
      taglib.ByteVector.fromByteArray(COVER),
      taglib.PictureType.FrontCover,
      'image/jpeg',
      '',
    ),
  ];
  file.save();
  file.dispose();
  return readFileSync(path);
}
