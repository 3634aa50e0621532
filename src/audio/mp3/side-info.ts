import type { BitReader } from '../bit-reader.ts';
import { type Division, longEnds } from './bands.ts';
import type { FrameHeader } from './frame.ts';

/** Side information of one channel's granule. */
export interface GranuleInfo {
  /** Bits of its scale factors and Huffman codes (part2_3_length). */
  readonly bits: number;
  /** Lines at which the regions end. */
  readonly ends: readonly [number, number, number];
  /** Huffman tables of the regions. */
  readonly tables: readonly number[];
  readonly smallTable: number;
  readonly globalGain: number;
  /** Coding of the scale factors (scalefac_compress). */
  readonly compression: number;
  readonly blockType: number;
  readonly division: Division;
  /** Subbands at the start that are a long block in any case. */
  readonly longSubbands: number;
  /** Gains of the three windows of short blocks (subblock_gain). */
  readonly windowGains: readonly number[];
  readonly isEmphasised: boolean;
  readonly isCoarse: boolean;
}

/** Side information of a frame, before its main data. */
export interface SideInfo {
  /** Bytes of its main data in earlier frames (main_data_begin). */
  readonly before: number;
  /** Reuse flags (scfsi) by channel: whether each of four groups of scale factors is that of the first granule. */
  readonly shared: readonly (readonly boolean[])[];
  /** Granules by granule and channel. */
  readonly granules: readonly (readonly GranuleInfo[])[];
}

const SHORT = 2;
const LINES = 576;
const LONG_SUBBANDS = 2;
const NO_GAINS = [0, 0, 0];

export function sideInfoBytes(header: FrameHeader): number {
  if (header.version === 1) return header.channels === 1 ? 17 : 32;
  return header.channels === 1 ? 9 : 17;
}

export function readSideInfo(bits: BitReader, header: FrameHeader): SideInfo {
  const isFirst = header.version === 1;
  const { channels } = header;
  const before = bits.unsigned(isFirst ? 9 : 8);
  bits.unsigned(isFirst ? (channels === 1 ? 5 : 3) : channels);
  const shared = [];
  for (let channel = 0; isFirst && channel < channels; channel++) {
    shared.push([
      bits.unsigned(1) === 1,
      bits.unsigned(1) === 1,
      bits.unsigned(1) === 1,
      bits.unsigned(1) === 1,
    ]);
  }
  const granules = [];
  for (let granule = 0; granule < (isFirst ? 2 : 1); granule++) {
    const infos = [];
    for (let channel = 0; channel < channels; channel++) infos.push(readGranule(bits, header));
    granules.push(infos);
  }
  return { before, shared, granules };
}

function readGranule(bits: BitReader, header: FrameHeader): GranuleInfo {
  const length = bits.unsigned(12);
  const pairs = bits.unsigned(9);
  const globalGain = bits.unsigned(8);
  const compression = bits.unsigned(header.version === 1 ? 4 : 9);
  const isSwitched = bits.unsigned(1) === 1;
  const blockType = isSwitched ? bits.unsigned(2) : 0;
  const isMixed = isSwitched && bits.unsigned(1) === 1;
  const tables = [bits.unsigned(5), bits.unsigned(5), isSwitched ? 0 : bits.unsigned(5)];
  const windowGains = isSwitched ? [bits.unsigned(3), bits.unsigned(3), bits.unsigned(3)] : NO_GAINS;
  const regions = isSwitched ? undefined : [bits.unsigned(4), bits.unsigned(3)];
  const isEmphasised = header.version === 1 && bits.unsigned(1) === 1;
  const isCoarse = bits.unsigned(1) === 1;
  const smallTable = bits.unsigned(1);
  const end = Math.min(LINES, 2 * pairs);
  const [first, second] = regions
    ? regionEnds(header.sampleRate, regions[0], regions[1])
    : [switchedEnd(header.sampleRate, blockType === SHORT && !isMixed), LINES];
  return {
    bits: length,
    ends: [Math.min(first, end), Math.min(second, end), end],
    tables,
    globalGain,
    compression,
    blockType,
    division: blockType === SHORT ? (isMixed ? 'mixed' : 'short') : 'long',
    longSubbands: isMixed ? LONG_SUBBANDS : 0,
    windowGains,
    isEmphasised,
    isCoarse,
    smallTable,
  };
}

function regionEnds(sampleRate: number, first: number, second: number): readonly [number, number] {
  const ends = longEnds(sampleRate);
  return [ends[first], ends[Math.min(ends.length - 1, first + second + 1)]];
}

/** End of the first of two regions: behind eight long bands or nine short ones. */
function switchedEnd(sampleRate: number, isShort: boolean): number {
  if (isShort) return sampleRate === 8_000 ? 72 : 36;
  return longEnds(sampleRate)[7];
}
