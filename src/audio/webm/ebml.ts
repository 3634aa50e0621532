import { viewOf } from '../bytes.ts';

/** An element's head (RFC 8794). */
export interface ElementHead {
  readonly id: number;
  /** Bytes of identifier and size. */
  readonly headBytes: number;
  /** Bytes of contents; undefined if unknown. */
  readonly size: number | undefined;
}

/** The longest head that is read here: 4 bytes of identifier, 8 of size. */
export const MAX_HEAD_BYTES = 12;

/** The head at `at`; undefined where there is none before `end`. */
export function parseHead(bytes: Uint8Array, at: number, end: number): ElementHead | undefined {
  const idBytes = Math.clz32(bytes[at] << 24) + 1;
  if (at >= end || idBytes > 4 || at + idBytes >= end) return undefined;
  let id = 0;
  for (let i = 0; i < idBytes; i++) id = id * 256 + bytes[at + i];
  const size = parseVint(bytes, at + idBytes, end);
  if (!size) return undefined;
  return { id, headBytes: idBytes + size.bytes, size: size.isUnknown ? undefined : size.value };
}

/** A number of variable length; `isUnknown` where all its bits are one. */
export function parseVint(
  bytes: Uint8Array,
  at: number,
  end: number,
): { value: number; bytes: number; isUnknown: boolean } | undefined {
  const length = Math.clz32(bytes[at] << 24) + 1;
  if (at >= end || length > 8 || at + length > end) return undefined;
  let value = bytes[at] & (0xff >> length);
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i];
  return { value, bytes: length, isUnknown: value === 2 ** (7 * length) - 1 };
}

/** The elements inside [start, end), each with the range of its contents, to the first that does not fit. */
export function* childrenOf(
  bytes: Uint8Array,
  start: number,
  end: number,
): Generator<{ id: number; start: number; end: number }> {
  let at = start;
  while (at < end) {
    const head = parseHead(bytes, at, end);
    if (head?.size === undefined || at + head.headBytes + head.size > end) return;
    at += head.headBytes;
    yield { id: head.id, start: at, end: at + head.size };
    at += head.size;
  }
}

/** Big-endian, up to 6 bytes exactly. */
export function readUnsigned(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 256 + bytes[i];
  return value;
}

/** Big-endian two's complement. */
export function readSigned(bytes: Uint8Array, start: number, end: number): number {
  const value = readUnsigned(bytes, start, end);
  return bytes[start] & 0x80 ? value - 256 ** (end - start) : value;
}

/** Reads a float of 4 or 8 bytes; 0 for any other size. */
export function readFloat(bytes: Uint8Array, start: number, end: number): number {
  const view = viewOf(bytes.subarray(start, end));
  if (view.byteLength === 4) return view.getFloat32(0);
  return view.byteLength === 8 ? view.getFloat64(0) : 0;
}
