/** ADPCM of wave files: differences of 4 bits, in independent blocks. */
import { TonearmError } from '../../errors.ts';
import { viewOf } from '../bytes.ts';
import { checkSound, INTEGER_PEAK_LIMIT } from '../check-sound.ts';
import type { Codec } from '../packet.ts';
import { decodeIma, imaFrames } from './ima.ts';
import { decodeMicrosoft, microsoftFrames } from './microsoft.ts';

export type AdpcmKind = 'microsoft' | 'ima';

export interface AdpcmLayout {
  readonly kind: AdpcmKind;
  readonly channels: number;
  readonly sampleRate: number;
  readonly blockBytes: number;
}

export interface AdpcmCodec extends Codec {
  /** Frames in a number of bytes of whole blocks, the last of which may be truncated. */
  framesInBytes(bytes: number): number;
}

const FULL_SCALE = 32_768;
const KINDS = {
  microsoft: { framesOf: microsoftFrames, decode: decodeMicrosoft },
  ima: { framesOf: imaFrames, decode: decodeIma },
};

/** Decoder of ADPCM; a packet is any number of blocks. @throws broken-audio for an invalid layout */
export function adpcmCodec({ kind, channels, sampleRate, blockBytes }: AdpcmLayout): AdpcmCodec {
  checkSound('ADPCM', sampleRate, channels);
  const { framesOf, decode } = KINDS[kind];
  const blockFrames = framesOf(blockBytes, channels);
  if (blockFrames < 1)
    throw new TonearmError('broken-audio', `Expected ADPCM in blocks with sound, got ${blockBytes} bytes.`);
  const framesInBytes = (bytes: number) =>
    Math.floor(bytes / blockBytes) * blockFrames + Math.max(0, framesOf(bytes % blockBytes, channels));
  return {
    sampleRate,
    channels,
    planes: channels,
    peakLimit: INTEGER_PEAK_LIMIT,
    preSkip: 0,
    framesIn: (packet) => framesInBytes(packet.length),
    framesInBytes,
    createDecoder: async () => ({
      decode(packet, emit) {
        for (let at = 0; at < packet.length; at += blockBytes) {
          const block = packet.subarray(at, at + blockBytes);
          const frames = framesOf(block.length, channels);
          if (frames < 1) return;
          const planes = Array.from({ length: channels }, () => new Int16Array(frames));
          decode(viewOf(block), planes);
          emit((channel) => Float32Array.from(planes[channel], (sample) => sample / FULL_SCALE), frames);
        }
      },
    }),
  };
}
