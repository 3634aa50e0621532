import { BrokenAudio, UnsupportedFormat } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { viewOf } from './bytes.ts';
import {
  checkSound,
  FLOAT_PEAK_LIMIT,
  INTEGER_PEAK_LIMIT,
  type PlacedBlock,
  type SoundStream,
  type Span,
} from './stream.ts';

/** How uncompressed samples lie in bytes. */
export interface PcmLayout {
  /** `unsigned` is 8-bit wav; `alaw` and `ulaw` are G.711, one byte a sample. */
  encoding: 'signed' | 'unsigned' | 'float' | 'alaw' | 'ulaw';
  /** Of one sample of one channel: 1, 2, 3, 4 or 8. */
  bytesPerSample: number;
  littleEndian: boolean;
  channels: number;
  sampleRate: number;
}

type ReadSample = (view: DataView, offset: number) => number;

const FRAMES_PER_BLOCK = 32_768;

/** Streams the samples in bytes [start, end) of the source. */
export function pcmStream(
  format: string,
  source: ByteSource,
  layout: PcmLayout,
  start: number,
  end: number,
): SoundStream {
  checkSound(format, layout.sampleRate, layout.channels);
  const read = sampleReader(format, layout);
  return {
    format,
    sampleRate: layout.sampleRate,
    channels: layout.channels,
    blocks: pcmBlocks(source, layout, read, start, end),
    peakLimit: layout.encoding === 'float' ? FLOAT_PEAK_LIMIT : INTEGER_PEAK_LIMIT,
    seek: {
      count: async () => Math.max(0, Math.floor((end - start) / (layout.bytesPerSample * layout.channels))),
      spans: (wanted) => pcmSpans(source, layout, read, start, wanted),
    },
  };
}

async function* pcmSpans(
  source: ByteSource,
  layout: PcmLayout,
  read: ReadSample,
  start: number,
  wanted: readonly Span[],
): AsyncGenerator<PlacedBlock> {
  const frameBytes = layout.bytesPerSample * layout.channels;
  for (const span of wanted) {
    const [from, to] = [start + span.start * frameBytes, start + span.end * frameBytes];
    let at = span.start;
    for await (const planes of pcmBlocks(source, layout, read, from, to)) {
      yield { at, planes };
      at += planes[0].length;
    }
  }
}

async function* pcmBlocks(
  source: ByteSource,
  layout: PcmLayout,
  read: ReadSample,
  start: number,
  end: number,
): AsyncGenerator<Float32Array[]> {
  const frameBytes = layout.bytesPerSample * layout.channels;
  for (let at = start; at + frameBytes <= end; ) {
    const bytes = await source.read(at, Math.min(end, at + FRAMES_PER_BLOCK * frameBytes));
    const frames = Math.floor(bytes.length / frameBytes);
    if (frames === 0) return;
    yield deinterleave(bytes, frames, layout, read);
    at += frames * frameBytes;
  }
}

function deinterleave(
  bytes: Uint8Array,
  frames: number,
  layout: PcmLayout,
  read: ReadSample,
): Float32Array[] {
  const view = viewOf(bytes);
  const { bytesPerSample, channels } = layout;
  return Array.from({ length: channels }, (_, channel) => {
    const plane = new Float32Array(frames);
    let offset = channel * bytesPerSample;
    for (let i = 0; i < frames; i++, offset += bytesPerSample * channels) plane[i] = read(view, offset);
    return plane;
  });
}

function sampleReader(format: string, { encoding, bytesPerSample, littleEndian: le }: PcmLayout): ReadSample {
  const readers: Record<string, ReadSample> = {
    unsigned1: (view, at) => (view.getUint8(at) - 128) / 128,
    signed1: (view, at) => view.getInt8(at) / 128,
    signed2: (view, at) => view.getInt16(at, le) / 32_768,
    signed3: (view, at) => readInt24(view, at, le) / 8_388_608,
    signed4: (view, at) => view.getInt32(at, le) / 2_147_483_648,
    float4: (view, at) => view.getFloat32(at, le),
    float8: (view, at) => view.getFloat64(at, le),
    alaw1: (view, at) => ALAW[view.getUint8(at)],
    ulaw1: (view, at) => ULAW[view.getUint8(at)],
  };
  const reader = readers[encoding + bytesPerSample];
  if (reader) return reader;
  const got = `${bytesPerSample * 8}-bit ${encoding}`;
  if (bytesPerSample === 0) throw new BrokenAudio(`Expected ${format} samples of 8 to 64 bits, got 0 bits.`);
  throw new UnsupportedFormat(
    `Expected ${format} samples of 8, 16, 24, 32 or float 32, 64 bits, got ${got}.`,
  );
}

function readInt24(view: DataView, at: number, littleEndian: boolean): number {
  return littleEndian
    ? (view.getInt8(at + 2) << 16) | view.getUint16(at, true)
    : (view.getInt8(at) << 16) | view.getUint16(at + 1, false);
}

/** ITU-T G.711 A-law: sign, 3 bits of exponent, 4 of mantissa, every even bit inverted. */
const ALAW = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 15) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return (bits & 128 ? magnitude : -magnitude) / 32_768;
});

/** ITU-T G.711 mu-law: as above with a bias of 132 and all bits inverted. */
const ULAW = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = ~code;
  const magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return (bits & 128 ? -magnitude : magnitude) / 32_768;
});
