import type { ByteWindow } from '../byte-window.ts';
import { type FrameKind, findFirst, isTrusted } from '../frame-sync.ts';
import { id3Size } from '../id3.ts';
import { type FrameHeader, HEADER_BYTES, MAX_FRAME_BYTES, parseHeader, sameStream } from './frame.ts';

/** State of a walk through the frames. */
export interface Walk {
  readonly first: FrameHeader;
  frames: number;
  /** Bytes that are neither frame nor tag, followed by frames. */
  strayBytes: number;
  endsInsideFrame: boolean;
  /** The first frame of another kind, at which the walk ended. */
  next?: FrameHeader;
}

const MPEG: FrameKind<FrameHeader> = {
  headerBytes: HEADER_BYTES,
  maxFrameBytes: MAX_FRAME_BYTES,
  searchBytes: 1 << 18,
  parse: parseHeader,
  isSame: sameStream,
};
const ID3V1_BYTES = 128;
/** Look-ahead that verifies a frame by those after it. */
const LOOK_AHEAD_BYTES = 1 << 15;
const BATCH_FRAMES = 64;

/** Moves to the first of some consistent frames, near the start. */
export function findFirstFrame(window: ByteWindow): Promise<FrameHeader | undefined> {
  return findFirst(window, MPEG);
}

export function startWalk(first: FrameHeader): Walk {
  return { first, frames: 0, strayBytes: 0, endsInsideFrame: false };
}

/** Whole frames of one kind as bytes, consecutive ones at hand together; everything else is skipped. */
export async function* walkFrames(window: ByteWindow, walk: Walk): AsyncGenerator<readonly Uint8Array[]> {
  let stray = 0;
  while (await window.ensure(HEADER_BYTES)) {
    await window.ensure(LOOK_AHEAD_BYTES);
    const frames = takeFrames(window, walk);
    if (frames.length > 0) {
      walk.strayBytes += stray;
      stray = 0;
      yield frames;
      continue;
    }
    const header = parseHeader(window.bytes, window.start);
    if (header && !sameStream(walk.first, header) && isTrusted(window, window.start, header, MPEG)) {
      walk.next = header;
      return;
    }
    const tag = tagBytes(window);
    const skipped = tag || strayBytes(window);
    if (tag === 0) stray += skipped;
    window.skip(skipped);
  }
}

/** Moves past the frames at hand that follow each other. */
function takeFrames(window: ByteWindow, walk: Walk): Uint8Array[] {
  const frames: Uint8Array[] = [];
  while (window.available >= HEADER_BYTES && frames.length < BATCH_FRAMES) {
    const header = parseHeader(window.bytes, window.start);
    if (!header || !sameStream(walk.first, header)) break;
    if (header.bytes > window.available) {
      walk.endsInsideFrame = window.remaining === window.available;
      break;
    }
    frames.push(window.bytes.subarray(window.start, window.start + header.bytes));
    window.skip(header.bytes);
  }
  walk.frames += frames.length;
  return frames;
}

/** Length of the tag that begins here, 0 where none does. */
function tagBytes(window: ByteWindow): number {
  const { bytes, start } = window;
  const isId3v1 = bytes[start] === 0x54 && bytes[start + 1] === 0x41 && bytes[start + 2] === 0x47;
  return isId3v1 ? ID3V1_BYTES : id3Size(bytes, start);
}

/** Bytes to the next position, at hand, where frames continue. */
function strayBytes(window: ByteWindow): number {
  let at = window.start + 1;
  while (at + HEADER_BYTES <= window.end && !startsRun(window, at)) at++;
  return at + HEADER_BYTES <= window.end ? at - window.start : window.available;
}

function startsRun(window: ByteWindow, at: number): boolean {
  const header = parseHeader(window.bytes, at);
  return header !== undefined && isTrusted(window, at, header, MPEG);
}
