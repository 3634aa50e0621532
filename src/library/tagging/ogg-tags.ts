/** Tags of ogg files: the comment packet of Vorbis, Opus and FLAC streams, and the pages that carry it. */
import type { ByteSource } from '../../audio/byte-source.ts';
import { TonearmError } from '../../errors.ts';
import { commentFields, editComments, parseComments } from './comment.ts';
import {
  CAPTURE,
  CONTINUED,
  FIRST,
  FULL_SEGMENT,
  HEADER_BYTES,
  LAST,
  lacingOf,
  MAX_PAGE_BYTES,
  MAX_SEGMENTS,
  type Page,
  readPage,
  renumbered,
  serialAt,
  writePages,
} from './ogg-pages.ts';
import { inOrder, type Splice, shifted, spliceBytes } from './splice.ts';
import type { OpenTags, TagEdit } from './tag-editor.ts';

interface Codec {
  /** Signature of the stream's first packet. */
  readonly first: string;
  /** Signatures of the comment packet. */
  readonly comments: readonly string[];
  /** Bytes of the comment packet before the comments. */
  readonly prefixBytes: number;
  /** Updates the length in the prefix. */
  readonly measure?: (packet: Uint8Array) => void;
}

/** Pages of the comment packet. */
interface CommentPages {
  readonly pages: readonly Page[];
  /** Number of segments that belong to the comment: the first ones. */
  readonly segments: number;
  readonly packet: Uint8Array;
}

const CODECS: readonly Codec[] = [
  { first: '\x01vorbis', comments: ['\x03vorbis'], prefixBytes: 7 },
  { first: 'OpusHead', comments: ['OpusTags'], prefixBytes: 8 },
  // A FLAC metadata block of type 4, the last one or not.
  { first: '\x7fFLAC', comments: ['\x04', '\x84'], prefixBytes: 4, measure: writeBlockLength },
];
/** Largest comment packet, covers included. */
const MAX_COMMENT_BYTES = 1 << 25;
const MAX_BLOCK_BYTES = 2 ** 24 - 1;

export const openOggTags: OpenTags = async (source) => {
  const first = await readPage(source, 0);
  const codec =
    first && CODECS.find((known) => opening(first.bytes.subarray(first.data)).startsWith(known.first));
  if (!codec || (first.flags & FIRST) === 0) {
    throw new TonearmError(
      'unsupported-format',
      'Expected ogg with vorbis, opus or flac first, got another stream.',
    );
  }
  await refuseChain(source, first);
  const held = await readCommentPages(source, first);
  if (!codec.comments.some((magic) => opening(held.packet).startsWith(magic))) {
    throw new TonearmError(
      'broken-audio',
      'Expected an ogg stream with its comments second, got something else.',
    );
  }
  const comments = parseComments(held.packet.subarray(codec.prefixBytes));
  return {
    fields: commentFields(comments),
    isOpus: codec.first === 'OpusHead',
    edit: async (edit) => {
      const packet = editPacket(held.packet, codec, edit);
      return inOrder(await replacePacket(source, held, packet));
    },
  };
};

function editPacket(packet: Uint8Array, codec: Codec, edit: TagEdit): Uint8Array {
  const comments = parseComments(packet.subarray(codec.prefixBytes));
  const edited = spliceBytes(packet, shifted(editComments(comments, edit), codec.prefixBytes));
  codec.measure?.(edited);
  return edited;
}

async function readCommentPages(source: ByteSource, first: Page): Promise<CommentPages> {
  const pages: Page[] = [];
  const parts: Uint8Array[] = [];
  let [segments, bytes] = [0, 0];
  for (let at = first.at + first.bytes.length; ; ) {
    const page = await readPage(source, at);
    if (!page) throw new TonearmError('broken-audio', 'Expected ogg comments, got the end of the file.');
    checkHeaderPage(page, first, pages);
    pages.push(page);
    at += page.bytes.length;
    const { count, size, ends } = packetOn(page);
    parts.push(page.bytes.subarray(page.data, page.data + size));
    segments += count;
    bytes += size;
    if (bytes > MAX_COMMENT_BYTES) {
      throw new TonearmError(
        'broken-audio',
        `Expected ogg comments of ${MAX_COMMENT_BYTES} bytes at most, got more.`,
      );
    }
    if (ends) return { pages, segments, packet: Buffer.concat(parts) };
  }
}

/** Checks for a chained stream. @throws unsupported-format for a chain */
async function refuseChain(source: ByteSource, { serial }: Page): Promise<void> {
  const tail = Buffer.from(await source.read(Math.max(0, source.size - MAX_PAGE_BYTES), source.size));
  const last = tail.lastIndexOf(CAPTURE);
  if (last < 0 || last + HEADER_BYTES > tail.length || serialAt(tail, last) === serial) return;
  throw new TonearmError(
    'unsupported-format',
    'Several songs in one ogg file (a chain) share no tags here. Part them first.',
  );
}

