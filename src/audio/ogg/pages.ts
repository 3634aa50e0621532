import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import type { WarningList } from '../warning.ts';
import { pageChecksum } from './crc.ts';

/** The packets that end on one page of one logical stream. */
export interface OggPage {
  serial: number;
  /** Position in samples after the last packet that ends here; -1 where none ends. */
  granule: number;
  isFirst: boolean;
  isLast: boolean;
  packets: Uint8Array[];
}

/** A packet begun on earlier pages. */
interface Pending {
  parts: Uint8Array[];
  bytes: number;
  sequence: number;
}

const HEADER_BYTES = 27;
const MAX_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;
/** No packet of sound is so long; of a longer one (cover art in comments), the rest is not kept. */
const MAX_PACKET_BYTES = 1 << 20;
const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;

/** The pages of all logical streams in order (RFC 3533); what fails its checksum is left out with a warning. */
export async function* readPages(
  source: ByteSource,
  start: number,
  warnings: WarningList,
): AsyncGenerator<OggPage> {
  const window = new ByteWindow(source, start);
  const pending = new Map<number, Pending>();
  while (await window.ensure(HEADER_BYTES)) {
    await window.ensure(MAX_PAGE_BYTES);
    const bytes = pageAt(window);
    if (bytes) {
      yield readPage(bytes, pending);
      window.skip(bytes.length);
    } else {
      warnIfInside(window, warnings);
      skipToCapture(window);
    }
  }
}

/** The whole, sound page that starts here. */
function pageAt(window: ByteWindow): Uint8Array | undefined {
  const { bytes, start, end } = window;
  if (!isCapture(bytes, start) || bytes[start + 4] !== 0) return undefined;
  const segments = bytes[start + 26];
  let length = HEADER_BYTES + segments;
  if (start + length > end) return undefined;
  for (let i = 0; i < segments; i++) length += bytes[start + HEADER_BYTES + i];
  if (start + length > end) return undefined;
  const page = bytes.slice(start, start + length);
  return pageChecksum(page) === new DataView(page.buffer).getUint32(22, true) ? page : undefined;
}

function readPage(page: Uint8Array, pending: Map<number, Pending>): OggPage {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const serial = view.getUint32(14, true);
  return {
    serial,
    granule: Number(view.getBigInt64(6, true)),
    isFirst: (page[5] & FIRST) !== 0,
    isLast: (page[5] & LAST) !== 0,
    packets: takePackets(page, serial, view.getUint32(18, true), pending),
  };
}

function takePackets(
  page: Uint8Array,
  serial: number,
  sequence: number,
  all: Map<number, Pending>,
): Uint8Array[] {
  const before = all.get(serial);
  const continues = (page[5] & CONTINUED) !== 0;
  const unbroken = continues && before?.sequence === sequence - 1;
  let current: Pending | undefined = unbroken
    ? before
    : continues
      ? undefined
      : { parts: [], bytes: 0, sequence };
  const packets: Uint8Array[] = [];
  let at = HEADER_BYTES + page[26];
  for (let i = 0; i < page[26]; i++) {
    const lacing = page[HEADER_BYTES + i];
    if (current) addPart(current, page.subarray(at, at + lacing));
    at += lacing;
    if (lacing === 255) continue;
    if (current) packets.push(join(current.parts));
    current = { parts: [], bytes: 0, sequence };
  }
  if (current) all.set(serial, { ...current, sequence });
  else all.delete(serial);
  return packets;
}

function addPart(packet: Pending, part: Uint8Array): void {
  const kept = part.subarray(0, Math.max(0, MAX_PACKET_BYTES - packet.bytes));
  packet.parts.push(kept);
  packet.bytes += kept.length;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A page cut off by the end of the file is told as truncation elsewhere: the stream lacks its last page. */
function warnIfInside(window: ByteWindow, warnings: WarningList): void {
  const reachesEnd = window.remaining === window.available && window.available < MAX_PAGE_BYTES;
  if (!reachesEnd || !isCapture(window.bytes, window.start)) {
    warnings.add('damaged', 'Some of the ogg pages are damaged and were left out.');
  }
}

function skipToCapture(window: ByteWindow): void {
  let at = window.start + 1;
  while (at + 4 <= window.end && !isCapture(window.bytes, at)) at++;
  window.skip(at + 4 <= window.end ? at - window.start : Math.max(1, window.available - 3));
}

function isCapture(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
}
