import { BrokenAudio } from '../../errors.ts';
import type { Codec, Packet, Track } from '../packet.ts';
import { Timeline } from '../timeline.ts';
import type { WarningList } from '../warning.ts';
import type { OggCodec } from './codec.ts';
import { codecBegunBy } from './codecs.ts';
import type { OggPage } from './pages.ts';

/** More header packets than any codec has. */
const MAX_HEADERS = 256;
/** Seconds that lost pages may hold: more is a position that is damaged itself. */
const MAX_GAP_SECONDS = 60;

/** A logical stream: one link of a chain, or all of a file. */
export class OggStream implements Track {
  readonly codec: Codec;
  readonly packets: AsyncIterable<Packet>;
  /** The page of the next link, met before this one said that it ends. */
  next: OggPage | undefined;
  readonly #serial: number;
  readonly #warnings: WarningList;

  private constructor(codec: Codec, first: OggPage, pages: AsyncGenerator<OggPage>, warnings: WarningList) {
    this.codec = codec;
    this.#serial = first.serial;
    this.#warnings = warnings;
    this.packets = placedPackets(codec, this.#ownPages(first, pages));
  }

  /** Starts the stream that `first` announces, with its headers read. @throws {BrokenAudio} */
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
    throw new BrokenAudio(`Expected at most ${MAX_HEADERS} ogg header packets, got more.`);
  }

  /** From the page on which sound starts to the last. */
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
  throw new BrokenAudio('Expected sound after the ogg headers, got none.');
}

/**
 * Packets where counting puts them. Pages state positions: the first and the last tell what is no sound, and one behind
 * lost pages how much is missing.
 */
async function* placedPackets(codec: Codec, pages: AsyncIterable<OggPage>): AsyncGenerator<Packet> {
  let timeline = new Timeline();
  /** From frames that are decoded to positions; undefined before the first sound. */
  let origin: number | undefined;
  let decoded = 0;
  let sequence = 0;
  for await (const page of pages) {
    const counts = page.packets.map((packet) => codec.framesIn(packet));
    const frames = counts.reduce((sum, count) => sum + count, 0);
    const hasPosition = frames > 0 && page.granule >= 0;
    let lead = 0;
    if (origin !== undefined && hasPosition && page.sequence > sequence + 1) {
      const gap = Math.max(0, page.granule - origin - frames - decoded);
      if (gap <= MAX_GAP_SECONDS * codec.sampleRate) {
        timeline.skip(gap);
        decoded += gap;
      }
    }
    if (origin === undefined && frames > 0) {
      // A song cut from the middle of a stream starts at a position above 0, one with its start cut below.
      origin = hasPosition && !page.isLast ? page.granule - frames : 0;
      lead = Math.min(frames, Math.max(0, -origin));
      timeline = new Timeline(codec.preSkip + lead);
    }
    decoded += frames;
    if (page.isLast && hasPosition && origin !== undefined) {
      const surplus = decoded - (page.granule - origin);
      if (surplus <= frames - lead) timeline.end = timeline.position + frames - Math.max(0, surplus);
    }
    sequence = page.sequence;
    for (let i = 0; i < counts.length; i++) yield timeline.place(page.packets[i], counts[i]);
  }
}
