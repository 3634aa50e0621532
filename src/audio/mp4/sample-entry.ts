import { type Box, boxesIn, boxType, findBox } from './boxes.ts';

/** A codec and its own header. */
export interface SampleEntry {
  /** Four characters, e.g. `mp4a`; other object types follow, e.g. `mp4a.6b`. */
  readonly codec: string;
  readonly config: Uint8Array;
  /** Channels and rate as the entry states them; the codec's own header overrules them. */
  readonly channels: number;
  readonly sampleRate: number;
}

/** Bytes of an audio sample entry before its boxes, by QuickTime's version. */
const ENTRY_BYTES = [28, 44, 64];
/** The box that holds a codec's own header. */
const HEADERS: Readonly<Record<string, string>> = { Opus: 'dOps', fLaC: 'dfLa', alac: 'alac' };
const ES_DESCRIPTOR = 3;
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC = 5;
/** Object types of MPEG-4 and MPEG-2 AAC. */
const AAC_TYPES = [0x40, 0x66, 0x67, 0x68];

/** The first entry of a sample description; undefined where it is cut off. */
export function parseSampleEntry(view: DataView, description: Box): SampleEntry | undefined {
  const [entry] = boxesIn(view, { start: description.start + 8, end: description.end });
  if (!entry || entry.end - entry.start < ENTRY_BYTES[0]) return undefined;
  const coding = parseCoding(view, entry);
  const channels = view.getUint16(entry.start + 16);
  return coding && { ...coding, channels, sampleRate: Math.round(view.getUint32(entry.start + 24) / 65_536) };
}

function parseCoding(view: DataView, entry: Box): Pick<SampleEntry, 'codec' | 'config'> | undefined {
  const version = view.getUint16(entry.start + 8);
  const inner = { start: entry.start + (ENTRY_BYTES[version] ?? ENTRY_BYTES[0]), end: entry.end };
  const codec = entry.type;
  const header = HEADERS[codec];
  if (header) {
    const box = findBox(view, inner, header) ?? findBox(view, inner, 'wave', header);
    return { codec, config: contents(view, box) };
  }
  if (codec !== 'mp4a') return { codec, config: new Uint8Array(0) };
  const esds = findBox(view, inner, 'esds') ?? findBox(view, inner, 'wave', 'esds');
  return esds && parseElementaryStream(view, { start: esds.start + 4, end: esds.end });
}

/** The kind of a track: `soun` for sound. */
export function handlerType(view: DataView, media: Box): string {
  const handler = findBox(view, media, 'hdlr');
  return handler && handler.end - handler.start >= 12 ? boxType(view, handler.start + 8) : '';
}

/** Descriptors of ISO/IEC 14496-1, section 7.2.6, each inside the one before. */
function parseElementaryStream(
  view: DataView,
  range: Pick<Box, 'start' | 'end'>,
): Pick<SampleEntry, 'codec' | 'config'> | undefined {
  const stream = findDescriptor(view, range, ES_DESCRIPTOR);
  if (!stream || stream.end - stream.start < 3) return undefined;
  const flags = view.getUint8(stream.start + 2);
  const skipped = 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x20 ? 2 : 0);
  const decoder = findDescriptor(view, { start: stream.start + skipped, end: stream.end }, DECODER_CONFIG);
  if (!decoder || decoder.end - decoder.start < 13) return undefined;
  const type = view.getUint8(decoder.start);
  const specific = findDescriptor(view, { start: decoder.start + 13, end: decoder.end }, DECODER_SPECIFIC);
  return {
    codec: AAC_TYPES.includes(type) ? 'mp4a' : `mp4a.${type.toString(16)}`,
    config: contents(view, specific),
  };
}

function findDescriptor(
  view: DataView,
  range: Pick<Box, 'start' | 'end'>,
  tag: number,
): Pick<Box, 'start' | 'end'> | undefined {
  let at = range.start;
  while (at + 2 <= range.end) {
    const found = view.getUint8(at++);
    let size = 0;
    for (let i = 0; i < 4 && at < range.end; i++) {
      const byte = view.getUint8(at++);
      size = size * 128 + (byte & 127);
      if (byte < 128) break;
    }
    if (found === tag) return { start: at, end: Math.min(at + size, range.end) };
    at += size;
  }
  return undefined;
}

function contents(view: DataView, box: Pick<Box, 'start' | 'end'> | undefined): Uint8Array {
  if (!box) return new Uint8Array(0);
  return new Uint8Array(view.buffer, view.byteOffset + box.start, box.end - box.start).slice();
}
