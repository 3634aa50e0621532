import { TonearmError } from '../../errors.ts';
import type { Codec, Packet, Track } from '../packet.ts';
import type { WarningList } from '../warning.ts';
import type { OggCodec } from './codec.ts';
import { codecBegunBy } from './codecs.ts';
import { GranuleTimeline } from './granule-timeline.ts';
import type { OggPage } from './pages.ts';

/** Upper bound of header packets. */
const MAX_HEADERS = 256;

/** A logical stream: one link of a chain, or all of a file. */
export class OggStream implements Track {
  readonly codec: Codec;
  readonly packets: AsyncIterable<Packet>;
  /** First page of the next link, read before this one's end was flagged. */
  next: OggPage | undefined;
  readonly #serial: number;
  readonly #warnings: WarningList;

  private constructor(codec: Codec, first: OggPage, pages: AsyncGenerator<OggPage>, warnings: WarningList) {
    this.codec = codec;
    this.#serial = first.serial;
    this.#warnings = warnings;
    this.packets = placedPackets(codec, this.#ownPages(first, pages));
  }

  /** Starts the stream that `first` announces, with its headers read. @throws broken-audio */
  static async open(
    { isHeader, codec }: OggCodec,
    first: OggPage,
    pages: AsyncGenerator<OggPage>,
    warnings: WarningList,
  ): Promise<OggStream> {
    const headers: Uint8Array[] = [];
    let page = first;
    while (headers.length < MAX_HEADERS) {
      const { packets } = page;
      for (let i = 0; i < packets.length; i++) {
        if (!isHeader(packets[i], headers.length))
          return new OggStream(codec(headers), { ...page, packets: packets.slice(i) }, pages, warnings);
        headers.push(packets[i]);
      }
      page = await pageOf(first.serial, pages);
    }
    throw new TonearmError('broken-audio', `Expected at most ${MAX_HEADERS} ogg header packets, got more.`);
  }

  /** Pages of this stream, from the first with sound to the last. */
  async *#ownPages(first: OggPage, pages: AsyncGenerator<OggPage>): AsyncGenerator<OggPage> {
    yield first;
    if (first.isLast) return;
    for (let next = await pages.next(); !next.done; next = await pages.next()) {
      const page = next.value;
      // Streams that sound together are announced together: a later one is another link.
      if (codecBegunBy(page)) {
        this.next = page;
        return;
      }
      if (page.serial !== this.#serial) continue;
      yield page;
      if (page.isLast) return;
    }
    this.#warnings.add('truncated', 'The file ends early: its last ogg page is missing.');
  }
}

async function pageOf(serial: number, pages: AsyncGenerator<OggPage>): Promise<OggPage> {
  for (let next = await pages.next(); !next.done; next = await pages.next())
    if (next.value.serial === serial) return next.value;
  throw new TonearmError('broken-audio', 'Expected sound after the ogg headers, got none.');
}

async function* placedPackets(codec: Codec, pages: AsyncIterable<OggPage>): AsyncGenerator<Packet> {
  const granules = new GranuleTimeline(codec);
  for await (const page of pages) yield* granules.place(page);
}
