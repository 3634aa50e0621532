import { crc8 } from './crc.ts';

/** FLAC frame header, RFC 9639 section 9.1. */
export interface FlacFrameHeader {
  /** Bytes of the header, its checksum included. */
  readonly bytes: number;
  /** Samples of each channel. */
  readonly blockSize: number;
  /** Frames before it, or samples where their sizes vary; and the same of the frame after it. */
  readonly number: number;
  readonly next: number;
  /** Hz; 0: as in the stream information. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Channel assignment as coded: channels less one, or the kind of stereo decorrelation from 8 on. */
  readonly assignment: number;
  /** 0: as in the stream information. */
  readonly bitsPerSample: number;
}

/** The longest header. */
export const MAX_HEADER_BYTES = 16;

const SAMPLE_RATES = [
  0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000,
];
const SAMPLE_SIZES = [0, 8, 12, undefined, 16, 20, 24, 32] as const;

/** The header at `at`, checked by its checksum; undefined where there is none. Reads up to 16 bytes. */
export function parseFrameHeader(bytes: Uint8Array, at: number): FlacFrameHeader | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8) return undefined;
  const blockCode = bytes[at + 2] >> 4;
  const rateCode = bytes[at + 2] & 15;
  const channelCode = bytes[at + 3] >> 4;
  const bitsPerSample = SAMPLE_SIZES[(bytes[at + 3] >> 1) & 7];
  const numberBytes = codedNumberBytes(bytes[at + 4]);
  if (blockCode === 0 || rateCode === 15 || channelCode > 10 || bitsPerSample === undefined) return undefined;
  if (bytes[at + 3] & 1 || numberBytes === 0) return undefined;
  const blockAt = at + 4 + numberBytes;
  const rateAt = blockAt + extraBlockBytes(blockCode);
  const checksumAt = rateAt + extraRateBytes(rateCode);
  if (crc8(bytes, at, checksumAt) !== bytes[checksumAt]) return undefined;
  const blockSize = blockSizeOf(bytes, blockAt, blockCode);
  const number = codedNumber(bytes, at + 4, numberBytes);
  const hasVaryingSizes = (bytes[at + 1] & 1) === 1;
  return {
    bytes: checksumAt + 1 - at,
    blockSize,
    number,
    next: number + (hasVaryingSizes ? blockSize : 1),
    sampleRate: sampleRateOf(bytes, rateAt, rateCode),
    channels: channelCode < 8 ? channelCode + 1 : 2,
    assignment: channelCode,
    bitsPerSample,
  };
}

/** Length of the frame or sample number, coded as UTF-8 is; 0 where it is no such code. */
function codedNumberBytes(lead: number): number {
  if (lead < 0x80) return 1;
  const ones = Math.clz32(~(lead << 24));
  return ones >= 2 && ones <= 7 ? ones : 0;
}

/** Up to 36 bits, six in each byte after the first. */
function codedNumber(bytes: Uint8Array, at: number, count: number): number {
  let value = count === 1 ? bytes[at] : bytes[at] & (0x7f >> count);
  for (let i = 1; i < count; i++) value = value * 64 + (bytes[at + i] & 63);
  return value;
}

function extraBlockBytes(code: number): number {
  return code === 6 ? 1 : code === 7 ? 2 : 0;
}

function extraRateBytes(code: number): number {
  return code === 12 ? 1 : code === 13 || code === 14 ? 2 : 0;
}

function blockSizeOf(bytes: Uint8Array, at: number, code: number): number {
  if (code === 1) return 192;
  if (code <= 5) return 576 << (code - 2);
  if (code === 6) return bytes[at] + 1;
  if (code === 7) return ((bytes[at] << 8) | bytes[at + 1]) + 1;
  return 256 << (code - 8);
}

function sampleRateOf(bytes: Uint8Array, at: number, code: number): number {
  if (code < 12) return SAMPLE_RATES[code];
  if (code === 12) return bytes[at] * 1_000;
  const value = (bytes[at] << 8) | bytes[at + 1];
  return code === 13 ? value : value * 10;
}
