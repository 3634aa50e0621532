import { BadFrame, type BitReader } from '../bit-reader.ts';
import type { IcsInfo } from './ics-info.ts';

/** Temporal noise shaping: an all-pole filter along the lines of one window. */
export interface TnsFilter {
  /** First line and end, in the whole spectrum of the frame. */
  readonly from: number;
  readonly to: number;
  /** The filter runs from the last line to the first. */
  readonly isDownward: boolean;
  /** Coefficients of the denominator, without the leading 1. */
  readonly coefficients: readonly number[];
}

const MAX_ORDER_LONG = 20;
const MAX_ORDER_SHORT = 7;

/** Reads tns_data (ISO/IEC 14496-3, section 4.6.9). @throws BadFrame */
export function readTns(bits: BitReader, ics: IcsInfo): TnsFilter[] {
  const { isShort } = ics;
  const filters: TnsFilter[] = [];
  for (let window = 0; window < (isShort ? 8 : 1); window++) {
    const count = bits.unsigned(isShort ? 1 : 2);
    const resolution = count > 0 ? bits.unsigned(1) + 3 : 0;
    let top = ics.offsets.length - 1;
    for (let i = 0; i < count; i++) {
      const bottom = Math.max(0, top - bits.unsigned(isShort ? 4 : 6));
      const filter = readFilter(bits, isShort, resolution);
      const [from, to] = [bottom, top].map(
        (band) => window * 128 + ics.offsets[Math.min(band, ics.tnsBands, ics.maxSfb)],
      );
      if (filter && to > from) filters.push({ ...filter, from, to });
      top = bottom;
    }
  }
  return filters;
}

function readFilter(
  bits: BitReader,
  isShort: boolean,
  resolution: number,
): Pick<TnsFilter, 'isDownward' | 'coefficients'> | undefined {
  const order = bits.unsigned(isShort ? 3 : 5);
  if (order === 0) return undefined;
  if (order > (isShort ? MAX_ORDER_SHORT : MAX_ORDER_LONG))
    throw new BadFrame(`Expected a small filter, got order ${order}.`);
  const isDownward = bits.unsigned(1) === 1;
  const width = resolution - bits.unsigned(1);
  const reflections = Array.from({ length: order }, () => dequantise(bits.signed(width), resolution));
  return { isDownward, coefficients: toDirectForm(reflections) };
}

function dequantise(value: number, resolution: number): number {
  const half = 2 ** (resolution - 1) + (value < 0 ? 0.5 : -0.5);
  return Math.sin((value * Math.PI) / (2 * half));
}

/** Reflection coefficients to those of the polynomial, by the step-up recursion. */
function toDirectForm(reflections: readonly number[]): number[] {
  let polynomial: number[] = [];
  for (const reflection of reflections) {
    const before = polynomial;
    polynomial = before.map((value, i) => value + reflection * before[before.length - 1 - i]);
    polynomial.push(reflection);
  }
  return polynomial;
}
