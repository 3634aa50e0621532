/** Ogg pages for editing (RFC 3533). Decoding uses `audio/ogg`. */
import type { ByteSource } from '../../audio/byte-source.ts';
import { viewOf } from '../../audio/bytes.ts';
import { pageChecksum } from '../../audio/ogg/crc.ts';
import { TonearmError } from '../../errors.ts';

export interface Page {
  /** Offset in the file. */
  readonly at: number;
  /** Bytes of the whole page. */
  readonly bytes: Uint8Array;
  readonly flags: number;
  readonly granule: bigint;
  readonly serial: number;
  readonly sequence: number;
  readonly lacing: Uint8Array;
  /** Offset of its data in `bytes`. */
  readonly data: number;
}

export const CONTINUED = 1;
export const FIRST = 2;
export const LAST = 4;
/** Maximum number of segments of a page; one of 255 bytes continues its packet. */
export const MAX_SEGMENTS = 255;
export const FULL_SEGMENT = 255;

export const HEADER_BYTES = 27;
export const MAX_PAGE_BYTES = HEADER_BYTES + MAX_SEGMENTS + MAX_SEGMENTS * FULL_SEGMENT;
/** Capture pattern. */
export const CAPTURE = 'OggS';
const SERIAL_AT = 14;
const SEQUENCE_AT = 18;
const CHECKSUM_AT = 22;

/** Serial number of the stream of the page that begins there. */
export function serialAt(bytes: Uint8Array, at: number): number {
  return viewOf(bytes).getUint32(at + SERIAL_AT, true);
}

/**
 * Page at an offset; undefined at the end of the file.
 * @throws broken-audio if none begins there or it is damaged
 */
export async function readPage(source: ByteSource, at: number): Promise<Page | undefined> {
  if (at >= source.size) return undefined;
  const head = await source.read(at, at + HEADER_BYTES + MAX_SEGMENTS);
  const isPage =
    head.length > HEADER_BYTES && Buffer.from(head.subarray(0, 4)).toString('latin1') === CAPTURE;
  if (!isPage || head[4] !== 0)
    throw new TonearmError('broken-audio', 'Expected ogg pages one after another, got a gap.');
  const lacing = head.slice(HEADER_BYTES, HEADER_BYTES + head[26]);
  const data = HEADER_BYTES + head[26];
  const bytes = await source.read(at, at + data + lacing.reduce((sum, size) => sum + size, 0));
  const view = viewOf(bytes);
  if (pageChecksum(bytes) !== view.getUint32(CHECKSUM_AT, true)) {
    throw new TonearmError('broken-audio', 'Expected ogg pages in order, got one with a wrong checksum.');
  }
  return {
    at,
    bytes,
    flags: bytes[5],
    granule: view.getBigInt64(6, true),
    serial: view.getUint32(SERIAL_AT, true),
    sequence: view.getUint32(SEQUENCE_AT, true),
    lacing,
    data,
  };
}

/** Bytes of a page with its checksum. */
function pageBytes(
  page: Pick<Page, 'flags' | 'granule' | 'serial' | 'sequence' | 'lacing'>,
  data: Uint8Array,
): Uint8Array {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write(CAPTURE, 'latin1');
  head[5] = page.flags;
  head.writeBigInt64LE(page.granule, 6);
  head.writeUInt32LE(page.serial, 14);
  head.writeUInt32LE(page.sequence, SEQUENCE_AT);
  head[26] = page.lacing.length;
  return withChecksum(Buffer.concat([head, page.lacing, data]));
}

/** Pages numbered after the first, each with so many segments. */
export function writePages(
  first: Page,
  counts: readonly number[],
  lacing: Uint8Array,
  data: Uint8Array,
): Uint8Array[] {
  const written: Uint8Array[] = [];
  let [segment, at] = [0, 0];
  for (const [index, count] of counts.entries()) {
    const own = lacing.subarray(segment, segment + count);
    const size = own.reduce((sum, bytes) => sum + bytes, 0);
    const continues = segment > 0 && lacing[segment - 1] === FULL_SEGMENT;
    const header = {
      flags: continues ? CONTINUED : 0,
      // No packet ends on the page: it has no position.
      granule: own.some((bytes) => bytes < FULL_SEGMENT) ? 0n : -1n,
      serial: first.serial,
      sequence: first.sequence + index,
      lacing: own,
    };
    written.push(pageBytes(header, data.subarray(at, at + size)));
    segment += count;
    at += size;
  }
  return written;
}

/** Lengths of the segments of a packet. */
export function lacingOf(bytes: number): Uint8Array {
  const full = Math.floor(bytes / FULL_SEGMENT);
  return Buffer.concat([Buffer.alloc(full, FULL_SEGMENT), Buffer.from([bytes % FULL_SEGMENT])]);
}

/** Splice of a page's sequence number and checksum. */
export function renumbered(page: Page, sequence: number): { at: number; bytes: Uint8Array } {
  const bytes = Buffer.from(page.bytes);
  bytes.writeUInt32LE(sequence >>> 0, SEQUENCE_AT);
  return { at: SEQUENCE_AT, bytes: withChecksum(bytes).subarray(SEQUENCE_AT, CHECKSUM_AT + 4) };
}

function withChecksum(page: Buffer): Buffer {
  page.writeUInt32LE(0, CHECKSUM_AT);
  page.writeUInt32LE(pageChecksum(page), CHECKSUM_AT);
  return page;
}
