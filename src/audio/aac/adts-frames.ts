import type { ByteWindow } from '../byte-window.ts';
import { id3Size } from '../id3.ts';
import type { Packet } from '../packet-decoder.ts';
import type { WarningList } from '../warning.ts';
import { SAMPLE_RATES } from './bands.ts';

/** The header of a frame in an audio data transport stream (ISO/IEC 13818-7, section 6.2). */
export interface AdtsHeader {
  type: number;
  rateIndex: number;
  channelCode: number;
  /** Of the header. */
  bytes: number;
  /** Of the whole frame. */
  frameBytes: number;
}

const HEADER_BYTES = 7;
const MAX_FRAME_BYTES = 8_191;
const FRAMES_TO_TRUST = 3;
const SYNC_SEARCH_BYTES = 1 << 16;

/** Moves to the first of some consistent frames, near the start. */
export async function findFirstAdts(window: ByteWindow): Promise<AdtsHeader | undefined> {
  await window.ensure(SYNC_SEARCH_BYTES + FRAMES_TO_TRUST * MAX_FRAME_BYTES);
  const last = Math.min(window.end, window.start + SYNC_SEARCH_BYTES);
  for (let at = window.start; at + HEADER_BYTES <= last; at++) {
    const header = parseHeader(window.bytes, at);
    if (!header || !isTrusted(window, at, header)) continue;
    window.skip(at - window.start);
    return header;
  }
  return undefined;
}

/** The payloads of the frames of the stream that `first` began. */
export async function* readFrames(
  window: ByteWindow,
  first: AdtsHeader,
  warnings: WarningList,
): AsyncGenerator<Packet> {
  while (await window.ensure(HEADER_BYTES)) {
    await window.ensure(MAX_FRAME_BYTES);
    const header = parseHeader(window.bytes, window.start);
    if (!header || !isSameStream(header, first)) {
      skipStray(window, warnings);
      continue;
    }
    if (header.frameBytes > window.available) {
      warnings.add('truncated', 'The file ends early, inside its last AAC frame.');
      return;
    }
    yield { data: window.bytes.subarray(window.start + header.bytes, window.start + header.frameBytes) };
    window.skip(header.frameBytes);
  }
}

function parseHeader(bytes: Uint8Array, at: number): AdtsHeader | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xf6) !== 0xf0) return undefined;
  const header = {
    type: (bytes[at + 2] >> 6) + 1,
    rateIndex: (bytes[at + 2] >> 2) & 15,
    channelCode: ((bytes[at + 2] & 1) << 2) | (bytes[at + 3] >> 6),
    bytes: bytes[at + 1] & 1 ? HEADER_BYTES : HEADER_BYTES + 2,
    frameBytes: ((bytes[at + 3] & 3) << 11) | (bytes[at + 4] << 3) | (bytes[at + 5] >> 5),
  };
  const isKnown = header.rateIndex < SAMPLE_RATES.length && header.frameBytes > header.bytes;
  return isKnown ? header : undefined;
}

function isSameStream(a: AdtsHeader, b: AdtsHeader): boolean {
  return a.type === b.type && a.rateIndex === b.rateIndex;
}

function isTrusted(window: ByteWindow, start: number, first: AdtsHeader): boolean {
  let at = start + first.frameBytes;
  for (let count = 1; count < FRAMES_TO_TRUST; count++) {
    if (at === window.end && window.remaining === window.available) return true;
    const header = at + HEADER_BYTES <= window.end ? parseHeader(window.bytes, at) : undefined;
    if (!header || !isSameStream(first, header)) return false;
    at += header.frameBytes;
  }
  return true;
}

function skipStray(window: ByteWindow, warnings: WarningList): void {
  const tag = id3Size(window.bytes, window.start);
  const next = window.bytes.indexOf(0xff, window.start + 1);
  const stray = next < 0 || next >= window.end ? window.available : next - window.start;
  window.skip(tag > 0 ? tag : stray);
  if (tag === 0) warnings.add('damaged', 'Some of the AAC frames are damaged and were left out.');
}
