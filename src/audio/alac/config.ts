import { TonearmError } from '../../errors.ts';
import { viewOf } from '../bytes.ts';

/** ALACSpecificConfig: what the decoder needs before the first packet. */
export interface AlacConfig {
  /** Samples of a whole packet, of each channel. */
  readonly frameLength: number;
  readonly bitDepth: number;
  /** Parameters of the entropy coding: tuning, initial mean, and longest remainder. */
  readonly tuning: number;
  readonly initialMean: number;
  readonly maxRemainderBits: number;
  readonly channels: number;
  readonly sampleRate: number;
}

const CONFIG_BYTES = 24;
const BIT_DEPTHS = [16, 20, 24, 32];
/** Apple's encoder makes packets of 4,096. */
const MAX_FRAME_LENGTH = 1 << 16;

/** @throws broken-audio unsupported-format */
export function parseAlacConfig(bytes: Uint8Array): AlacConfig {
  if (bytes.length < CONFIG_BYTES)
    throw new TonearmError(
      'broken-audio',
      `Expected an ALAC configuration of 24 bytes, got ${bytes.length}.`,
    );
  const view = viewOf(bytes);
  const frameLength = view.getUint32(0);
  const bitDepth = bytes[5];
  if (bytes[4] !== 0 || !BIT_DEPTHS.includes(bitDepth))
    throw new TonearmError('unsupported-format', `Expected ALAC of 16, 20, 24 or 32 bits, got ${bitDepth}.`);
  if (frameLength < 1 || frameLength > MAX_FRAME_LENGTH)
    throw new TonearmError(
      'broken-audio',
      `Expected ALAC packets of 1 to 65,536 samples, got ${frameLength}.`,
    );
  return {
    frameLength,
    bitDepth,
    tuning: bytes[6],
    initialMean: bytes[7],
    maxRemainderBits: bytes[8],
    channels: bytes[9],
    sampleRate: view.getUint32(20),
  };
}
