import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { viewOf } from '../bytes.ts';
import { type Codec, onlyTrack, type Packet, type Tracks } from '../packet.ts';
import { Timeline } from '../timeline.ts';
import { unsupportedCoding } from '../unsupported-coding.ts';
import type { WarningList } from '../warning.ts';
import { boxType } from './boxes.ts';
import { defaultSampleSize, fragmentExtents } from './fragments.ts';
import { readExtents } from './read-extents.ts';
import type { SampleEntry } from './sample-entry.ts';
import { type Extent, sampleExtents } from './sample-table.ts';
import { parseSoundTracks, type SoundTrack } from './track.ts';

/** A box at the top level of the file. */
export interface TopBox {
  readonly type: string;
  readonly start: number;
  /** Offset of the contents, after the header. */
  readonly contents: number;
  readonly end: number;
}

type LoadCodec = (entry: SampleEntry, warnings: WarningList) => Promise<Codec>;

const loadMpeg: LoadCodec = async ({ sampleRate, channels }) =>
  (await import('../mp3/codec.ts')).mpegCodec(sampleRate, channels);

/** Codecs by the sample entry's type. To add one, add a line here and its header's box in `sample-entry.ts`. */
const CODECS: Record<string, LoadCodec> = {
  'mp4a.69': loadMpeg,
  'mp4a.6b': loadMpeg,
  '.mp3': loadMpeg,
  alac: async ({ config }) => (await import('../alac/codec.ts')).alacCodec(config.subarray(ALAC_OFFSET)),
  async mp4a({ config }, warnings) {
    const { aacCodec } = await import('../aac/decoder.ts');
    const { parseAudioSpecificConfig } = await import('../aac/config.ts');
    return aacCodec(parseAudioSpecificConfig(config), warnings);
  },
  async Opus({ config }) {
    const { opusCodec, parseOpusBox } = await import('../opus/opus.ts');
    return opusCodec(parseOpusBox(config));
  },
  async fLaC({ config }) {
    const { flacCodec } = await import('../flac/codec.ts');
    const { parseStreamInfo } = await import('../flac/stream-info.ts');
    return flacCodec(parseStreamInfo(config.subarray(FLAC_STREAMINFO_OFFSET)));
  },
};

/** Version and flags of the box. */
const ALAC_OFFSET = 4;
/** Version and flags of the box, and the header of the metadata block. */
const FLAC_STREAMINFO_OFFSET = 8;
/** Upper bound of top-level boxes: fragments of a second each, over days. */
const MAX_TOP_BOXES = 1 << 18;
/** Largest bytes of an index; that of a day of sound takes a tenth. */
const MAX_MOVIE_BYTES = 1 << 26;

/** MP4, M4A and QuickTime: the first sound track that is AAC, ALAC, MP3, Opus or FLAC; index at either end, or fragments. */
export async function openMp4(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  const { track, packets } = await mp4Packets(source, warnings);
  const codec = await CODECS[track.codec](track, warnings);
  const timeline = playedBy(track, codec);
  return { format: 'm4a', tracks: onlyTrack(codec, placed(packets, codec, timeline)) };
}

/** The bytes of the song's packets as they lie in the file, in order, and the track that they belong to. */
export async function mp4Packets(
  source: ByteSource,
  warnings: WarningList,
): Promise<{ track: SoundTrack; packets: AsyncGenerator<Uint8Array> }> {
  const movie = await readMovie(source);
  const track = chooseTrack(parseSoundTracks(movie));
  return { track, packets: readExtents(source, extentsOf(source, movie, track), warnings) };
}

async function* placed(
  packets: AsyncIterable<Uint8Array>,
  codec: Codec,
  timeline: Timeline,
): AsyncGenerator<Packet> {
  for await (const data of packets) yield timeline.place(data, codec.framesIn(data));
}

async function readMovie(source: ByteSource): Promise<DataView> {
  for await (const box of topBoxes(source)) {
    if (box.type !== 'moov') continue;
    if (box.end - box.contents > MAX_MOVIE_BYTES)
      throw new TonearmError('broken-audio', 'Expected an mp4 index of 64 MB at most, got more.');
    return readContents(source, box);
  }
  throw new TonearmError('broken-audio', 'Expected an mp4 file with its index (moov), got one without.');
}

function chooseTrack(tracks: readonly SoundTrack[]): SoundTrack {
  const known = tracks.find((track) => track.codec in CODECS);
  if (known) return known;
  if (tracks.length > 0) throw unsupportedCoding('mp4', tracks[0].codec);
  throw new TonearmError('unsupported-format', 'Expected mp4 with sound, got no sound.');
}

async function* extentsOf(source: ByteSource, movie: DataView, track: SoundTrack): AsyncGenerator<Extent> {
  yield* sampleExtents(movie, track.stbl);
  const defaultSize = defaultSampleSize(movie, track.id);
  for await (const box of topBoxes(source)) {
    if (box.type !== 'moof' || box.end - box.contents > MAX_MOVIE_BYTES) continue;
    yield* fragmentExtents(await readContents(source, box), box.start, track.id, defaultSize);
  }
}

/** Playable range from the edit list or the media's length. */
function playedBy({ startSeconds, playSeconds }: SoundTrack, { sampleRate, preSkip }: Codec): Timeline {
  const lead = startSeconds === undefined ? preSkip : Math.round(startSeconds * sampleRate);
  const shortened = startSeconds === undefined ? preSkip : 0;
  const total = playSeconds && Math.round(playSeconds * sampleRate) - shortened;
  return new Timeline(lead, total && total > 0 ? total : undefined);
}

/** The boxes at the top level, in order; what they hold is not read. */
export async function* topBoxes(source: ByteSource): AsyncGenerator<TopBox> {
  let at = 0;
  for (let count = 0; at + 8 <= source.size && count < MAX_TOP_BOXES; count++) {
    const head = await source.read(at, at + 16);
    const view = viewOf(head);
    const short = view.getUint32(0);
    const isLarge = short === 1 && head.length >= 16;
    const size = isLarge ? Number(view.getBigUint64(8)) : short === 0 ? source.size - at : short;
    const headBytes = isLarge ? 16 : 8;
    if (size < headBytes) return;
    const end = Math.min(at + size, source.size);
    yield { type: boxType(view, 4), start: at, contents: Math.min(at + headBytes, end), end };
    at += size;
  }
}

async function readContents(source: ByteSource, box: TopBox): Promise<DataView> {
  const bytes = await source.read(box.contents, box.end);
  return viewOf(bytes);
}
