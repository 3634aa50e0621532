import type { ByteWindow } from '../byte-window.ts';
import { type FrameKind, findFirst, isTrusted } from '../frame-sync.ts';
import { id3Size } from '../id3.ts';
import { type FrameHeader, HEADER_BYTES, MAX_FRAME_BYTES, parseHeader, sameStream } from './frame.ts';

/** What a walk through the frames has seen so far. */
export interface Walk {
  first: FrameHeader;
  frames: number;
  /** Bytes that are neither frame nor tag, with frames behind them. */
  strayBytes: number;
  endsInsideFrame: boolean;
}

/** Bytes of frames handed on at a time. */
const BATCH_BYTES = 32_768;
const MPEG: FrameKind<FrameHeader> = {
  headerBytes: HEADER_BYTES,
  maxFrameBytes: MAX_FRAME_BYTES,
  searchBytes: 1 << 18,
  parse: parseHeader,
  isSame: sameStream,
};
const ID3V1_BYTES = 128;

/** Moves to the first of some consistent frames, near the start. */
export function findFirstFrame(window: ByteWindow): Promise<FrameHeader | undefined> {
  return findFirst(window, MPEG);
}

/**
 * Consecutive whole frames, as bytes, with everything else left out.
 * @param most how many frames the next batch may have
 */
export async function* frameBatches(
  window: ByteWindow,
  walk: Walk,
  most: () => number = () => Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  let stray = 0;
  while (await window.ensure(HEADER_BYTES)) {
    await window.ensure(BATCH_BYTES + MAX_FRAME_BYTES);
    const bytes = takeRun(window, walk, most());
    if (bytes > 0) {
      walk.strayBytes += stray;
      stray = 0;
      yield window.bytes.subarray(window.start, window.start + bytes);
      window.skip(bytes);
      continue;
    }
    const tag = tagBytes(window);
    const skipped = tag || strayBytes(window, walk.first);
    if (tag === 0) stray += skipped;
    window.skip(skipped);
  }
}

/** Bytes of the frames that follow each other from here, up to a batch. */
function takeRun(window: ByteWindow, walk: Walk, most: number): number {
  let at = window.start;
  const last = walk.frames + most;
  while (at - window.start < BATCH_BYTES && walk.frames < last) {
    const header = at + HEADER_BYTES <= window.end ? parseHeader(window.bytes, at) : undefined;
    if (!header || !sameStream(walk.first, header)) break;
    if (at + header.bytes > window.end) {
      walk.endsInsideFrame = window.remaining === window.available;
      break;
    }
    at += header.bytes;
    walk.frames++;
  }
  return at - window.start;
}

/** Length of the tag that begins here, 0 where none does. */
function tagBytes(window: ByteWindow): number {
  const { bytes, start } = window;
  const isId3v1 = bytes[start] === 0x54 && bytes[start + 1] === 0x41 && bytes[start + 2] === 0x47;
  return isId3v1 ? ID3V1_BYTES : id3Size(bytes, start);
}

/** Bytes from here to the next place, at hand, where frames go on. */
function strayBytes(window: ByteWindow, first: FrameHeader): number {
  let at = window.start + 1;
  while (at + HEADER_BYTES <= window.end && !startsRun(window, at, first)) at++;
  return at + HEADER_BYTES <= window.end ? at - window.start : window.available;
}

function startsRun(window: ByteWindow, at: number, first: FrameHeader): boolean {
  const header = parseHeader(window.bytes, at);
  return header !== undefined && sameStream(first, header) && isTrusted(window, at, header, MPEG);
}
