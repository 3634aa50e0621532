import { TonearmError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteWindow } from '../byte-window.ts';
import { type Codec, onlyTrack, type Packet, type Tracks } from '../packet.ts';
import { Timeline } from '../timeline.ts';
import { unsupportedCoding } from '../unsupported-coding.ts';
import type { WarningList } from '../warning.ts';
import { parseBlock, parseBlockGroup, type WebmFrame } from './blocks.ts';
import { type ElementHead, MAX_HEAD_BYTES, parseHead } from './ebml.ts';
import { type AudioTrack, parseTracks } from './tracks.ts';

type LoadCodec = (track: AudioTrack, warnings: WarningList) => Promise<Codec>;

const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const BLOCK_GROUP = 0xa0;
const SIMPLE_BLOCK = 0xa3;
/** Elements that are entered, not skipped, so that their size may be unknown. */
const ENTERED = new Set([SEGMENT, CLUSTER]);

/** Largest description of tracks or block of sound. */
const MAX_ELEMENT_BYTES = 1 << 24;
/** "fLaC" and a block header come before STREAMINFO. */
const FLAC_STREAMINFO_OFFSET = 8;

const loadMpeg =
  (isLayer3: boolean): LoadCodec =>
  async ({ sampleRate, channels }) =>
    (await import('../mp3/codec.ts')).mpegCodec(sampleRate, channels, isLayer3);

const loadPcm =
  (encoding: 'integer' | 'float', littleEndian: boolean): LoadCodec =>
  async ({ sampleRate, channels, bitDepth }) => {
    const { pcmCodec } = await import('../pcm.ts');
    const bytesPerSample = Math.ceil(bitDepth / 8);
    const integer = bytesPerSample === 1 ? 'unsigned' : 'signed';
    const layout = { bytesPerSample, littleEndian, channels, sampleRate };
    return pcmCodec('webm', { ...layout, encoding: encoding === 'float' ? encoding : integer });
  };

const CODECS: Record<string, LoadCodec> = {
  'A_MPEG/L3': loadMpeg(true),
  'A_MPEG/L2': loadMpeg(false),
  'A_PCM/INT/LIT': loadPcm('integer', true),
  'A_PCM/INT/BIG': loadPcm('integer', false),
  'A_PCM/FLOAT/IEEE': loadPcm('float', true),
  A_ALAC: async ({ codecPrivate }) => (await import('../alac/codec.ts')).alacCodec(codecPrivate),
  async A_AAC({ codecPrivate }, warnings) {
    const { aacCodec } = await import('../aac/decoder.ts');
    const { parseAudioSpecificConfig } = await import('../aac/config.ts');
    return aacCodec(parseAudioSpecificConfig(codecPrivate), warnings);
  },
  async A_OPUS({ codecPrivate }) {
    const { opusCodec, parseOpusHead } = await import('../opus/opus.ts');
    return opusCodec(parseOpusHead(codecPrivate));
  },
  async A_VORBIS({ codecPrivate }) {
    const { vorbisCodec } = await import('../vorbis/vorbis.ts');
    const [identification, , setup] = xiphHeaders(codecPrivate);
    return vorbisCodec(identification, setup);
  },
  async A_FLAC({ codecPrivate }) {
    const { flacCodec } = await import('../flac/codec.ts');
    const { parseStreamInfo } = await import('../flac/stream-info.ts');
    return flacCodec(parseStreamInfo(codecPrivate.subarray(FLAC_STREAMINFO_OFFSET)));
  },
};

/** WebM and Matroska: the first audio track of a known codec, read straight through. */
export async function openWebm(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  const window = new ByteWindow(source);
  const track = await findTrack(window);
  const codec = await CODECS[track.codec](track, warnings);
  const packets = placed(readFrames(window, track.number, warnings), codec, leadOf(track, codec));
  return { format: 'webm', tracks: onlyTrack(codec, packets) };
}

/** Opus states its own delay, to the sample. */
function leadOf({ codec, delaySeconds }: AudioTrack, { preSkip, sampleRate }: Codec): number {
  return codec === 'A_OPUS' || delaySeconds === undefined ? preSkip : Math.round(delaySeconds * sampleRate);
}

