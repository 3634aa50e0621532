import { BadFrame, type BitReader } from '../bit-reader.ts';
import type { BandLayout } from './bands.ts';
import { SCALE_FACTOR_TABLE } from './codebook-tables.ts';
import { Codebook } from './huffman.ts';
import {
  EIGHT_SHORT,
  forEachBand,
  type IcsInfo,
  INTENSITY_OUT_OF_PHASE,
  NOISE_BAND,
  readIcsInfo,
  ZERO_BAND,
} from './ics-info.ts';
import { readSpectrum } from './spectrum.ts';
import { readTns, type TnsFilter } from './tns.ts';

/** One channel of one frame, after the bits are read. */
export interface Channel {
  readonly ics: IcsInfo;
  /** Codebook by group and band, `maxBand` a group. */
  readonly codebooks: Uint8Array;
  /** In quarters of powers of two, by group and band: gain, noise energy or intensity position. */
  readonly scaleFactors: Int16Array;
  readonly tns: readonly TnsFilter[];
  /** 1,024 lines; of short windows, one window after the other. */
  readonly spectrum: Float64Array;
}

interface Pulse {
  readonly line: number;
  readonly amplitude: number;
}

const MAX_SCALE_FACTOR = 255;
const NOISE_OFFSET = 90;
const FIRST_NOISE_BIAS = 256;
const scaleFactorBook = new Codebook(SCALE_FACTOR_TABLE);

/** Reads individual_channel_stream, dequantised. @throws BadFrame {OutOfBits} */
export function readChannel(bits: BitReader, bands: BandLayout, common: IcsInfo | undefined): Channel {
  const globalGain = bits.unsigned(8);
  const ics = common ?? readIcsInfo(bits, bands);
  const codebooks = readSections(bits, ics);
  const scaleFactors = readScaleFactors(bits, globalGain, codebooks);
  const pulses = bits.unsigned(1) === 1 ? readPulses(bits, ics) : [];
  const tns = bits.unsigned(1) === 1 ? readTns(bits, ics) : [];
  if (bits.unsigned(1) === 1) throw new BadFrame('Expected AAC-LC, got gain control.');
  const quantised = readSpectrum(bits, ics, codebooks);
  for (const { line, amplitude } of pulses) quantised[line] += quantised[line] > 0 ? amplitude : -amplitude;
  return {
    ics,
    codebooks,
    scaleFactors,
    tns,
    spectrum: dequantise(quantised, ics, codebooks, scaleFactors),
  };
}

function readSections(bits: BitReader, ics: IcsInfo): Uint8Array {
  const lengthBits = ics.sequence === EIGHT_SHORT ? 3 : 5;
  const escaped = (1 << lengthBits) - 1;
  const codebooks = new Uint8Array(ics.groups.length * ics.maxSfb);
  for (let group = 0; group < ics.groups.length; group++) {
    for (let band = 0; band < ics.maxSfb; ) {
      const codebook = bits.unsigned(4);
      if (codebook === 12 || bits.overrun) throw new BadFrame('Expected a known codebook.');
      let length = 0;
      let more: number;
      do {
        more = bits.unsigned(lengthBits);
        length += more;
      } while (more === escaped && !bits.overrun);
      if (band + length > ics.maxSfb) throw new BadFrame('Expected sections that fit the bands.');
      codebooks.fill(codebook, group * ics.maxSfb + band, group * ics.maxSfb + band + length);
      band += length;
    }
  }
  return codebooks;
}

function readScaleFactors(bits: BitReader, globalGain: number, codebooks: Uint8Array): Int16Array {
  const factors = new Int16Array(codebooks.length);
  let gain = globalGain;
  let position = 0;
  let noise = globalGain - NOISE_OFFSET;
  let isFirstNoise = true;
  for (let i = 0; i < codebooks.length; i++) {
    const codebook = codebooks[i];
    if (codebook === ZERO_BAND) continue;
    if (codebook >= INTENSITY_OUT_OF_PHASE) factors[i] = position += readDifference(bits);
    else if (codebook === NOISE_BAND) {
      noise += isFirstNoise ? bits.unsigned(9) - FIRST_NOISE_BIAS : readDifference(bits);
      isFirstNoise = false;
      factors[i] = noise;
    } else factors[i] = gain = checkGain(gain + readDifference(bits));
  }
  return factors;
}

function readDifference(bits: BitReader): number {
  return scaleFactorBook.read(bits) - 60;
}

function checkGain(gain: number): number {
  if (gain < 0 || gain > MAX_SCALE_FACTOR)
    throw new BadFrame(`Expected a scale factor of 0 to 255, got ${gain}.`);
  return gain;
}

function readPulses(bits: BitReader, ics: IcsInfo): Pulse[] {
  if (ics.sequence === EIGHT_SHORT) throw new BadFrame('Expected no pulses in short windows.');
  const count = bits.unsigned(2) + 1;
  let line = ics.offsets[bits.unsigned(6)] ?? 1024;
  return Array.from({ length: count }, () => {
    line += bits.unsigned(5);
    if (line >= 1024) throw new BadFrame('Expected pulses inside the spectrum.');
    return { line, amplitude: bits.unsigned(4) };
  });
}

/** sign(q) |q|^(4/3) 2^((factor - 100) / 4). */
function dequantise(
  quantised: Int16Array,
  ics: IcsInfo,
  codebooks: Uint8Array,
  scaleFactors: Int16Array,
): Float64Array {
  const spectrum = new Float64Array(1024);
  forEachBand(ics, (index, windowStarts, from, to) => {
    if (codebooks[index] === ZERO_BAND || codebooks[index] >= NOISE_BAND) return;
    const gain = 2 ** ((scaleFactors[index] - 100) / 4);
    for (const start of windowStarts) {
      for (let line = start + from; line < start + to; line++)
        spectrum[line] = power43(quantised[line]) * gain;
    }
  });
  return spectrum;
}

const POWER_43 = Float64Array.from({ length: 256 }, (_, value) => value ** (4 / 3));

function power43(value: number): number {
  const magnitude = value < 0 ? -value : value;
  const power = magnitude < 256 ? POWER_43[magnitude] : magnitude ** (4 / 3);
  return value < 0 ? -power : power;
}
