/** Tags of MPEG audio: ID3v2.2 to 2.4 in front, with the genre's number of ID3v1 at the end. */
import type { ByteSource } from '../../audio/byte-source.ts';
import { id3Size } from '../../audio/id3.ts';
import { TonearmError } from '../../errors.ts';
import type { TagFields } from './contract.ts';
import { frameId, frameOf, NAMED_FRAMES, namedText, withLanguage, withoutLanguage } from './id3-named.ts';
import { genreNumber, parseGenres, parseTexts, textBody } from './id3-text.ts';
import { textNameOf, textsPart } from './named-texts.ts';
import { growthOf, inOrder, type Splice } from './splice.ts';
import type { OpenTags, TagEdit } from './tag-editor.ts';
import { readTailGenres } from './tail-genres.ts';
import { plainBody, type TagBody, undoUnsync, unsyncedBody } from './unsync.ts';
import { cleanValues, tempoOf } from './values.ts';

interface Frame {
  readonly id: string;
  /** Offsets in the tag's body, with the frame's header. */
  readonly start: number;
  readonly end: number;
  /** Second byte of the flags; 0 in 2.2, which has none. */
  readonly coding: number;
}

interface NamedFrame {
  readonly frame: Frame;
  readonly name: string;
  readonly text: string;
}

interface Id3Tag {
  readonly version: number;
  readonly body: TagBody;
  readonly frames: readonly Frame[];
  /** Named texts of TXXX and dedicated frames. */
  readonly named: readonly NamedFrame[];
  /** Offset in the body after the last frame: padding from here. */
  readonly padding: number;
  /** Whether sizes of frames lack the synchsafe zero bits, as old iTunes wrote them in 2.4. */
  readonly plainSizes: boolean;
}

const HEADER_BYTES = 10;
const UNSYNC = 0x80;
/** Unsupported flags: extended header, experiment, footer; in 2.2 compression. */
const OTHER_FLAGS = 0x7f;
const CODING_UNSYNC = 2;
const CODING_LENGTH = 1;
const MAX_FRAMES = 4_096;
const MAX_TEXT_BYTES = 1 << 16;
const MAX_TAG_BYTES = 2 ** 28 - 1;
const NEWEST = 4;

export const openId3Tags: OpenTags = async (source) => {
  const tag = await readTag(source);
  const tail = await readTailGenres(source);
  const own = await readFields(tag);
  return {
    fields: { ...own, genres: tail.beside(own.genres) },
    edit: async (edit) => {
      tail.assertHeeded(edit);
      const front = tag ? await editTag(tag, edit) : [{ offset: 0, remove: 0, insert: newTag(edit) }];
      if (!edit.genres || tail.numberAt === undefined) return inOrder(front);
      const number = Buffer.from([genreNumber(edit.genres[0])]);
      return inOrder([...front, { offset: tail.numberAt, remove: 1, insert: number }]);
    },
  };
};

async function readTag(source: ByteSource): Promise<Id3Tag | undefined> {
  const head = await source.read(0, HEADER_BYTES);
  const size = id3Size(head);
  if (size === 0) return undefined;
  const [version, flags] = [head[3], head[5]];
  if (version < 2 || version > NEWEST || (flags & OTHER_FLAGS) !== 0) {
    throw new TonearmError(
      'unsupported-format',
      'Expected a plain ID3 tag of version 2.2 to 2.4, got one with extensions.',
    );
  }
  if (size > source.size)
    throw new TonearmError('broken-audio', 'Expected an ID3 tag, got the beginning of one.');
  if (id3Size(await source.read(size, size + HEADER_BYTES)) > 0) {
    throw new TonearmError('unsupported-format', 'Expected one ID3 tag, got several.');
  }
  const isUnsynced = (flags & UNSYNC) !== 0 && version < NEWEST;
  const body = await (isUnsynced ? unsyncedBody : plainBody)(source, HEADER_BYTES, size);
  const read = (plainSizes: boolean) => readFrames(version, body, plainSizes);
  const tag = version < NEWEST ? await read(true) : await read(false).catch(() => read(true));
  return { ...tag, named: await namedFrames(tag) };
}

async function readFrames(version: number, body: TagBody, plainSizes: boolean): Promise<Id3Tag> {
  const headBytes = version === 2 ? 6 : HEADER_BYTES;
  const frames: Frame[] = [];
  let at = 0;
  while (at + headBytes <= body.size) {
    const head = await body.read(at, at + headBytes);
    if (head[0] === 0) break;
    const end = at + headBytes + frameSize(head, version, plainSizes);
    const id = Buffer.from(head.subarray(0, version === 2 ? 3 : 4)).toString('latin1');
    if (!/^[A-Z][A-Z0-9 ]+$/.test(id) || end > body.size || frames.length === MAX_FRAMES) {
      throw new TonearmError('broken-audio', 'Expected an ID3 tag in order, got a damaged one.');
    }
    frames.push({ id, start: at, end, coding: version === 2 ? 0 : head[9] });
    at = end;
  }
  return { version, body, frames, padding: at, plainSizes, named: [] };
}

function frameSize(head: Uint8Array, version: number, plain: boolean): number {
  if (version === 2) return (head[3] << 16) | (head[4] << 8) | head[5];
  const [a, b, c, d] = head.subarray(4, 8);
  if (plain) return a * 2 ** 24 + ((b << 16) | (c << 8) | d);
  if ((a | b | c | d) > 127)
    throw new TonearmError('broken-audio', 'Expected an ID3 tag in order, got a damaged one.');
  return (a << 21) | (b << 14) | (c << 7) | d;
}

