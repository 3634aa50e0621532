import { BrokenAudio, UnsupportedFormat } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { latin1, viewOf } from '../bytes.ts';
import { type Chunk, chunksOf } from '../chunks.ts';
import type { Tracks } from '../packet.ts';
import { type PcmLayout, pcmTracks } from '../pcm.ts';
import type { WarningList } from '../warning.ts';

const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;
const FORMAT_ALAW = 6;
const FORMAT_ULAW = 7;
const FORMAT_EXTENSIBLE = 0xfffe;

const ENCODINGS: Record<number, PcmLayout['encoding']> = {
  [FORMAT_PCM]: 'signed',
  [FORMAT_FLOAT]: 'float',
  [FORMAT_ALAW]: 'alaw',
  [FORMAT_ULAW]: 'ulaw',
};

/** Writers to a pipe, which cannot go back, leave 0 or about the largest 31 or 32-bit number as the size. */
const UNKNOWN_SIZE = 0x7ff0_0000;

/** RIFF, RIFX (big-endian) and RF64 / BW64 wave files: integer, float, A-law and mu-law. */
export async function openWav(source: ByteSource, warnings: WarningList): Promise<Tracks> {
  const head = await source.read(0, 4);
  const littleEndian = latin1(head) !== 'RIFX';
  let layout: PcmLayout | undefined;
  let size64: number | undefined;
  for await (const chunk of chunksOf(source, littleEndian)) {
    if (chunk.id === 'ds64') size64 = await readDataSize64(source, chunk);
    if (chunk.id === 'fmt ') layout = await readFormat(source, chunk, littleEndian);
    if (chunk.id !== 'data') continue;
    if (!layout)
      throw new BrokenAudio('Expected a "fmt " chunk before the samples of the wav file, got none.');
    const end = dataEnd(source, chunk, size64, warnings);
    return pcmTracks('wav', source, layout, chunk.start, end);
  }
  throw new BrokenAudio('Expected a wav file with samples, got one without a "data" chunk.');
}

async function readDataSize64(source: ByteSource, chunk: Chunk): Promise<number | undefined> {
  const bytes = await source.read(chunk.start, chunk.start + 16);
  return bytes.length < 16 ? undefined : Number(viewOf(bytes).getBigUint64(8, true));
}

async function readFormat(source: ByteSource, chunk: Chunk, littleEndian: boolean): Promise<PcmLayout> {
  const bytes = await source.read(chunk.start, chunk.start + Math.min(chunk.size, 40));
  if (bytes.length < 16) throw new BrokenAudio(`Expected a wav format of 16 bytes, got ${bytes.length}.`);
  const view = viewOf(bytes);
  const tag = view.getUint16(0, littleEndian);
  const bits = view.getUint16(14, littleEndian);
  const channels = view.getUint16(2, littleEndian);
  const format = tag === FORMAT_EXTENSIBLE && bytes.length >= 26 ? view.getUint16(24, littleEndian) : tag;
  const encoding = ENCODINGS[format];
  if (!encoding) {
    throw new UnsupportedFormat(
      `Expected a wav of PCM, float, A-law or mu-law, got format 0x${format.toString(16)}.`,
    );
  }
  // The container counts, not the valid bits: 12 valid bits are left-justified in 16.
  const bytesPerSample = Math.ceil(bits / 8);
  return {
    encoding: encoding === 'signed' && bytesPerSample === 1 ? 'unsigned' : encoding,
    bytesPerSample,
    littleEndian,
    channels,
    sampleRate: view.getUint32(4, littleEndian),
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
