import { BadFrame, type BitReader, OutOfBits } from '../bit-reader.ts';

/** Parameters of the adaptive Golomb code. */
export interface CodeParameters {
  readonly tuning: number;
  readonly initialMean: number;
  readonly maxRemainderBits: number;
}

/** Means are kept in units of 1 / 512. */
const MEAN_SHIFT = 9;
/** Mean below which runs of zeros are coded, in 1/512. */
const RUN_MEAN = 128;
const MAX_MEAN = 0xffff;
/** Longest prefix of ones; beyond it the value follows uncoded. */
const MAX_PREFIX = 9;
const RUN_BITS = 16;

/**
 * Reads residuals: each is coded by a parameter that follows the mean of those before.
 * @param valueBits of a residual that stands as it is
 * @throws BadFrame {OutOfBits}
 */
export function readResiduals(
  bits: BitReader,
  out: Int32Array,
  { tuning, initialMean, maxRemainderBits }: CodeParameters,
  valueBits: number,
): void {
  let mean = initialMean;
  let afterRun = 0;
  for (let i = 0; i < out.length; ) {
    const parameter = Math.min(31 - Math.clz32((mean >>> MEAN_SHIFT) + 3), maxRemainderBits);
    const code = readCode(bits, 2 ** parameter - 1, parameter, valueBits);
    const value = code + afterRun;
    // The least significant bit is the sign.
    out[i++] = value & 1 ? -((value + 1) / 2) : value / 2;
    mean = code > MAX_MEAN ? MAX_MEAN : tuning * value + mean - ((tuning * mean) >>> MEAN_SHIFT);
    afterRun = 0;
    if (mean < RUN_MEAN && i < out.length) {
      const run = readRun(bits, mean, maxRemainderBits);
      if (i + run > out.length) throw new BadFrame('Expected a run of zeros inside the packet.');
      out.fill(0, i, i + run);
      i += run;
      afterRun = run < MAX_MEAN ? 1 : 0;
      mean = 0;
    }
    if (bits.overrun) throw new OutOfBits();
  }
}

function readRun(bits: BitReader, mean: number, maxRemainderBits: number): number {
  const parameter = Math.clz32(mean) - 24 + ((mean + 16) >> 6);
  const multiplier = (2 ** parameter - 1) & (2 ** maxRemainderBits - 1);
  return readCode(bits, multiplier, parameter, RUN_BITS);
}

/** Leading ones count multiples; a remainder follows, of which 0 and 1 are one bit shorter. */
function readCode(bits: BitReader, multiplier: number, parameter: number, valueBits: number): number {
  const ones = Math.clz32(~bits.peek32());
  if (ones >= MAX_PREFIX) {
    bits.position += MAX_PREFIX;
    return bits.unsigned(valueBits);
  }
  bits.position += ones + 1;
  const remainder = bits.unsigned(parameter);
  if (remainder >= 2) return ones * multiplier + remainder - 1;
  bits.position--;
  return ones * multiplier;
}
