/**
 * Body of an ID3v2 tag without unsynchronisation: the zeros that some tags insert after 0xff so that no
 * player takes them for sound.
 */

import type { ByteSource } from '../../audio/byte-source.ts';
import { firstIndex } from '../../dsp/first-index.ts';
import { TonearmError } from '../../errors.ts';

/** Tag body by offsets of its own: without its header and without inserted zeros. */
export interface TagBody {
  readonly size: number;
  read(start: number, end: number): Promise<Uint8Array>;
  /** File offset of a byte of the body. */
  offsetOf(offset: number): number;
  /** Bytes as they are written into the body. */
  encode(bytes: Uint8Array): Uint8Array;
}

/** Largest unsynchronised tag, which is held whole. */
const MAX_UNSYNCED_BYTES = 1 << 25;

/** Bytes [start, end) of the file. */
export async function plainBody(source: ByteSource, start: number, end: number): Promise<TagBody> {
  return {
    size: end - start,
    read: (from, to) => source.read(start + from, Math.min(start + to, end)),
    offsetOf: (offset) => start + offset,
    encode: (bytes) => bytes,
  };
}

/** Bytes [start, end) of the file without inserted zeros. @throws broken-audio if they are too many */
export async function unsyncedBody(source: ByteSource, start: number, end: number): Promise<TagBody> {
  if (end - start > MAX_UNSYNCED_BYTES) {
    throw new TonearmError(
      'broken-audio',
      `Expected such an ID3 tag of ${MAX_UNSYNCED_BYTES} bytes at most, got more.`,
    );
  }
  const { bytes, dropped } = undoUnsync(await source.read(start, end));
  return {
    size: bytes.length,
    read: async (from, to) => bytes.subarray(from, to),
    offsetOf: (offset) => start + offset + countBelow(dropped, offset),
    encode: applyUnsync,
  };
}

/** Removes the inserted zeros; `dropped` has for each the offset in the result that it preceded. */
export function undoUnsync(raw: Uint8Array): { bytes: Uint8Array; dropped: number[] } {
  const bytes = new Uint8Array(raw.length);
  const dropped: number[] = [];
  let size = 0;
  for (let i = 0; i < raw.length; i++) {
    if (i > 0 && raw[i] === 0 && raw[i - 1] === 0xff) dropped.push(size);
    else bytes[size++] = raw[i];
  }
  return { bytes: bytes.subarray(0, size), dropped };
}

function applyUnsync(bytes: Uint8Array): Uint8Array {
  const written: number[] = [];
  bytes.forEach((byte, i) => {
    if (bytes[i - 1] === 0xff && (byte === 0 || byte >= 0xe0)) written.push(0);
    written.push(byte);
  });
  // Whatever comes after it.
  if (bytes.at(-1) === 0xff) written.push(0);
  return Uint8Array.from(written);
}

/** Number of sorted values that are at most `limit`: a zero belongs to the byte before it. */
function countBelow(sorted: readonly number[], limit: number): number {
  return firstIndex(sorted.length, (i) => sorted[i] > limit);
}
