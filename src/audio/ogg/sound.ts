import { BrokenAudio } from '../../errors.ts';
import { decodePacket, type PacketDecoder } from '../packet-decoder.ts';
import { PlaneBuffer } from '../plane-buffer.ts';
import { type PlacedBlock, type SoundStream, type Span, touches } from '../stream.ts';
import { trimFrames } from '../trim.ts';
import type { WarningList } from '../warning.ts';
import type { OggCodec } from './codec.ts';
import type { OggPage } from './pages.ts';

/** More header packets than any codec has. */
const MAX_HEADERS = 256;
/** Frames of a common page. */
const BUFFER_FRAMES = 65_536;
/** Of a FLAC packet; those of Opus and Vorbis have fewer. */
const MAX_PACKET_FRAMES = 65_535;

/** Starts the logical stream that `first` announces, with its headers read and its decoder made. */
export async function oggSound(
  codec: OggCodec,
  first: OggPage,
  pages: AsyncGenerator<OggPage>,
  warnings: WarningList,
): Promise<SoundStream> {
  const { headers, page } = await readHeaders(codec, first, pages);
  const decoder = await codec.start(headers);
  const sound = () => ownPages(page, pages, warnings);
  return {
    format: codec.format,
    sampleRate: decoder.sampleRate,
    channels: decoder.channels,
    blocks: trimFrames(decodedPages(decoder, sound(), warnings), decoder.preSkip),
    peakLimit: decoder.peakLimit,
    seek: {
      count: () => countFrames(decoder, sound(), warnings),
      spans: (wanted) => placedPages(decoder, sound(), warnings, wanted),
    },
  };
}

/** The header packets, and the page on which sound starts with what is left of it. */
async function readHeaders(
  codec: OggCodec,
  first: OggPage,
  pages: AsyncGenerator<OggPage>,
): Promise<{ headers: Uint8Array[]; page: OggPage }> {
  const headers: Uint8Array[] = [];
  let page = first;
  while (headers.length < MAX_HEADERS) {
    const packets = page.packets;
    for (let i = 0; i < packets.length; i++) {
      if (!codec.isHeader(packets[i], headers.length))
        return { headers, page: { ...page, packets: packets.slice(i) } };
      headers.push(packets[i]);
    }
    page = await nextPage(pages, first.serial);
  }
  throw new BrokenAudio(`Expected at most ${MAX_HEADERS} ogg header packets, got more.`);
}

async function nextPage(pages: AsyncGenerator<OggPage>, serial: number): Promise<OggPage> {
  while (true) {
    const { value: page, done } = await pages.next();
    if (done) throw new BrokenAudio('Expected sound after the ogg headers, got none.');
    if (page.serial === serial) return page;
  }
}

/** The pages of one logical stream, to its last. */
async function* ownPages(
  first: OggPage,
  pages: AsyncGenerator<OggPage>,
  warnings: WarningList,
): AsyncGenerator<OggPage> {
  yield first;
  if (first.isLast) return;
  for await (const page of pages) {
    if (page.serial !== first.serial) continue;
    yield page;
    if (page.isLast) return;
  }
  warnings.add('truncated', 'The file ends early: its last ogg page is missing.');
}

/** Sound page by page, cut to the positions that the pages state. */
async function* decodedPages(
  decoder: PacketDecoder,
  pages: AsyncIterable<OggPage>,
  warnings: WarningList,
): AsyncGenerator<Float32Array[]> {
  const buffer = new PlaneBuffer(decoder.planes, BUFFER_FRAMES);
  let decoded = 0;
  let origin: number | undefined;
  for await (const page of pages) {
    for (const packet of page.packets) await decodePacket(decoder, packet, buffer, warnings);
    if (buffer.frames === 0) continue;
    const planes = buffer.take();
    const frames = planes[0].length;
    decoded += frames;
    const isFirst = origin === undefined;
    // A song cut from the middle of a stream starts at a position above 0, one with its start cut below.
    origin ??= page.isLast || page.granule < 0 ? 0 : page.granule - decoded;
    const from = isFirst ? Math.min(frames, Math.max(0, -origin)) : 0;
    const surplus = page.isLast && page.granule >= 0 ? decoded - (page.granule - origin) : 0;
    const to = surplus > 0 && surplus <= frames - from ? frames - surplus : frames;
    if (to > from) yield planes.map((plane) => plane.subarray(from, to));
  }
}

async function countFrames(
  decoder: PacketDecoder,
  pages: AsyncIterable<OggPage>,
  warnings: WarningList,
): Promise<number> {
  const buffer = new PlaneBuffer(decoder.planes, BUFFER_FRAMES);
  let course: Course | undefined;
  for await (const page of pages) {
    if (course) course.advance(page);
    else course = startCourse(await decodePage(decoder, page, buffer, warnings), page);
  }
  return course ? Math.max(0, course.position - course.lead - decoder.preSkip) : 0;
}

/** A decoder that was put to another place is in step again after a page, which is decoded for nothing. */
async function* placedPages(
  decoder: PacketDecoder,
  pages: AsyncIterable<OggPage>,
  warnings: WarningList,
  wanted: readonly Span[],
): AsyncGenerator<PlacedBlock> {
  const buffer = new PlaneBuffer(decoder.planes, BUFFER_FRAMES);
  let course: Course | undefined;
  let skipped: OggPage | undefined;
  for await (const page of pages) {
    if (!course) {
      const planes = await decodePage(decoder, page, buffer, warnings);
      course = startCourse(planes, page);
      if (course) yield { at: -course.lead - decoder.preSkip, planes };
      continue;
    }
    const start = course.position - course.lead - decoder.preSkip;
    const end = start + course.advance(page);
    if (!touches(wanted, start, end)) {
      skipped = page;
      continue;
    }
    if (skipped) await decodePage(decoder, skipped, buffer, warnings);
    skipped = undefined;
    yield { at: start, planes: await decodePage(decoder, page, buffer, warnings) };
  }
}

async function decodePage(
  decoder: PacketDecoder,
  page: OggPage,
  buffer: PlaneBuffer,
  warnings: WarningList,
): Promise<Float32Array[]> {
  for (const packet of page.packets) await decodePacket(decoder, packet, buffer, warnings);
  return buffer.take();
}

/** Undefined where the page, from which on sound was expected, gives none. */
function startCourse([plane]: Float32Array[], page: OggPage): Course | undefined {
  if (plane.length === 0) return undefined;
  const hasPosition = page.granule >= 0;
  const origin = page.isLast || !hasPosition ? 0 : page.granule - plane.length;
  const end = page.isLast && hasPosition ? Math.min(plane.length, page.granule) : plane.length;
  return new Course(origin, end);
}

/** Where pages lie by the positions that they state, without decoding them. */
class Course {
  /** Decoded frames before the next page. */
  position: number;
  /** Frames at the start that are left out. */
  readonly lead: number;
  #origin: number;

  constructor(origin: number, position: number) {
    this.#origin = origin;
    this.lead = Math.max(0, -origin);
    this.position = position;
  }

  /** Frames on the next page; none where its position cannot be, from which the later ones count then. */
  advance({ granule, packets }: OggPage): number {
    if (granule < 0) return 0;
    const frames = granule - this.#origin - this.position;
    if (frames < 0 || frames > packets.length * MAX_PACKET_FRAMES) {
      this.#origin = granule - this.position;
      return 0;
    }
    this.position += frames;
    return frames;
  }
}
