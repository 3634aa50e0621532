import { TonearmError } from '../../errors.ts';
import { BitReader } from '../bit-reader.ts';
import { SAMPLE_RATES } from './bands.ts';

/** AudioSpecificConfig: what the decoder needs before the first frame. */
export interface AacConfig {
  /** Index into `SAMPLE_RATES` of the core's rate: for high-efficiency AAC, half of the rate that the file states. */
  readonly rateIndex: number;
  /** 0 where the stream itself tells. */
  readonly channels: number;
  /** High-efficiency AAC: above the core, the spectrum is only described. */
  readonly hasSbr: boolean;
}

const TYPE_LC = 2;
const TYPE_MAIN = 1;
const TYPE_LTP = 4;
const TYPE_SBR = 5;
const TYPE_PS = 29;
/** Channels by configuration number; 0: described by a program config element. */
const CHANNELS = [0, 1, 2, 3, 4, 5, 6, 8];

/** Reads an AudioSpecificConfig (ISO/IEC 14496-3, section 1.6.2.1). @throws broken-audio unsupported-format */
export function parseAudioSpecificConfig(bytes: Uint8Array): AacConfig {
  if (bytes.length < 2)
    throw new TonearmError('broken-audio', `Expected an AAC configuration of 2 bytes, got ${bytes.length}.`);
  const padded = new Uint8Array(bytes.length + 8);
  padded.set(bytes);
  const bits = new BitReader(padded, 0, bytes.length);
  let type = readType(bits);
  const rateIndex = readRateIndex(bits);
  const channelCode = bits.unsigned(4);
  const hasSbr = type === TYPE_SBR || type === TYPE_PS;
  if (hasSbr) {
    readRateIndex(bits);
    type = readType(bits);
  }
  checkType(type);
  if (bits.unsigned(1) === 1)
    throw new TonearmError('unsupported-format', 'Expected AAC frames of 1,024 samples, got 960.');
  return { rateIndex, channels: channelsOf(channelCode), hasSbr };
}

/** @throws unsupported-format for a type that is not decoded here */
export function checkType(type: number): void {
  if (type === TYPE_LC || type === TYPE_MAIN || type === TYPE_LTP) return;
  throw new TonearmError(
    'unsupported-format',
    `Expected AAC-LC (object type 2) or high-efficiency AAC, got object type ${type}.`,
  );
}

/** @throws unsupported-format for a reserved configuration */
export function channelsOf(code: number): number {
  const channels = CHANNELS[code];
  if (channels === undefined)
    throw new TonearmError(
      'unsupported-format',
      `Expected an AAC channel configuration of 0 to 7, got ${code}.`,
    );
  return channels;
}

function readType(bits: BitReader): number {
  const type = bits.unsigned(5);
  return type === 31 ? 32 + bits.unsigned(6) : type;
}

function readRateIndex(bits: BitReader): number {
  const index = bits.unsigned(4);
  const found = index === 15 ? SAMPLE_RATES.indexOf(bits.unsigned(24)) : index;
  if (SAMPLE_RATES[found] === undefined)
    throw new TonearmError('unsupported-format', 'Expected AAC at a standard rate, got another.');
  return found;
}
