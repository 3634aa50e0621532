import { TonearmError } from '../../errors.ts';
import type { AdpcmKind } from '../adpcm/adpcm.ts';
import { type ByteSource, sliceSource } from '../byte-source.ts';
import { latin1, viewOf } from '../bytes.ts';
import { type Chunk, chunksOf } from '../chunks.ts';
import { evenPackets } from '../even-packets.ts';
import { onlyTrack, type Tracks } from '../packet.ts';
import { type PcmLayout, pcmTracks } from '../pcm.ts';
import { unsupportedCoding } from '../unsupported-coding.ts';
import type { WarningList } from '../warning.ts';

/** Format tags. */
const PCM = 1;
const MICROSOFT_ADPCM = 2;
const FLOAT = 3;
const ALAW = 6;
const ULAW = 7;
const IMA_ADPCM = 0x11;
const MPEG = 0x50;
const MP3 = 0x55;
const EXTENSIBLE = 0xfffe;

const ENCODINGS: Record<number, PcmLayout['encoding']> = {
  [PCM]: 'signed',
  [FLOAT]: 'float',
  [ALAW]: 'alaw',
  [ULAW]: 'ulaw',
};
const ADPCM_KINDS: Record<number, AdpcmKind> = { [MICROSOFT_ADPCM]: 'microsoft', [IMA_ADPCM]: 'ima' };
const ADPCM_BLOCKS = 16;

/** A "fmt " chunk. */
interface WavFormat {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly blockBytes: number;
  readonly bits: number;
  readonly littleEndian: boolean;
}

/**
 * Sizes above this are unknown: writers to a pipe, which cannot seek, leave 0 or about the largest 31 or
 * 32-bit number.
 */
const UNKNOWN_SIZE = 0x7ff0_0000;

/** RIFF, RIFX (big-endian) and RF64 / BW64 wave files: integer, float, A-law, mu-law, ADPCM and MPEG audio. */
export async function openWav(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  const head = await source.read(0, 4);
  const littleEndian = latin1(head) !== 'RIFX';
  let format: WavFormat | undefined;
  let size64: number | undefined;
  for await (const chunk of chunksOf(source, littleEndian)) {
    if (chunk.id === 'ds64') size64 = await readDataSize64(source, chunk);
    if (chunk.id === 'fmt ') format = await readFormat(source, chunk, littleEndian);
    if (chunk.id !== 'data') continue;
    if (!format)
      throw new TonearmError(
        'broken-audio',
        'Expected a "fmt " chunk before the samples of the wav file, got none.',
      );
    const end = dataEnd(source, chunk, size64, warnings);
    return tracksOf(format, source, chunk.start, end, warnings);
  }
  throw new TonearmError('broken-audio', 'Expected a wav file with samples, got one without a "data" chunk.');
}

async function tracksOf(
  format: WavFormat,
  source: ByteSource,
  start: number,
  end: number,
  warnings: WarningList,
): Promise<Tracks> {
  const { tag, bits } = format;
  if (ADPCM_KINDS[tag]) return adpcmTracks(format, source, start, end);
  if (tag === MPEG || tag === MP3) {
    const { mpegTracks } = await import('../mp3/mp3.ts');
    return { format: 'wav', tracks: mpegTracks(sliceSource(source, start, end), warnings) };
  }
  const encoding = ENCODINGS[tag];
  if (!encoding) throw unsupportedCoding('wav', `0x${tag.toString(16)}`);
  // The container counts, not the valid bits: 12 valid bits are left-justified in 16.
  const bytesPerSample = Math.ceil(bits / 8);
  const isUnsigned = encoding === 'signed' && bytesPerSample === 1;
  const layout = { ...format, encoding: isUnsigned ? ('unsigned' as const) : encoding, bytesPerSample };
  return pcmTracks('wav', source, layout, start, end);
}

async function adpcmTracks(
  format: WavFormat,
  source: ByteSource,
  start: number,
  end: number,
): Promise<Tracks> {
  const { adpcmCodec } = await import('../adpcm/adpcm.ts');
  const codec = adpcmCodec({ ...format, kind: ADPCM_KINDS[format.tag] });
  const packets = evenPackets(source, start, end, ADPCM_BLOCKS * format.blockBytes, codec.framesInBytes);
  return { format: 'wav', tracks: onlyTrack(codec, packets) };
}

async function readDataSize64(source: ByteSource, chunk: Chunk): Promise<number | undefined> {
  const bytes = await source.read(chunk.start, chunk.start + 16);
  return bytes.length < 16 ? undefined : Number(viewOf(bytes).getBigUint64(8, true));
}

async function readFormat(source: ByteSource, chunk: Chunk, littleEndian: boolean): Promise<WavFormat> {
  const bytes = await source.read(chunk.start, chunk.start + Math.min(chunk.size, 40));
  if (bytes.length < 16)
    throw new TonearmError('broken-audio', `Expected a wav format of 16 bytes, got ${bytes.length}.`);
  const view = viewOf(bytes);
  const tag = view.getUint16(0, littleEndian);
  return {
    tag: tag === EXTENSIBLE && bytes.length >= 26 ? view.getUint16(24, littleEndian) : tag,
    channels: view.getUint16(2, littleEndian),
    sampleRate: view.getUint32(4, littleEndian),
    blockBytes: view.getUint16(12, littleEndian),
    bits: view.getUint16(14, littleEndian),
    littleEndian,
  };
}

function dataEnd(
  source: ByteSource,
  chunk: Chunk,
  size64: number | undefined,
  warnings: WarningList,
): number {
  const claimed = size64 !== undefined && chunk.size === 0xffff_ffff ? size64 : chunk.size;
  const held = source.size - chunk.start;
  if (claimed === 0 || (claimed > held && claimed >= UNKNOWN_SIZE)) return source.size;
  if (claimed > held) {
    warnings.add(
      'truncated',
      `The file ends early: its header speaks of ${claimed} bytes of sound, ${held} are there.`,
    );
  }
  return chunk.start + Math.min(claimed, held);
}
