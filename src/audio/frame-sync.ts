/** Synchronization to the first frame, for formats without a container. */
import type { ByteWindow } from './byte-window.ts';

/** Frame syntax of a format, for synchronization. */
export interface FrameKind<Header extends { bytes: number }> {
  readonly headerBytes: number;
  readonly maxFrameBytes: number;
  /** Bytes searched for a first frame. */
  readonly searchBytes: number;
  /** The header at `at`, with the bytes of its whole frame; undefined where there is none. */
  parse(bytes: Uint8Array, at: number): Header | undefined;
  /** Whether both may belong to one stream. */
  isSame(a: Header, b: Header): boolean;
}

/** Number of consecutive headers that make chance unlikely. */
const FRAMES_TO_TRUST = 3;

/** Moves to the first of some consistent frames, near the start. */
export async function findFirst<Header extends { bytes: number }>(
  window: ByteWindow,
  kind: FrameKind<Header>,
): Promise<Header | undefined> {
  await window.ensure(kind.searchBytes + FRAMES_TO_TRUST * kind.maxFrameBytes);
  const last = Math.min(window.end, window.start + kind.searchBytes);
  for (let at = window.start; at + kind.headerBytes <= last; at++) {
    const header = kind.parse(window.bytes, at);
    if (!header || !isTrusted(window, at, header, kind)) continue;
    window.skip(at - window.start);
    return header;
  }
  return undefined;
}

/** Whether the frame at `start`, of which `first` is the header, is followed by others, or by the end of the file. */
export function isTrusted<Header extends { bytes: number }>(
  window: ByteWindow,
  start: number,
  first: Header,
  { headerBytes, parse, isSame }: FrameKind<Header>,
): boolean {
  let at = start + first.bytes;
  for (let count = 1; count < FRAMES_TO_TRUST; count++) {
    // A file of one or two frames, to its last byte, is a file too.
    if (at === window.end && window.remaining === window.available) return true;
    const header = at + headerBytes <= window.end ? parse(window.bytes, at) : undefined;
    if (!header || !isSame(first, header)) return false;
    at += header.bytes;
  }
  return true;
}
