import { checkSound, LOSSY_PEAK_LIMIT } from '../check-sound.ts';
import type { Codec } from '../packet.ts';
import { parseHeader } from './frame.ts';
import { createMpegDecoder } from './mpg123.ts';

/** MPEG audio, layers I to III. A packet is a frame. */
export function mpegCodec(sampleRate: number, channels: number): Codec {
  checkSound('mp3', sampleRate, channels);
  return {
    sampleRate,
    channels,
    planes: 2,
    peakLimit: LOSSY_PEAK_LIMIT,
    preSkip: 0,
    framesIn: (packet) => parseHeader(packet, 0)?.samples ?? 0,
    createDecoder: createMpegDecoder,
  };
}
