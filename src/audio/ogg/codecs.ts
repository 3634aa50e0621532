/** The codecs that are known inside Ogg. */
import type { OggCodec } from './codec.ts';
import type { OggPage } from './pages.ts';

type LoadCodec = () => Promise<OggCodec>;

/** Bytes that open the first packet of each codec; a codec is loaded when its first song comes. */
const CODECS: readonly (readonly [string, LoadCodec])[] = [
  ['\x01vorbis', async () => (await import('../vorbis/ogg-vorbis.ts')).oggVorbis],
  ['OpusHead', async () => (await import('../opus/ogg-opus.ts')).oggOpus],
  ['\x7fFLAC', async () => (await import('../flac/ogg-flac.ts')).oggFlac],
];

/** The codec of the stream that the page begins; undefined where it begins none that is known here. */
export function codecBegunBy({ isFirst, packets }: OggPage): LoadCodec | undefined {
  if (!isFirst || packets.length === 0) return undefined;
  const head = String.fromCharCode(...packets[0].subarray(0, 8));
  return CODECS.find(([magic]) => head.startsWith(magic))?.[1];
}