function checkHeaderPage(page: Page, first: Page, before: readonly Page[]): void {
  if (page.serial !== first.serial || (page.flags & FIRST) !== 0) {
    throw new TonearmError('unsupported-format', 'Expected ogg with one stream, got several.');
  }
  const isNext = page.sequence === first.sequence + before.length + 1;
  const continues = (page.flags & CONTINUED) !== 0;
  if (!isNext || continues !== before.length > 0 || (page.flags & LAST) !== 0 || page.granule > 0n) {
    throw new TonearmError(
      'broken-audio',
      'Expected an ogg stream with its header pages in order, got others.',
    );
  }
}

/** Segments and bytes of the page's first packet. */
function packetOn({ lacing }: Page): { count: number; size: number; ends: boolean } {
  const last = lacing.findIndex((size) => size < FULL_SEGMENT);
  const count = last < 0 ? lacing.length : last + 1;
  return { count, size: lacing.subarray(0, count).reduce((sum, size) => sum + size, 0), ends: last >= 0 };
}

/**
 * Rewrites the pages around the packet. Their number is kept if possible (a page has room for 255 segments);
 * otherwise every later page of the stream is renumbered.
 */
async function replacePacket(source: ByteSource, held: CommentPages, packet: Uint8Array): Promise<Splice[]> {
  const { pages, segments } = held;
  const oldLacing = Buffer.concat(pages.map(({ lacing }) => lacing));
  const rest = Buffer.concat(pages.map(({ bytes, data }) => bytes.subarray(data))).subarray(
    held.packet.length,
  );
  const lacing = Buffer.concat([lacingOf(packet.length), oldLacing.subarray(segments)]);
  const counts = shareOut(
    pages.map((page) => page.lacing.length),
    lacing.length,
  );
  const written = writePages(pages[0], counts, lacing, Buffer.concat([packet, rest]));
  const end = pages[pages.length - 1].at + pages[pages.length - 1].bytes.length;
  const splices = Array.from({ length: Math.max(pages.length, written.length) }, (_, i) => {
    return trimmed(pages[i] ?? { at: end, bytes: new Uint8Array() }, written[i] ?? new Uint8Array());
  });
  return [...splices, ...(await renumber(source, end, pages[0].serial, written.length - pages.length))];
}

/**
 * Distributes `total` segments over the pages: as before, with the difference in the last pages that can take
 * it, so that a cover in front keeps its place.
 */
function shareOut(before: readonly number[], total: number): number[] {
  const counts = [...before];
  let left = total - counts.reduce((sum, count) => sum + count, 0);
  for (let i = counts.length - 1; i >= 0 && left !== 0; i--) {
    const change = left > 0 ? Math.min(left, MAX_SEGMENTS - counts[i]) : Math.max(left, 1 - counts[i]);
    counts[i] += change;
    left -= change;
  }
  if (left < 0) counts.length = total;
  for (; left > 0; left -= MAX_SEGMENTS) counts.push(Math.min(left, MAX_SEGMENTS));
  return counts;
}

/** Splice between a page and its successor, without their common bytes. */
function trimmed({ at, bytes }: Pick<Page, 'at' | 'bytes'>, written: Uint8Array): Splice {
  const shorter = Math.min(bytes.length, written.length);
  let head = 0;
  while (head < shorter && bytes[head] === written[head]) head++;
  let tail = 0;
  while (tail < shorter - head && bytes.at(-1 - tail) === written.at(-1 - tail)) tail++;
  return {
    offset: at + head,
    remove: bytes.length - head - tail,
    insert: written.subarray(head, written.length - tail),
  };
}

async function renumber(source: ByteSource, from: number, serial: number, by: number): Promise<Splice[]> {
  if (by === 0) return [];
  const splices: Splice[] = [];
  for (let at = from, page = await readPage(source, at); page; page = await readPage(source, at)) {
    if (page.serial === serial) {
      const { at: within, bytes } = renumbered(page, page.sequence + by);
      splices.push({ offset: at + within, remove: bytes.length, insert: bytes });
    }
    at += page.bytes.length;
  }
  return splices;
}

function writeBlockLength(packet: Uint8Array): void {
  const size = packet.length - 4;
  if (size > MAX_BLOCK_BYTES)
    throw new TonearmError('broken-audio', 'Expected flac comments of 16 MB at most, got more.');
  packet.set([size >>> 16, (size >>> 8) & 255, size & 255], 1);
}

function opening(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 8)).toString('latin1');
}
