/** Writes FLAC frames of every kind, also such as encoders seldom write. */
import { crc8 } from '../../src/audio/flac/crc.ts';
import { BitWriter } from './bit-writer.ts';

/** Coding of a channel. */
export interface Subframe {
  readonly kind: 'constant' | 'verbatim' | 'fixed' | 'lpc';
  readonly order?: number;
  /** Precision of a predictor's coefficients. */
  readonly precision?: number;
  /** Bits that are zero in each sample. */
  readonly wasted?: number;
  readonly partitionOrder?: number;
  /** Rice parameter; undefined: residuals uncoded. */
  readonly parameter?: number;
}

/** Ways in which two channels are made one from another. */
export const [LEFT_SIDE, SIDE_RIGHT, MID_SIDE] = [8, 9, 10];
const FIXED = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

/** A frame of the stream's own rate and width (RFC 9639). */
export function encodeFrame(
  samples: readonly number[][],
  bits: number,
  assignment: number,
  subframe: Subframe,
): Uint8Array {
  const out = new BitWriter();
  const length = samples[0].length;
  for (const [value, count] of [
    [0xfff8, 16],
    [7, 4],
    [0, 4],
    [assignment, 4],
    [0, 4],
    [0, 8],
    [length - 1, 16],
  ])
    out.write(value, count);
  const header = out.bytes();
  out.write(crc8(header, 0, header.length), 8);
  coded(samples, assignment).forEach((channel, i) => {
    const isSide = assignment === SIDE_RIGHT ? i === 0 : assignment >= 8 && i === 1;
    writeSubframe(out, channel, bits + (isSide ? 1 : 0), subframe);
  });
  const body = out.bytes();
  const frame = new Uint8Array(body.length + 2);
  frame.set(body);
  frame.set(checksumOf(body), body.length);
  return frame;
}

function coded(samples: readonly number[][], assignment: number): readonly number[][] {
  const [left, right] = samples;
  const side = right?.map((value, i) => left[i] - value);
  if (assignment === LEFT_SIDE) return [left, side];
  if (assignment === SIDE_RIGHT) return [side, right];
  if (assignment === MID_SIDE) return [left.map((value, i) => (value + right[i]) >> 1), side];
  return samples;
}

function writeSubframe(out: BitWriter, samples: readonly number[], bits: number, subframe: Subframe): void {
  const { kind, order = 0, wasted = 0, precision = 14 } = subframe;
  const type = { constant: 0, verbatim: 1, fixed: 8 + order, lpc: 31 + order }[kind];
  out.write(type, 7);
  out.write(wasted > 0 ? 1 : 0, 1);
  if (wasted > 0) out.write(1, wasted);
  const width = bits - wasted;
  const values = samples.map((value) => value / 2 ** wasted);
  const plain = { constant: 1, verbatim: samples.length, fixed: order, lpc: order }[kind];
  for (const value of values.slice(0, plain)) out.write(value, width);
  if (kind === 'constant' || kind === 'verbatim') return;
  const shift = kind === 'fixed' ? 0 : precision - 2;
  const coefficients = kind === 'fixed' ? FIXED[order] : predictorOf(order, precision);
  if (kind === 'lpc') {
    out.write(precision - 1, 4);
    out.write(shift, 5);
    for (const coefficient of coefficients) out.write(coefficient, precision);
  }
  const residual = values.slice(order).map((value, i) => {
    const sum = coefficients.reduce((total, factor, j) => total + factor * values[order + i - 1 - j], 0);
    return value - Math.floor(sum / 2 ** shift);
  });
  writeResidual(out, residual, order, samples.length, subframe);
}

/** Large numbers of both signs, so that sums are long. */
function predictorOf(order: number, precision: number): number[] {
  const largest = 2 ** (precision - 1) - 1;
  return Array.from({ length: order }, (_, i) => Math.round(largest * Math.cos(1.7 * i) * 0.8 ** i));
}

function writeResidual(
  out: BitWriter,
  residual: readonly number[],
  order: number,
  length: number,
  subframe: Subframe,
): void {
  const { partitionOrder = 0, parameter } = subframe;
  const size = length >> partitionOrder;
  out.write(1, 2);
  out.write(partitionOrder, 4);
  for (let part = 0; part < 1 << partitionOrder; part++) {
    const values = residual.slice(Math.max(0, part * size - order), (part + 1) * size - order);
    out.write(parameter ?? 31, 5);
    if (parameter === undefined) out.write(28, 5);
    for (const value of values) {
      if (parameter === undefined) out.write(value, 28);
      else writeRice(out, value < 0 ? -2 * value - 1 : 2 * value, parameter);
    }
  }
}

function writeRice(out: BitWriter, value: number, parameter: number): void {
  for (let zeros = Math.floor(value / 2 ** parameter); zeros > 0; zeros--) out.write(0, 1);
  out.write(1, 1);
  out.write(value % 2 ** parameter, parameter);
}

function checksumOf(bytes: Uint8Array): [number, number] {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x8005) & 0xffff : crc << 1;
  }
  return [crc >> 8, crc & 255];
}
