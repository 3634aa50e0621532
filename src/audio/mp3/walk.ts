import type { ByteWindow } from '../byte-window.ts';
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
/** Bytes searched for a first frame. */
const SYNC_SEARCH_BYTES = 1 << 18;
/** Headers in a row, each where the one before says, that make chance unlikely. */
const FRAMES_TO_TRUST = 3;
const ID3V1_BYTES = 128;

/** Moves to the first of some consistent frames, near the start. */
export async function findFirstFrame(window: ByteWindow): Promise<FrameHeader | undefined> {
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

/** Consecutive whole frames, as bytes, with everything else left out. */
export async function* frameBatches(window: ByteWindow, walk: Walk): AsyncGenerator<Uint8Array> {
  let stray = 0;
  while (await window.ensure(HEADER_BYTES)) {
    await window.ensure(BATCH_BYTES + MAX_FRAME_BYTES);
    const bytes = takeRun(window, walk);
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
function takeRun(window: ByteWindow, walk: Walk): number {
  let at = window.start;
  while (at - window.start < BATCH_BYTES) {
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
  return header !== undefined && sameStream(first, header) && isTrusted(window, at, header);
}

function isTrusted(window: ByteWindow, start: number, first: FrameHeader): boolean {
  let at = start + first.bytes;
  for (let count = 1; count < FRAMES_TO_TRUST; count++) {
    // A file of one or two frames, to its last byte, is a file too.
    if (at === window.end && window.remaining === window.available) return true;
    const header = at + HEADER_BYTES <= window.end ? parseHeader(window.bytes, at) : undefined;
    if (!header || !sameStream(first, header)) return false;
    at += header.bytes;
  }
  return true;
}