async function* placed(frames: AsyncIterable<WebmFrame>, codec: Codec, lead: number): AsyncGenerator<Packet> {
  const timeline = new Timeline(lead);
  for await (const { data, discardSeconds = 0 } of frames)
    yield timeline.place(data, codec.framesIn(data), Math.round(discardSeconds * codec.sampleRate));
}

async function findTrack(window: ByteWindow): Promise<AudioTrack> {
  for (let head = await nextHead(window); head; head = await nextHead(window)) {
    window.skip(head.headBytes);
    if (ENTERED.has(head.id)) continue;
    if (head.id === TRACKS) return chooseTrack(parseTracks(await readContents(window, head)));
    if (head.size === undefined) break;
    window.skip(head.size);
  }
  throw new TonearmError('broken-audio', 'Expected a webm file with tracks, got none.');
}

function chooseTrack(tracks: readonly AudioTrack[]): AudioTrack {
  const known = tracks.find((track) => track.codec in CODECS);
  if (known) return known;
  if (tracks.length > 0) throw unsupportedCoding('mka', tracks[0].codec);
  throw new TonearmError('unsupported-format', 'Expected webm with sound, got no sound.');
}

async function* readFrames(
  window: ByteWindow,
  track: number,
  warnings: WarningList,
): AsyncGenerator<WebmFrame> {
  while (window.remaining > 0) {
    const head = await nextHead(window);
    if (!head || (head.size === undefined && !ENTERED.has(head.id))) {
      warnings.add('damaged', 'Some of the webm data are damaged and were left out.');
      await skipToCluster(window);
      continue;
    }
    window.skip(head.headBytes);
    if (ENTERED.has(head.id)) continue;
    const size = head.size ?? 0;
    if (size > window.remaining) warnings.add('truncated', 'The file ends early, inside its webm data.');
    if (head.id === SIMPLE_BLOCK) yield* parseBlock(await readContents(window, head), track);
    else if (head.id === BLOCK_GROUP) yield* parseBlockGroup(await readContents(window, head), track);
    else window.skip(size);
  }
}

async function nextHead(window: ByteWindow): Promise<ElementHead | undefined> {
  await window.ensure(MAX_HEAD_BYTES);
  return parseHead(window.bytes, window.start, window.end);
}

/** The contents of the element whose head was just skipped; moves past them. Empty where cut off. */
async function readContents(window: ByteWindow, head: ElementHead): Promise<Uint8Array> {
  const size = head.size ?? 0;
  if (size > MAX_ELEMENT_BYTES)
    throw new TonearmError('broken-audio', `Expected webm blocks of 16 MB at most, got ${size} bytes.`);
  const isWhole = await window.ensure(size);
  const contents = isWhole ? window.bytes.slice(window.start, window.start + size) : new Uint8Array(0);
  window.skip(size);
  return contents;
}

async function skipToCluster(window: ByteWindow): Promise<void> {
  window.skip(1);
  while (await window.ensure(4)) {
    const view = new DataView(window.bytes.buffer);
    for (let at = window.start; at + 4 <= window.end; at++) {
      if (view.getUint32(at) !== CLUSTER) continue;
      window.skip(at - window.start);
      return;
    }
    window.skip(window.available - 3);
  }
  window.skip(window.remaining);
}

/** Three headers behind their count and the lengths of all but the last. */
function xiphHeaders(bytes: Uint8Array): Uint8Array[] {
  let at = 1;
  const lengths = [0, 0].map(() => {
    let length = 0;
    while (bytes[at] === 255) length += bytes[at++];
    return length + (bytes[at++] ?? 0);
  });
  if (bytes[0] !== 2 || at + lengths[0] + lengths[1] > bytes.length) {
    throw new TonearmError('broken-audio', 'Expected three vorbis headers in the webm track.');
  }
  const second = at + lengths[0];
  const third = second + lengths[1];
  return [bytes.slice(at, second), bytes.slice(second, third), bytes.slice(third)];
}
