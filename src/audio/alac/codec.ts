import { BadFrame, BitReader } from '../bit-reader.ts';
import { checkSound, INTEGER_PEAK_LIMIT } from '../check-sound.ts';
import type { Codec } from '../packet.ts';
import { type AlacConfig, parseAlacConfig } from './config.ts';
import { readResiduals } from './entropy.ts';
import { predict, sumUp } from './predictor.ts';

/** Kinds of elements of a packet. */
const SINGLE = 0;
const PAIR = 1;
const LOW_FREQUENCY = 3;
const DATA = 4;
const FILL = 6;
const END = 7;
const MAX_ELEMENTS = 64;
/** Bytes that the bit reader may read beyond the end. */
const PADDING = 8;

/** Header of an element, before its samples. */
interface ElementHead {
  readonly samples: number;
  /** Number of least significant bits of each sample that are stored uncoded. */
  readonly plainBits: number;
  readonly isUncompressed: boolean;
}

/** Linear predictor of one channel. */
interface Prediction {
  readonly isTwice: boolean;
  readonly shift: number;
  readonly tuningFactor: number;
  readonly coefficients: Int16Array;
}

/** Apple Lossless, bit-exact (after Apple's published reference). @throws broken-audio unsupported-format */
export function alacCodec(configuration: Uint8Array): Codec {
  const config = parseAlacConfig(configuration);
  const { sampleRate, channels, frameLength, bitDepth } = config;
  checkSound('ALAC', sampleRate, channels);
  return {
    sampleRate,
    channels,
    planes: channels,
    peakLimit: INTEGER_PEAK_LIMIT,
    preSkip: 0,
    framesIn(packet) {
      const bits = readerOf(packet);
      const kind = bits.unsigned(3);
      const isSound = kind === SINGLE || kind === PAIR || kind === LOW_FREQUENCY;
      return isSound ? Math.min(frameLength, readHead(bits, frameLength).samples) : frameLength;
    },
    createDecoder: async () => ({
      decode(packet, emit) {
        const planes = readPacket(readerOf(packet), config).map((plane) => toFloat(plane, bitDepth));
        if (planes.length !== channels)
          throw new BadFrame(`Expected ${channels} channels, got ${planes.length}.`);
        emit((channel) => planes[channel], planes[0].length);
      },
    }),
  };
}

function readerOf(packet: Uint8Array): BitReader {
  const padded = new Uint8Array(packet.length + PADDING);
  padded.set(packet);
  return new BitReader(padded, 0, packet.length);
}

function readPacket(bits: BitReader, config: AlacConfig): Int32Array[] {
  const planes: Int32Array[] = [];
  for (let count = 0; count < MAX_ELEMENTS; count++) {
    const kind = bits.unsigned(3);
    // Some encoders leave the end out.
    if (kind === END || bits.overrun) return planes;
    if (kind === SINGLE || kind === LOW_FREQUENCY) planes.push(...readElement(bits, config, 1));
    else if (kind === PAIR) planes.push(...readElement(bits, config, 2));
    else if (kind === DATA) skipData(bits);
    else if (kind === FILL) skipFill(bits);
    else throw new BadFrame('Expected a known kind of element.');
    if (planes.length >= config.channels) return planes;
  }
  throw new BadFrame('Expected the end of the packet.');
}

function readHead(bits: BitReader, frameLength: number): ElementHead {
  bits.unsigned(4 + 12);
  const isPartial = bits.unsigned(1) === 1;
  const plainBits = bits.unsigned(2) * 8;
  const isUncompressed = bits.unsigned(1) === 1;
  return { samples: isPartial ? bits.unsigned(32) : frameLength, plainBits, isUncompressed };
}

function readElement(bits: BitReader, config: AlacConfig, channels: number): Int32Array[] {
  const head = readHead(bits, config.frameLength);
  if (head.samples > config.frameLength || head.plainBits >= config.bitDepth)
    throw new BadFrame('Expected an element that fits the configuration.');
  return head.isUncompressed
    ? readPlain(bits, config.bitDepth, head.samples, channels)
    : readCoded(bits, config, channels, head);
}

/** Reads uncompressed samples, channel by channel. */
function readPlain(bits: BitReader, width: number, samples: number, channels: number): Int32Array[] {
  if (bits.position + samples * channels * width > bits.end) throw new BadFrame('Expected more samples.');
  const planes = Array.from({ length: channels }, () => new Int32Array(samples));
  for (let i = 0; i < samples; i++) for (const plane of planes) plane[i] = bits.signed(width);
  return planes;
}

function readCoded(bits: BitReader, config: AlacConfig, channels: number, head: ElementHead): Int32Array[] {
  const width = config.bitDepth - head.plainBits + channels - 1;
  if (width > 32) throw new BadFrame('Expected samples of 32 bits at most.');
  const mixBits = bits.unsigned(8);
  const mixWeight = bits.signed(8);
  const predictions = Array.from({ length: channels }, () => readPrediction(bits));
  const plain = new BitReader(bits.bytes);
  plain.position = bits.position;
  bits.position += head.plainBits * channels * head.samples;
  const planes = predictions.map((prediction) => readChannel(bits, config, head.samples, width, prediction));
  if (channels === 2 && mixWeight !== 0) unmix(planes[0], planes[1], mixBits, mixWeight);
  if (head.plainBits > 0) appendBits(planes, plain, head.plainBits);
  return planes;
}

function readPrediction(bits: BitReader): Prediction {
  const isTwice = bits.unsigned(4) !== 0;
  const shift = bits.unsigned(4);
  const tuningFactor = bits.unsigned(3);
  const coefficients = new Int16Array(bits.unsigned(5));
  for (let k = 0; k < coefficients.length; k++) coefficients[k] = bits.signed(16);
  return { isTwice, shift, tuningFactor, coefficients };
}

function readChannel(
  bits: BitReader,
  config: AlacConfig,
  count: number,
  width: number,
  { isTwice, shift, tuningFactor, coefficients }: Prediction,
): Int32Array {
  const samples = new Int32Array(count);
  readResiduals(bits, samples, { ...config, tuning: (config.tuning * tuningFactor) >> 2 }, width);
  if (isTwice) sumUp(samples, width);
  predict(samples, coefficients, width, shift);
  return samples;
}

/** Undoes the mid/side coding, in place. */
function unmix(first: Int32Array, second: Int32Array, mixBits: number, mixWeight: number): void {
  for (let i = 0; i < first.length; i++) {
    const left = first[i] + second[i] - (Math.imul(mixWeight, second[i]) >> mixBits);
    first[i] = left;
    second[i] = left - second[i];
  }
}

function appendBits(planes: readonly Int32Array[], plain: BitReader, width: number): void {
  for (let i = 0; i < planes[0].length; i++)
    for (const plane of planes) plane[i] = (plane[i] << width) | plain.unsigned(width);
}

function skipData(bits: BitReader): void {
  bits.unsigned(4);
  const isAligned = bits.unsigned(1) === 1;
  const short = bits.unsigned(8);
  const bytes = short === 255 ? 255 + bits.unsigned(8) : short;
  if (isAligned) bits.alignToByte();
  bits.position += bytes * 8;
}

function skipFill(bits: BitReader): void {
  const short = bits.unsigned(4);
  bits.position += 8 * (short === 15 ? 14 + bits.unsigned(8) : short);
}

function toFloat(samples: Int32Array, bitDepth: number): Float32Array {
  const plane = new Float32Array(samples.length);
  const scale = 2 ** (1 - bitDepth);
  for (let i = 0; i < plane.length; i++) plane[i] = samples[i] * scale;
  return plane;
}
