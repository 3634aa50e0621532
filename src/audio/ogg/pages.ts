import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import { viewOf } from '../bytes.ts';
import type { WarningList } from '../warning.ts';
import { pageChecksum } from './crc.ts';

/** The packets that end on one page of one logical stream. */
export interface OggPage {
  readonly serial: number;
  /** Number of the page in its stream. */
  readonly sequence: number;
  /** Position in samples after the last packet that ends here; -1 where none ends. */
  readonly granule: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly packets: Uint8Array[];
}

/** A packet begun on earlier pages. */
interface Pending {
  readonly parts: Uint8Array[];
  bytes: number;
  readonly sequence: number;
}

const HEADER_BYTES = 27;
const MAX_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;
/** Largest packet kept; of a longer one (cover art in comments), the rest is dropped. */
const MAX_PACKET_BYTES = 1 << 20;
/** Number of logical streams that are gathered at a time; no real file has as many. */
const MAX_STREAMS = 64;
/** Maximum number of false page starts; a file of nothing else would take for ever. */
const MAX_DAMAGED_PAGES = 10_000;
const CAPTURE_BYTES = 4;
const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;

/**
 * Pages of all logical streams in order (RFC 3533). A page with a wrong checksum is still used if the next
 * one begins at its end: a few bits of sound are wrong then, and a header is too important to lose.
 */
export async function* readPages(
  source: ByteSource,
  start: number,
  warnings: WarningList,
): AsyncGenerator<OggPage> {
  const window = new ByteWindow(source, start);
  const pending = new Map<number, Pending>();
  let damaged = 0;
  while (await window.ensure(HEADER_BYTES)) {
    await window.ensure(MAX_PAGE_BYTES + CAPTURE_BYTES);
    const length = pageLength(window);
    if (length > window.available && nextCapture(window) === undefined) {
      yield cutPage(window, pending);
      return;
    }
    const page = window.bytes.slice(window.start, window.start + length);
    const isSound =
      length === page.length && length > 0 && pageChecksum(page) === viewOf(page).getUint32(22, true);
    if (!isSound) {
      warnings.add('damaged', 'Some of the ogg pages are damaged.');
      if (++damaged > MAX_DAMAGED_PAGES)
        throw new TonearmError('broken-audio', 'Expected ogg pages, got mostly damaged ones.');
    }
    if (isSound || (length > 0 && isFollowed(window, length))) {
      yield readPage(page, pending);
      window.skip(length);
    } else skipToCapture(window);
  }
}

/** Page that the end of the file truncates: the packets that are there, and no position. */
function cutPage(window: ByteWindow, pending: Map<number, Pending>): OggPage {
  const page = window.bytes.slice(window.start, window.end);
  return { ...readPage(page, pending), granule: -1, isLast: false };
}

/** Bytes of the page that starts here by its header; 0 where none starts. */
function pageLength({ bytes, start, end }: ByteWindow): number {
  if (!isCapture(bytes, start) || bytes[start + 4] !== 0) return 0;
  const segments = bytes[start + 26];
  let length = HEADER_BYTES + segments;
  for (let i = 0; i < segments && start + HEADER_BYTES + i < end; i++)
    length += bytes[start + HEADER_BYTES + i];
  return length;
}

/** Whether another page, or the end of the file, comes right after `length` bytes. */
function isFollowed(window: ByteWindow, length: number): boolean {
  return length === window.remaining || isCapture(window.bytes, window.start + length);
}

function readPage(page: Uint8Array, pending: Map<number, Pending>): OggPage {
  const view = viewOf(page);
  const serial = view.getUint32(14, true);
  const sequence = view.getUint32(18, true);
  return {
    serial,
    sequence,
    granule: Number(view.getBigInt64(6, true)),
    isFirst: (page[5] & FIRST) !== 0,
    isLast: (page[5] & LAST) !== 0,
    packets: takePackets(page, serial, sequence, pending),
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
    if (at + lacing > page.length) return packets;
    if (current) addPart(current, page.subarray(at, at + lacing));
    at += lacing;
    if (lacing === 255) continue;
    if (current) packets.push(join(current.parts));
    current = { parts: [], bytes: 0, sequence };
  }
  all.delete(serial);
  if (all.size === MAX_STREAMS) all.clear();
  if (current) all.set(serial, { ...current, sequence });
  return packets;
}

function addPart(packet: Pending, part: Uint8Array): void {
  const kept = part.subarray(0, Math.max(0, MAX_PACKET_BYTES - packet.bytes));
  if (kept.length > 0) packet.parts.push(kept);
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

function skipToCapture(window: ByteWindow): void {
  const next = nextCapture(window);
  window.skip(next === undefined ? Math.max(1, window.available - CAPTURE_BYTES + 1) : next - window.start);
}

/** Finds the next capture pattern in the window, after the current byte. */
function nextCapture(window: ByteWindow): number | undefined {
  for (let at = window.start + 1; at + CAPTURE_BYTES <= window.end; at++) {
    if (isCapture(window.bytes, at)) return at;
  }
  return undefined;
}

function isCapture(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
}
