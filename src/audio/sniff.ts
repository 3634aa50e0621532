import { findFirstAdts } from './aac/adts-frames.ts';
import type { ByteSource } from './byte-source.ts';
import { ByteWindow } from './byte-window.ts';
import { latin1 } from './bytes.ts';
import { skipId3 } from './id3.ts';
import { findFirstFrame } from './mp3/walk.ts';

/** Container or coding by its first bytes. */
export type Container = 'wav' | 'aiff' | 'au' | 'flac' | 'ogg' | 'mp4' | 'webm' | 'adts' | 'mp3';

const HEAD_BYTES = 64;

/** What the bytes are, whatever the file's name says; undefined where they are no audio that is known here. */
export async function sniffContainer(source: ByteSource): Promise<Container | undefined> {
  const start = await skipId3(source);
  const head = await source.read(start, start + HEAD_BYTES);
  return byMagic(head) ?? (await byFrames(source, start));
}

/** A few words for people on bytes that are no audio. */
export function describeBytes(head: Uint8Array, size: number): string {
  if (size === 0) return 'an empty file';
  const text = latin1(head, 0, HEAD_BYTES);
  const known: readonly (readonly [RegExp, string])[] = [
    [/^PK/, 'a zip archive or an office document'],
    [/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF....WEBP|^BM/s, 'a picture'],
    [/^%PDF/, 'a PDF document'],
    [/^7z\xbc\xaf|^Rar!|^BZh/, 'a compressed archive'],
    [/^RIFF....AVI/s, 'an AVI video'],
    [/^MThd/, 'a MIDI file, which holds notes and no sound'],
    [/^0&\xb2\x75|^wvpk|^MAC |^TTA1|^MPCK|^DSD |^FRM8|^caff/, 'an audio format that is not decoded here'],
    [/^\s*(<!doctype|<html|<\?xml|<svg)/i, 'a web page or XML'],
    [/^[\t\n\r\x20-\x7e]+$/, 'text'],
  ];
  return known.find(([pattern]) => pattern.test(text))?.[1] ?? `${size} bytes of something else`;
}

function byMagic(head: Uint8Array): Container | undefined {
  const tag = latin1(head, 0, 4);
  const type = latin1(head, 8, 12);
  if (/^(RIFF|RIFX|RF64|BW64)$/.test(tag) && type === 'WAVE') return 'wav';
  if (tag === 'FORM' && /^AIF[FC]$/.test(type)) return 'aiff';
  if (tag === '.snd') return 'au';
  if (tag === 'fLaC') return 'flac';
  if (tag === 'OggS') return 'ogg';
  if (tag === '\x1a\x45\xdf\xa3') return 'webm';
  if (/^(ftyp|moov|mdat|styp|moof|wide)$/.test(latin1(head, 4, 8))) return 'mp4';
  return undefined;
}

/** Formats without a name at the start are told by frames in a row. */
async function byFrames(source: ByteSource, start: number): Promise<Container | undefined> {
  if (await findFirstAdts(new ByteWindow(source, start))) return 'adts';
  // A tag of music with no frames behind it is a broken mp3, not something else.
  return start > 0 || (await findFirstFrame(new ByteWindow(source, start))) ? 'mp3' : undefined;
}
