import { BadFrame } from '../bit-reader.ts';
import type { PacketDecoder } from '../packet-decoder.ts';
import { INTEGER_PEAK_LIMIT } from '../stream.ts';
import { checkFlac, fitsStream, parseStreamInfo } from './flac.ts';
import { decodeFrame } from './frame.ts';
import { MAX_HEADER_BYTES, parseFrameHeader } from './frame-header.ts';

/** Zero bytes that the bit reader may look ahead into. */
const PADDING = 8;

/** FLAC in a container: each packet is a frame. @throws {BrokenAudio} {UnsupportedFormat} */
export function createFlacDecoder(streamInfo: Uint8Array): PacketDecoder {
  const info = parseStreamInfo(streamInfo);
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
    decode(packet, emit) {
      const padded = new Uint8Array(packet.length + PADDING);
      padded.set(packet);
      const header = parseFrameHeader(padded, 0);
      if (!header || !fitsStream(header, info)) throw new BadFrame('Expected a flac frame.');
      const { planes } = decodeFrame(padded, 0, packet.length, header, info.bitsPerSample);
      emit((channel) => planes[channel], header.blockSize);
    },
  };
}
