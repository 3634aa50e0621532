import type { ByteSource } from './byte-source.ts';

const HEADER_BYTES = 10;
/** Maximum number of stacked tags, as careless editors leave; a file with more is malicious. */
const MAX_TAGS = 64;

/** Offset of the first byte after the ID3v2 tags at `start` (cover art included); `start` where there is none. */
export async function skipId3(source: ByteSource, start = 0): Promise<number> {
  let at = start;
  for (let count = 0; count < MAX_TAGS; count++) {
    const size = id3Size(await source.read(at, at + HEADER_BYTES));
    if (size === 0) break;
    at += size;
  }
  return Math.min(at, source.size);
}

/** Bytes of the whole ID3v2 tag that starts here, 0 where none does. */
export function id3Size(bytes: Uint8Array, at = 0): number {
  if (bytes.length - at < HEADER_BYTES) return 0;
  const isTag = bytes[at] === 0x49 && bytes[at + 1] === 0x44 && bytes[at + 2] === 0x33;
  const sizes = bytes.subarray(at + 6, at + 10);
  if (!isTag || bytes[at + 3] === 0xff || sizes.some((byte) => byte > 127)) return 0;
  const body = (sizes[0] << 21) | (sizes[1] << 14) | (sizes[2] << 7) | sizes[3];
  const footer = bytes[at + 5] & 0x10 ? HEADER_BYTES : 0;
  return HEADER_BYTES + body + footer;
}
