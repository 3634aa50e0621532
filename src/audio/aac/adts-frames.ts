import type { ByteWindow } from '../byte-window.ts';
import { type FrameKind, findFirst, isTrusted } from '../frame-sync.ts';
import { id3Size } from '../id3.ts';
import type { WarningList } from '../warning.ts';
import { SAMPLE_RATES } from './bands.ts';

/** The header of a frame in an audio data transport stream (ISO/IEC 13818-7, section 6.2). */
export interface AdtsHeader {
  readonly type: number;
  readonly rateIndex: number;
  readonly channelCode: number;
  readonly headerBytes: number;
  /** Length of the frame in bytes, header included. */
  readonly bytes: number;
}

const HEADER_BYTES = 7;
const MAX_FRAME_BYTES = 8_191;
/** Look-ahead that verifies a frame by those after it. */
const LOOK_AHEAD_BYTES = 4 * MAX_FRAME_BYTES;
const ADTS: FrameKind<AdtsHeader> = {
  headerBytes: HEADER_BYTES,
  maxFrameBytes: MAX_FRAME_BYTES,
  searchBytes: 1 << 16,
  parse: parseHeader,
  isSame: isSameStream,
};

/** Moves to the first of some consistent frames, near the start. */
export function findFirstAdts(window: ByteWindow): Promise<AdtsHeader | undefined> {
  return findFirst(window, ADTS);
}

/** A run of frames of one kind. */
export interface AdtsRun {
  readonly first: AdtsHeader;
  /** The first frame of another kind, at which the run ended. */
  next?: AdtsHeader;
}

/** The payloads of the frames of a run. */
export async function* adtsPayloads(
  window: ByteWindow,
  run: AdtsRun,
  warnings: WarningList,
): AsyncGenerator<Uint8Array> {
  while (await window.ensure(HEADER_BYTES)) {
    await window.ensure(LOOK_AHEAD_BYTES);
    const header = parseHeader(window.bytes, window.start);
    if (header && !isSameStream(header, run.first) && isTrusted(window, window.start, header, ADTS)) {
      run.next = header;
      return;
    }
    if (!header || !isSameStream(header, run.first)) {
      skipStray(window, warnings);
      continue;
    }
    if (header.bytes > window.available) {
      warnings.add('truncated', 'The file ends early, inside its last AAC frame.');
      return;
    }
    yield window.bytes.subarray(window.start + header.headerBytes, window.start + header.bytes);
    window.skip(header.bytes);
  }
}

function parseHeader(bytes: Uint8Array, at: number): AdtsHeader | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xf6) !== 0xf0) return undefined;
  const header = {
    type: (bytes[at + 2] >> 6) + 1,
    rateIndex: (bytes[at + 2] >> 2) & 15,
    channelCode: ((bytes[at + 2] & 1) << 2) | (bytes[at + 3] >> 6),
    headerBytes: bytes[at + 1] & 1 ? HEADER_BYTES : HEADER_BYTES + 2,
    bytes: ((bytes[at + 3] & 3) << 11) | (bytes[at + 4] << 3) | (bytes[at + 5] >> 5),
  };
  const isKnown = header.rateIndex < SAMPLE_RATES.length && header.bytes > header.headerBytes;
  return isKnown ? header : undefined;
}

function isSameStream(a: AdtsHeader, b: AdtsHeader): boolean {
  return a.type === b.type && a.rateIndex === b.rateIndex;
}

function skipStray(window: ByteWindow, warnings: WarningList): void {
  const tag = id3Size(window.bytes, window.start);
  const next = window.bytes.indexOf(0xff, window.start + 1);
  const stray = next < 0 || next >= window.end ? window.available : next - window.start;
  window.skip(tag > 0 ? tag : stray);
  if (tag === 0) warnings.add('damaged', 'Some of the AAC frames are damaged and were left out.');
}
