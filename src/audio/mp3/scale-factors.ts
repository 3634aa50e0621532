import type { BitReader } from '../bit-reader.ts';
import type { Bands, Division } from './bands.ts';
import type { GranuleInfo } from './side-info.ts';

/** Scale factors of a channel's granule, in the order of coding. */
export interface ScaleFactors {
  readonly values: Uint8Array;
  /** Value of each band that stands for "no intensity position". */
  readonly limits: Uint8Array;
  /** Whether the pretab values are added to the highest bands, as the coding implies (MPEG 2). */
  isEmphasised: boolean;
}

/** Upper bound of scale factors in a granule. */
const MAX_BANDS = 40;
/** Bits of the lower and of the upper bands, in MPEG 1. */
const BITS: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, 1],
  [0, 2],
  [0, 3],
  [3, 0],
  [1, 1],
  [1, 2],
  [1, 3],
  [2, 1],
  [2, 2],
  [2, 3],
  [3, 1],
  [3, 2],
  [3, 3],
  [4, 2],
  [4, 3],
];
/** Ends of the groups that a second granule may share, in MPEG 1's long blocks. */
const GROUP_ENDS = [6, 11, 16, 21];
/** Number of values with the bits of the lower bands, and with those of the upper, in MPEG 1. */
const COUNTS: Readonly<Record<Division, readonly [number, number]>> = {
  long: [11, 10],
  short: [18, 18],
  mixed: [17, 18],
};
/** Number of values in each of four groups, by their coding and the division, in MPEG 2. */
const GROUPS: Readonly<Record<Division, readonly (readonly number[])[]>> = {
  long: [
    [6, 5, 5, 5],
    [6, 5, 7, 3],
    [11, 10, 0, 0],
    [7, 7, 7, 0],
    [6, 6, 6, 3],
    [8, 8, 5, 0],
  ],
  short: [
    [9, 9, 9, 9],
    [9, 9, 12, 6],
    [18, 18, 0, 0],
    [12, 12, 12, 0],
    [12, 9, 9, 6],
    [15, 12, 9, 0],
  ],
  mixed: [
    [6, 9, 9, 9],
    [6, 9, 12, 6],
    [15, 18, 0, 0],
    [6, 15, 12, 0],
    [6, 12, 9, 6],
    [6, 18, 9, 0],
  ],
};
const NO_PLACE_IN_MPEG_1 = 7;

export function createScaleFactors(): ScaleFactors {
  return {
    values: new Uint8Array(MAX_BANDS),
    limits: new Uint8Array(MAX_BANDS).fill(NO_PLACE_IN_MPEG_1),
    isEmphasised: false,
  };
}

/** @param shared groups that stay as they are, of the second granule of a frame */
export function readScaleFactors(
  bits: BitReader,
  info: GranuleInfo,
  shared: readonly boolean[],
  { values }: ScaleFactors,
): void {
  const [low, high] = BITS[info.compression];
  const [lower, upper] = COUNTS[info.division];
  values.fill(0, lower + upper);
  if (info.division !== 'long') {
    for (let i = 0; i < lower + upper; i++) values[i] = bits.unsigned(i < lower ? low : high);
    return;
  }
  let i = 0;
  for (let group = 0; group < GROUP_ENDS.length; group++) {
    if (shared[group]) {
      i = GROUP_ENDS[group];
      continue;
    }
    for (; i < GROUP_ENDS[group]; i++) values[i] = bits.unsigned(i < lower ? low : high);
  }
}

/**
 * Reads scale factors of MPEG 2 and 2.5.
 * @param isPlace whether they are of the right channel and say where its sound lies
 */
export function readScaleFactors2(
  bits: BitReader,
  info: GranuleInfo,
  isPlace: boolean,
  factors: ScaleFactors,
): void {
  const [way, sizes] = isPlace ? storedPlaces(info.compression >> 1) : stored(info.compression);
  const counts = GROUPS[info.division][way];
  factors.isEmphasised = way === 2;
  let i = 0;
  for (let group = 0; group < counts.length; group++) {
    const size = sizes[group];
    for (let left = counts[group]; left > 0; left--, i++) {
      factors.values[i] = bits.unsigned(size);
      factors.limits[i] = 2 ** size - 1;
    }
  }
  factors.values.fill(0, i);
  factors.limits.fill(0, i);
}

/** Coding of the scale factors in MPEG 2, and the bits of each group. */
function stored(code: number): readonly [way: number, sizes: readonly number[]] {
  if (code < 400) return [0, [Math.floor((code >> 4) / 5), (code >> 4) % 5, (code >> 2) & 3, code & 3]];
  if (code < 500) {
    const rest = code - 400;
    return [1, [Math.floor((rest >> 2) / 5), (rest >> 2) % 5, rest & 3, 0]];
  }
  const rest = code - 500;
  return [2, [Math.floor(rest / 3), rest % 3, 0, 0]];
}

function storedPlaces(code: number): readonly [way: number, sizes: readonly number[]] {
  if (code < 180) return [3, [Math.floor(code / 36), Math.floor((code % 36) / 6), code % 6, 0]];
  if (code < 244) {
    const rest = code - 180;
    return [4, [rest >> 4, (rest >> 2) & 3, rest & 3, 0]];
  }
  const rest = code - 244;
  return [5, [Math.floor(rest / 3), rest % 3, 0, 0]];
}

/** Values added to the bands of long blocks if preflag is set (pretab). */
const EMPHASIS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 2, 0];
/** 2 to the power of a quarter of (i - OFFSET). */
const OFFSET = 512;
const QUARTERS = Float32Array.from({ length: 640 }, (_, i) => 2 ** ((i - OFFSET) / 4));
/** The gain that stands for 1. */
const UNITY = 210;

/** Sets the gain of each band. */
export function setGains(
  info: GranuleInfo,
  { values, isEmphasised }: ScaleFactors,
  bands: Bands,
  gains: Float32Array,
): void {
  const step = info.isCoarse ? 4 : 2;
  const emphasised = info.isEmphasised || isEmphasised;
  const base = OFFSET + info.globalGain - UNITY;
  const { long, widths } = bands;
  for (let band = 0; band < long; band++) {
    gains[band] = QUARTERS[base - step * (values[band] + (emphasised ? EMPHASIS[band] : 0))];
  }
  for (let band = long; band < widths.length; band++) {
    gains[band] = QUARTERS[base - 8 * info.windowGains[(band - long) % 3] - step * values[band]];
  }
}
