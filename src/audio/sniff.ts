import { hasCode, TonearmError } from '../errors.ts';
import { findFirstAdts } from './aac/adts-frames.ts';
import { type ByteSource, sliceSource } from './byte-source.ts';
import { ByteWindow } from './byte-window.ts';
import { latin1 } from './bytes.ts';
import { type Container, FORMATS, SUPPORTED_NAMES } from './formats.ts';
import { skipId3 } from './id3.ts';
import { isFreeFormat } from './mp3/frame.ts';
import { findFirstFrame } from './mp3/walk.ts';
import { convertFirst, UNSUPPORTED_FORMATS, type UnsupportedFormat } from './unsupported-formats.ts';

/** A file whose format is known. */
export interface Sniffed {
  readonly container: Container;
  /** The file from where the format begins: behind tags and zeros. */
  readonly sound: ByteSource;
}

const HEAD_BYTES = 64;
/** Bytes of three packets of a transport stream. */
const LONG_HEAD_BYTES = 3 * 188;
/** Longest run of zeros at the start that is skipped, as unfinished downloads and careless editors leave. */
const MAX_ZEROS = 1 << 24;
const READ_BYTES = 1 << 18;

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^PK/, 'a zip archive or an office document'],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF....WEBP|^BM/s, 'a picture'],
  [/^%PDF/, 'a PDF document'],
  [/^7z\xbc\xaf|^Rar!|^BZh/, 'a compressed archive'],
  [/^\s*(<!doctype|<html|<\?xml|<svg)/i, 'a web page or XML'],
  [/^[\t\n\r\x20-\x7e]+$/, 'text'],
];

/** Detects the container from the bytes, whatever the file's name; undefined if they are no known audio. */
export async function sniffContainer(source: ByteSource): Promise<Container | undefined> {
  return sniff(source).then(
    ({ container }) => container,
    (error: unknown) => {
      if (hasCode(error, 'unsupported-format')) return undefined;
      throw error;
    },
  );
}

/**
 * Detects the container and finds its sound.
 * @throws unsupported-format that names the format found instead
 */
export async function sniff(source: ByteSource): Promise<Sniffed> {
  const start = await startOf(source);
  const sound = sliceSource(source, start);
  const head = await sound.read(0, LONG_HEAD_BYTES);
  const container = byMagic(head) ?? (unsupportedBy(head) ? undefined : await byFrames(sound, start > 0));
  if (!container) throw new TonearmError('unsupported-format', whatElse(head, source.size));
  return { container, sound };
}

/** Offset of the format's first byte, after tags. */
async function startOf(source: ByteSource): Promise<number> {
  const tagged = await skipId3(source);
  const zeros = await zerosAt(source, tagged);
  return zeros < HEAD_BYTES ? tagged : skipId3(source, tagged + zeros);
}

async function zerosAt(source: ByteSource, start: number): Promise<number> {
  // Most files have none.
  const head = await source.read(start, start + HEAD_BYTES);
  if (head.some((byte) => byte !== 0)) return 0;
  for (let at = start; at < start + MAX_ZEROS; at += READ_BYTES) {
    const bytes = await source.read(at, at + READ_BYTES);
    if (bytes.length === 0) return 0;
    const found = bytes.findIndex((byte) => byte !== 0);
    if (found >= 0) return at + found - start;
  }
  return 0;
}

function byMagic(head: Uint8Array): Container | undefined {
  const text = latin1(head);
  const containers = Object.keys(FORMATS) as Container[];
  return containers.find((container) => FORMATS[container].begins?.(text));
}

function unsupportedBy(head: Uint8Array): UnsupportedFormat | undefined {
  const text = latin1(head);
  return UNSUPPORTED_FORMATS.find(({ begins }) => begins(text));
}

/** Detects formats without a signature, by consecutive frames. */
async function byFrames(sound: ByteSource, isTagged: boolean): Promise<Container | undefined> {
  if (await findFirstAdts(new ByteWindow(sound))) return 'adts';
  if (await findFirstFrame(new ByteWindow(sound))) return 'mp3';
  // A tag of music with no frames behind it is a broken mp3, not something else.
  return isTagged && !isFreeFormat(await sound.read(0, HEAD_BYTES)) ? 'mp3' : undefined;
}

/** Message about unsupported bytes, with the remedy. */
function whatElse(head: Uint8Array, size: number): string {
  const unheard = unsupportedBy(head);
  if (unheard) return `${unheard.name} is not heard here. ${convertFirst(unheard.extension)}`;
  if (isFreeFormat(head)) return `MP3 of a free bit rate is not heard here. ${convertFirst('mp3')}`;
  if (/^MThd/.test(latin1(head)))
    return 'A MIDI file holds notes and no sound. Play it into a sound file first, for example with timidity -Ow song.mid.';
  return `Expected audio (${SUPPORTED_NAMES.join(', ')}), got ${describe(head, size)}.`;
}

function describe(head: Uint8Array, size: number): string {
  if (size === 0) return 'an empty file';
  const text = latin1(head.subarray(0, HEAD_BYTES));
  return KNOWN.find(([pattern]) => pattern.test(text))?.[1] ?? `${size} bytes of something else`;
}
