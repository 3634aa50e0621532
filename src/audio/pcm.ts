import { TonearmError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { viewOf } from './bytes.ts';
import { checkSound, FLOAT_PEAK_LIMIT, INTEGER_PEAK_LIMIT } from './check-sound.ts';
import { evenPackets } from './even-packets.ts';
import { type Codec, onlyTrack, type Tracks } from './packet.ts';

/** Layout of uncompressed samples. */
export interface PcmLayout {
  /** `unsigned` is 8-bit wav; `alaw` and `ulaw` are G.711, one byte a sample. */
  readonly encoding: 'signed' | 'unsigned' | 'float' | 'alaw' | 'ulaw';
  /** Bytes of one sample of one channel: 1, 2, 3, 4 or 8. */
  readonly bytesPerSample: number;
  readonly littleEndian: boolean;
  readonly channels: number;
  readonly sampleRate: number;
}

type ReadSample = (view: DataView, offset: number) => number;

const FRAMES_PER_PACKET = 32_768;

/** The samples in bytes [start, end) of the source. */
export function pcmTracks(
  format: string,
  source: ByteSource,
  layout: PcmLayout,
  start: number,
  end: number,
): Tracks {
  const codec = pcmCodec(format, layout);
  const frameBytes = layout.bytesPerSample * layout.channels;
  const packets = evenPackets(source, start, end, FRAMES_PER_PACKET * frameBytes, (bytes) =>
    Math.floor(bytes / frameBytes),
  );
  return { format, tracks: onlyTrack(codec, packets) };
}

/** Plain samples; a packet is any number of frames. @throws broken-audio unsupported-format */
export function pcmCodec(format: string, layout: PcmLayout): Codec {
  const { sampleRate, channels, bytesPerSample, encoding } = layout;
  checkSound(format, sampleRate, channels);
  const read = sampleReader(format, layout);
  const framesIn = (packet: Uint8Array) => Math.floor(packet.length / (bytesPerSample * channels));
  return {
    sampleRate,
    channels,
    planes: channels,
    peakLimit: encoding === 'float' ? FLOAT_PEAK_LIMIT : INTEGER_PEAK_LIMIT,
    preSkip: 0,
    framesIn,
    createDecoder: async () => ({
      decode(packet, emit) {
        const planes = deinterleave(packet, framesIn(packet), layout, read);
        emit((channel) => planes[channel], planes[0].length);
      },
    }),
  };
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
  if (bytesPerSample === 0)
    throw new TonearmError('broken-audio', `Expected ${format} samples of 8 to 64 bits, got 0 bits.`);
  throw new TonearmError(
    'unsupported-format',
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
