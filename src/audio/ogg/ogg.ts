import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Track, Tracks } from '../packet.ts';
import type { WarningList } from '../warning.ts';
import type { OggCodec } from './codec.ts';
import { codecBegunBy } from './codecs.ts';
import { type OggPage, readPages } from './pages.ts';
import { OggStream } from './stream.ts';

/** Number of pages read in search of audio: streams of video or pictures may be announced first. */
const MAX_FIRST_PAGES = 64;

/** A link of a chain, or all of a file. */
interface Link {
  readonly first: OggPage;
  readonly codec: OggCodec;
}

/** Ogg with Vorbis, Opus or FLAC; of several streams the first that is known. Of a chain each link is a track. */
export async function openOgg(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  const pages = readPages(source, 0, warnings);
  const link = await firstLink(pages);
  return { format: link.codec.format, tracks: chain(link, pages, warnings) };
}

async function* chain(
  first: Link,
  pages: AsyncGenerator<OggPage>,
  warnings: WarningList,
): AsyncGenerator<Track> {
  for (let link: Link | undefined = first; link; ) {
    const stream: OggStream = await OggStream.open(link.codec, link.first, pages, warnings);
    yield stream;
    link = (stream.next && (await linkOf(stream.next))) ?? (await nextLink(pages));
  }
}

async function firstLink(pages: AsyncGenerator<OggPage>): Promise<Link> {
  for (let count = 0; count < MAX_FIRST_PAGES; count++) {
    const { value: page, done } = await pages.next();
    if (done) break;
    const link = await linkOf(page);
    if (link) return link;
    if (!page.isFirst && count === 0)
      throw new TonearmError('broken-audio', 'Expected an ogg file from its start, got its middle.');
  }
  throw new TonearmError('unsupported-format', 'Expected ogg with vorbis, opus or flac, got none of these.');
}

/** Finds the next link of the chain, after the last page of this one. */
async function nextLink(pages: AsyncGenerator<OggPage>): Promise<Link | undefined> {
  for (let next = await pages.next(); !next.done; next = await pages.next()) {
    const link = await linkOf(next.value);
    if (link) return link;
  }
  return undefined;
}

async function linkOf(page: OggPage): Promise<Link | undefined> {
  const load = codecBegunBy(page);
  return load && { first: page, codec: await load() };
}
