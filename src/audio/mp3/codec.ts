import { checkSound, LOSSY_PEAK_LIMIT } from '../check-sound.ts';
import type { Codec } from '../packet.ts';
import { parseHeader } from './frame.ts';
import { createLayer3Decoder } from './layer3.ts';

/**
 * MPEG audio, layers I to III. A packet is a frame.
 * @param isLayer3 whether all frames are known to be of layer III
 */
export function mpegCodec(sampleRate: number, channels: number, isLayer3 = false): Codec {
  checkSound('mp3', sampleRate, channels);
  return {
    sampleRate,
    channels,
    planes: 2,
    isLossy: true,
    peakLimit: LOSSY_PEAK_LIMIT,
    preSkip: 0,
    framesIn: (packet) => parseHeader(packet, 0)?.samples ?? 0,
    createDecoder: async () =>
      isLayer3 ? createLayer3Decoder() : (await import('./mpg123.ts')).createMpegDecoder(),
  };
}
