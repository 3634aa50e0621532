import { childrenOf, parseVint, readSigned } from './ebml.ts';

/** A packet out of a block. */
export interface WebmFrame {
  readonly data: Uint8Array;
  /** Seconds to leave out at its end. */
  discardSeconds?: number;
}

const BLOCK = 0xa1;
const DISCARD_PADDING = 0x75a2;

/** The frames of `track` in the contents of a SimpleBlock or Block; none where it is damaged. */
export function parseBlock(bytes: Uint8Array, track: number): WebmFrame[] {
  const number = parseVint(bytes, 0, bytes.length);
  if (number?.value !== track || number.bytes + 3 > bytes.length) return [];
  const lacing = (bytes[number.bytes + 2] >> 1) & 3;
  const at = number.bytes + 3;
  if (lacing === 0) return [{ data: bytes.subarray(at) }];
  const frames = bytes[at] + 1;
  const sizes = [xiphSizes, fixedSizes, ebmlSizes][lacing - 1](bytes, at + 1, frames);
  return sizes ? split(bytes, sizes.at, sizes.sizes) : [];
}

/** Parses the frames of a BlockGroup, which may state how much of its end to discard. */
export function parseBlockGroup(bytes: Uint8Array, track: number): WebmFrame[] {
  let packets: WebmFrame[] = [];
  let discardSeconds = 0;
  for (const child of childrenOf(bytes, 0, bytes.length)) {
    if (child.id === BLOCK) packets = parseBlock(bytes.subarray(child.start, child.end), track);
    if (child.id === DISCARD_PADDING) discardSeconds = readSigned(bytes, child.start, child.end) / 1e9;
  }
  const last = packets.at(-1);
  if (last && discardSeconds > 0) last.discardSeconds = discardSeconds;
  return packets;
}

/** Sizes of all frames but the last, which takes the rest. */
interface Sizes {
  readonly at: number;
  readonly sizes: number[];
}

function xiphSizes(bytes: Uint8Array, start: number, frames: number): Sizes | undefined {
  const sizes: number[] = [];
  let at = start;
  while (sizes.length < frames - 1) {
    let size = 0;
    while (bytes[at] === 255) size += bytes[at++];
    if (at >= bytes.length) return undefined;
    sizes.push(size + bytes[at++]);
  }
  return { at, sizes };
}

function fixedSizes(bytes: Uint8Array, start: number, frames: number): Sizes | undefined {
  const size = (bytes.length - start) / frames;
  return Number.isInteger(size) ? { at: start, sizes: new Array(frames - 1).fill(size) } : undefined;
}

function ebmlSizes(bytes: Uint8Array, start: number, frames: number): Sizes | undefined {
  const sizes: number[] = [];
  let at = start;
  while (sizes.length < frames - 1) {
    const next = parseVint(bytes, at, bytes.length);
    if (!next) return undefined;
    const before = sizes.at(-1);
    // All but the first are differences, biased to be positive.
    sizes.push(before === undefined ? next.value : before + next.value - (2 ** (7 * next.bytes - 1) - 1));
    at += next.bytes;
  }
  return { at, sizes };
}

function split(bytes: Uint8Array, start: number, sizes: readonly number[]): WebmFrame[] {
  const packets: WebmFrame[] = [];
  let at = start;
  for (const size of sizes) {
    if (size < 0 || at + size > bytes.length) return packets;
    packets.push({ data: bytes.subarray(at, at + size) });
    at += size;
  }
  packets.push({ data: bytes.subarray(at) });
  return packets;
}
