import { INTEGER_PEAK_LIMIT } from '../check-sound.ts';
import type { Codec } from '../packet.ts';
import { FrameDecoder } from './frame.ts';
import { MAX_HEADER_BYTES, parseFrameHeader } from './frame-header.ts';
import { checkFlac, type FlacInfo } from './stream-info.ts';

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
    async createDecoder() {
      const frames = new FrameDecoder();
      return {
        decode(packet, emit) {
          const { plane, length } = frames.decode(packet, info);
          emit(plane, length);
        },
      };
    },
  };
}