async function readFields(tag: Id3Tag | undefined): Promise<TagFields> {
  const textsOf = async (id: string) =>
    tag ? (await Promise.all(framesOf(tag, id).map((frame) => readTexts(tag, frame, id)))).flat() : [];
  return {
    genres: cleanValues(parseGenres(await textsOf('TCON'))),
    tempo: tempoOf(await textsOf('TBPM')),
    ...textsPart(tag ? tag.named.map(({ name, text }) => [name, text] as const) : []),
  };
}

async function readTexts(tag: Id3Tag, { start, end, coding }: Frame, id: string): Promise<string[]> {
  const known = tag.version === NEWEST ? CODING_UNSYNC | CODING_LENGTH : 0;
  if ((coding & ~known) !== 0) {
    throw new TonearmError(
      'unsupported-format',
      'Expected an ID3 genre and tempo in the clear, got compressed ones.',
    );
  }
  const headBytes = (tag.version === 2 ? 6 : HEADER_BYTES) + (coding & CODING_LENGTH ? 4 : 0);
  const body = await tag.body.read(start + headBytes, Math.min(end, start + headBytes + MAX_TEXT_BYTES));
  return parseTexts(withoutLanguage(id, coding & CODING_UNSYNC ? undoUnsync(body).bytes : body));
}

/** Frames with a name that can be read. */
async function namedFrames(tag: Id3Tag): Promise<NamedFrame[]> {
  const read = NAMED_FRAMES.flatMap((id) =>
    framesOf(tag, id).map(async (frame): Promise<NamedFrame[]> => {
      const named = namedText(id, await readTexts(tag, frame, id).catch(() => []));
      return named ? [{ frame, name: named[0], text: named[1] }] : [];
    }),
  );
  return (await Promise.all(read)).flat();
}

function framesOf(tag: Id3Tag, id: string): Frame[] {
  const wanted = frameId(id, tag.version);
  return tag.frames.filter((frame) => frame.id === wanted);
}

/** Splices that keep the tag's size as far as its padding reaches. */
async function editTag(tag: Id3Tag, { genres, tempo, texts = {} }: TagEdit): Promise<Splice[]> {
  const { body, padding } = tag;
  const changes = [
    ...(genres ? replaceFrames(tag, 'TCON', genres) : []),
    ...(tempo === undefined ? [] : replaceFrames(tag, 'TBPM', [String(tempo)])),
    ...Object.entries(texts).flatMap(([name, text]) =>
      replaceFrames(tag, ...frameOf(name, text, tag.version), namesake(tag, name)),
    ),
  ];
  const growth = growthOf(changes);
  const taken = await roomFor(tag, growth);
  const given = Buffer.alloc(Math.max(0, -growth));
  const end = body.offsetOf(padding);
  const size = body.offsetOf(body.size) - HEADER_BYTES + Math.max(0, growth - taken);
  return [
    { offset: 6, remove: 4, insert: syncSafe(size) },
    ...changes,
    { offset: end, remove: taken, insert: given },
  ];
}

/** Bytes of padding that can be used: a zero that ends the frames must stay. */
async function roomFor({ body, padding }: Id3Tag, growth: number): Promise<number> {
  const room = Math.min(Math.max(0, growth), body.size - padding);
  const zeros = await body.read(padding, Math.min(padding + room + 1, body.size));
  return zeros.every((byte) => byte === 0) ? room : 0;
}

/** Splices that replace existing frames by one; without any, at the end of the frames. */
function replaceFrames(
  tag: Id3Tag,
  id: string,
  texts: readonly string[],
  frames = framesOf(tag, id),
): Splice[] {
  const { body, padding, version, plainSizes } = tag;
  const bytes = body.encode(frameBytes(id, texts, version, plainSizes));
  const old = frames.map(({ start, end }) => [body.offsetOf(start), body.offsetOf(end)]);
  if (old.length === 0) return [{ offset: body.offsetOf(padding), remove: 0, insert: bytes }];
  return old.map(([start, end], i) => {
    return { offset: start, remove: end - start, insert: i === 0 ? bytes : new Uint8Array() };
  });
}

/** Frames of a named text. */
function namesake({ named }: Id3Tag, name: string): Frame[] {
  return named.flatMap((each) => (textNameOf(each.name) === name ? [each.frame] : []));
}

function frameBytes(id: string, texts: readonly string[], version: number, plainSizes: boolean): Buffer {
  // Before 2.4 a leading bracket refers to a number; doubled it stands for itself.
  const isBracketed = id === 'TCON' && version < NEWEST;
  const written = isBracketed ? texts.map((text) => text.replace(/^\(/, '((')) : texts;
  const body = withLanguage(id, textBody(written, version));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  if (version === 2) return Buffer.concat([Buffer.from(frameId(id, version)!), size.subarray(1), body]);
  return Buffer.concat([Buffer.from(id), plainSizes ? size : syncSafe(body.length), Buffer.alloc(2), body]);
}

function newTag({ genres, tempo, texts = {} }: TagEdit): Buffer {
  const frames = Buffer.concat([
    ...(genres ? [frameBytes('TCON', genres, NEWEST, false)] : []),
    ...(tempo === undefined ? [] : [frameBytes('TBPM', [String(tempo)], NEWEST, false)]),
    ...Object.entries(texts).map(([name, text]) => frameBytes(...frameOf(name, text, NEWEST), NEWEST, false)),
  ]);
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), syncSafe(frames.length), frames]);
}

/** Synchsafe integer of 28 bits, seven a byte. */
function syncSafe(value: number): Buffer {
  if (value > MAX_TAG_BYTES)
    throw new TonearmError('broken-audio', 'Expected an ID3 tag of 256 MB at most, got a larger one.');
  return Buffer.from([value >>> 21, value >>> 14, value >>> 7, value].map((byte) => byte & 127));
}
