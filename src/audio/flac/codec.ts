import { BadFrame } from '../bit-reader.ts';
import { INTEGER_PEAK_LIMIT } from '../check-sound.ts';
import type { Codec } from '../packet.ts';
import { decodeFrame } from './frame.ts';
import { MAX_HEADER_BYTES, parseFrameHeader } from './frame-header.ts';
import { checkFlac, type FlacInfo, fitsStream } from './stream-info.ts';

/** Zero bytes that the bit reader may look ahead into. */
const PADDING = 8;

/** FLAC of up to 24 bits, bit-exact. A packet is a frame. @throws broken-audio unsupported-format */
export function flacCodec(info: FlacInfo): Codec {
  checkFlac(info);
  return {
    sampleRate: info.sampleRate,
    channels: info.channels,
    planes: info.channels,
    peakLimit: INTEGER_PEAK_LIMIT,
    preSkip: 0,
    framesIn(packet) {
      const padded = new Uint8Array(MAX_HEADER_BYTES);
      padded.set(packet.subarray(0, MAX_HEADER_BYTES));
      return parseFrameHeader(padded, 0)?.blockSize ?? 0;
    },
    createDecoder: async () => ({
      decode(packet, emit) {
        const padded = new Uint8Array(packet.length + PADDING);
        padded.set(packet);
        const header = parseFrameHeader(padded, 0);
        if (!header || !fitsStream(header, info)) throw new BadFrame('Expected a flac frame.');
        const { planes } = decodeFrame(padded, 0, packet.length, header, info.bitsPerSample);
        emit((channel) => planes[channel], header.blockSize);
      },
    }),
  };
}
