import { BadFrame, type BitReader } from '../bit-reader.ts';
import type { BandLayout } from './bands.ts';

/** Individual channel stream info (ics_info): how a frame is divided in time and frequency. */
export interface IcsInfo {
  /** 0: one long window. */
  readonly sequence: number;
  /** Eight short windows. */
  readonly isShort: boolean;
  /** 0: sine, 1: Kaiser-Bessel derived. */
  readonly shape: number;
  /** Bands that are coded. */
  readonly maxSfb: number;
  /** Windows in each group: all share scale factors. */
  readonly groups: readonly number[];
  /** First line of each band of one window. */
  readonly offsets: readonly number[];
  /** Bands that temporal noise shaping reaches. */
  readonly tnsBands: number;
}

const EIGHT_SHORT = 2;

/** Reads ics_info. @throws BadFrame */
export function readIcsInfo(bits: BitReader, bands: BandLayout): IcsInfo {
  bits.unsigned(1);
  const sequence = bits.unsigned(2);
  const shape = bits.unsigned(1);
  const isShort = sequence === EIGHT_SHORT;
  const maxSfb = bits.unsigned(isShort ? 4 : 6);
  const groups = isShort ? readGroups(bits) : [1];
  const offsets = isShort ? bands.short : bands.long;
  if (maxSfb >= offsets.length)
    throw new BadFrame(`Expected at most ${offsets.length - 1} bands, got ${maxSfb}.`);
  if (!isShort && bits.unsigned(1) === 1) throw new BadFrame('Expected AAC-LC, got a predicted spectrum.');
  return {
    sequence,
    isShort,
    shape,
    maxSfb,
    groups,
    offsets,
    tnsBands: isShort ? bands.tnsShort : bands.tnsLong,
  };
}

function readGroups(bits: BitReader): number[] {
  const groups = [1];
  for (let window = 1; window < 8; window++) {
    if (bits.unsigned(1) === 1) groups[groups.length - 1]++;
    else groups.push(1);
  }
  return groups;
}
