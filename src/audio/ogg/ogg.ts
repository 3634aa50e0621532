import { BrokenAudio, UnsupportedFormat } from '../../errors.ts';
import { skipId3 } from '../id3.ts';
import type { Opener } from '../stream.ts';
import type { OggCodec } from './codec.ts';
import { type OggPage, readPages } from './pages.ts';
import { oggSound } from './sound.ts';

/** Bytes that open the first packet of each codec; a codec is loaded when its first song comes. */
const CODECS: readonly (readonly [string, () => Promise<OggCodec>])[] = [
  ['\x01vorbis', async () => (await import('../vorbis/ogg-vorbis.ts')).oggVorbis],
  ['OpusHead', async () => (await import('../opus/ogg-opus.ts')).oggOpus],
  ['\x7fFLAC', async () => (await import('../flac/ogg-flac.ts')).oggFlac],
];

/** Pages read in search of sound: a video's or a picture's streams may be announced first. */
const MAX_FIRST_PAGES = 64;

/** Ogg with Vorbis, Opus or FLAC; of several streams the first that is known. */
export const openOgg: Opener = async (source, warnings) => {
  const pages = readPages(source, await skipId3(source), warnings);
  const { first, codec } = await findSound(pages);
  return oggSound(codec, first, pages, warnings);
};

async function findSound(pages: AsyncGenerator<OggPage>): Promise<{ first: OggPage; codec: OggCodec }> {
  for (let count = 0; count < MAX_FIRST_PAGES; count++) {
    const { value: page, done } = await pages.next();
    if (done) break;
    const load = page.isFirst && page.packets.length > 0 ? codecOf(page.packets[0]) : undefined;
    if (load) return { first: page, codec: await load() };
    if (!page.isFirst && count === 0)
      throw new BrokenAudio('Expected an ogg file from its start, got its middle.');
  }
  throw new UnsupportedFormat('Expected ogg with vorbis, opus or flac, got none of these.');
}

function codecOf(packet: Uint8Array): (() => Promise<OggCodec>) | undefined {
  const head = String.fromCharCode(...packet.subarray(0, 8));
  return CODECS.find(([magic]) => head.startsWith(magic))?.[1];
}
