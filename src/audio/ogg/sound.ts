import { BrokenAudio } from '../../errors.ts';
import { decodePacket, type PacketDecoder } from '../packet-decoder.ts';
import { PlaneBuffer } from '../plane-buffer.ts';
import type { SoundStream } from '../stream.ts';
import { trimFrames } from '../trim.ts';
import type { WarningList } from '../warning.ts';
import type { OggCodec } from './codec.ts';
import type { OggPage } from './pages.ts';

/** More header packets than any codec has. */
const MAX_HEADERS = 256;
/** Frames of a common page. */
const BUFFER_FRAMES = 65_536;

/** Starts the logical stream that `first` announces, with its headers read and its decoder made. */
export async function oggSound(
  codec: OggCodec,
  first: OggPage,
  pages: AsyncGenerator<OggPage>,
  warnings: WarningList,
): Promise<SoundStream> {
  const { headers, page } = await readHeaders(codec, first, pages);
  const decoder = await codec.start(headers);
  return {
    format: codec.format,
    sampleRate: decoder.sampleRate,
    channels: decoder.channels,
    blocks: trimFrames(decodedPages(decoder, ownPages(page, pages, warnings), warnings), decoder.preSkip),
    peakLimit: decoder.peakLimit,
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
  try {
    for await (const page of pages) {
      for (const packet of page.packets) decodePacket(decoder, packet, buffer, warnings);
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
  } finally {
    decoder.free();
  }
}
