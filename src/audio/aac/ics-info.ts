import { BadFrame, type BitReader } from '../bit-reader.ts';
import type { BandLayout } from './bands.ts';

/** How a frame is cut in time and frequency (ics_info). */
export interface IcsInfo {
  /** 0: one long window. */
  readonly sequence: number;
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

/** Window sequence numbers. */
export const LONG_START = 1;
export const EIGHT_SHORT = 2;
export const LONG_STOP = 3;

/** Codebook numbers that stand for no code. */
export const ZERO_BAND = 0;
export const NOISE_BAND = 13;
export const INTENSITY_OUT_OF_PHASE = 14;
export const INTENSITY_IN_PHASE = 15;

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
  return { sequence, shape, maxSfb, groups, offsets, tnsBands: isShort ? bands.tnsShort : bands.tnsLong };
}

/** Calls back for each group and band with the lines of each of the group's windows. */
export function forEachBand(
  ics: IcsInfo,
  visit: (index: number, windowStarts: readonly number[], from: number, to: number) => void,
): void {
  let window = 0;
  ics.groups.forEach((length, group) => {
    const starts = Array.from({ length }, (_, i) => (window + i) * 128);
    for (let band = 0; band < ics.maxSfb; band++) {
      visit(group * ics.maxSfb + band, starts, ics.offsets[band], ics.offsets[band + 1]);
    }
    window += length;
  });
}

function readGroups(bits: BitReader): number[] {
  const groups = [1];
  for (let window = 1; window < 8; window++) {
    if (bits.unsigned(1) === 1) groups[groups.length - 1]++;
    else groups.push(1);
  }
  return groups;
}
