import { TonearmError } from '../../errors.ts';

/** Bits of a mode (Vorbis I specification, section 4.2.4): block flag, two types that are 0, and a mapping. */
const MODE_BITS = 41;
const COUNT_BITS = 6;
const MAX_MODES = 64;

/**
 * Counts the samples of each packet: a quarter of its block and a quarter of the block before.
 * @param blockSizes samples of a short and of a long block
 */
export function blockCounter(
  blockSizes: readonly [number, number],
  setup: Uint8Array,
): (packet: Uint8Array) => number {
  const sizes = blockFlags(setup).map((flag) => blockSizes[flag]);
  const mask = 2 ** Math.ceil(Math.log2(sizes.length)) - 1;
  let before = 0;
  return (packet) => {
    // A packet that begins with a one is no sound.
    if (packet.length === 0 || packet[0] & 1) return 0;
    const size = sizes[(packet[0] >> 1) & mask];
    if (size === undefined) return 0;
    const frames = before === 0 ? 0 : (before + size) / 4;
    before = size;
    return frames;
  };
}

/**
 * Block flags of the modes, which stand last in the setup header and are read from its end: what comes before takes a
 * whole decoder to read. The longest run of what looks like modes behind its own count is taken.
 */
function blockFlags(setup: Uint8Array): number[] {
  const last = lastOne(setup);
  let found: number[] | undefined;
  const flags: number[] = [];
  for (let at = last - MODE_BITS; at >= COUNT_BITS && flags.length < MAX_MODES; at -= MODE_BITS) {
    const isMode = bitsAt(setup, at + 1, 16) === 0 && bitsAt(setup, at + 17, 16) === 0;
    if (!isMode || bitsAt(setup, at + 33, 8) >= MAX_MODES) break;
    flags.unshift(bitsAt(setup, at, 1));
    if (bitsAt(setup, at - COUNT_BITS, COUNT_BITS) + 1 === flags.length) found = [...flags];
  }
  if (!found) throw new TonearmError('broken-audio', 'Expected modes in the vorbis setup header, got none.');
  return found;
}

/** Position of the framing bit: the last that is set. */
function lastOne(bytes: Uint8Array): number {
  let at = bytes.length * 8 - 1;
  while (at > 0 && bitsAt(bytes, at, 1) === 0) at--;
  return at;
}

/** Reads bits least significant first, as Vorbis stores them. */
function bitsAt(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) value |= ((bytes[(at + i) >> 3] >> ((at + i) & 7)) & 1) << i;
  return value;
}
