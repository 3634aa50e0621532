import { BadFrame, type BitReader, OutOfBits } from '../bit-reader.ts';

const FIXED_COEFFICIENTS: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];
const MAX_LPC_ORDER = 32;

/**
 * Decodes one channel of a frame into `out` (RFC 9639 section 9.2).
 * @throws BadFrame {OutOfBits}
 */
export function decodeSubframe(bits: BitReader, out: Int32Array, bitsPerSample: number): void {
  if (bits.unsigned(1) !== 0) throw new BadFrame('Expected a subframe.');
  const type = bits.unsigned(6);
  const wasted = bits.unsigned(1) === 1 ? bits.unary() + 1 : 0;
  const width = bitsPerSample - wasted;
  if (width < 1) throw new BadFrame(`Expected a sample of some bits, got ${width}.`);
  decodeByType(bits, out, width, type);
  if (wasted > 0) for (let i = 0; i < out.length; i++) out[i] <<= wasted;
  if (bits.overrun) throw new OutOfBits();
}

function decodeByType(bits: BitReader, out: Int32Array, width: number, type: number): void {
  if (type === 0) out.fill(bits.signed(width));
  else if (type === 1) readWarmUp(bits, out, out.length, width);
  else if (type >= 8 && type <= 12) decodeFixed(bits, out, width, type - 8);
  else if (type >= 32) decodeLpc(bits, out, width, type - 31);
  else throw new BadFrame(`Expected a known kind of subframe, got ${type}.`);
}

function readWarmUp(bits: BitReader, out: Int32Array, count: number, width: number): void {
  if (bits.position + count * width > bits.end) throw new OutOfBits();
  for (let i = 0; i < count; i++) out[i] = bits.signed(width);
}

function decodeFixed(bits: BitReader, out: Int32Array, width: number, order: number): void {
  checkOrder(order, out.length);
  readWarmUp(bits, out, order, width);
  readResidual(bits, out, order);
  // The fourth-order sum of 24-bit samples still fits into 32 bits.
  predict(out, FIXED_COEFFICIENTS[order], 0, width + 4 <= 32);
}

function decodeLpc(bits: BitReader, out: Int32Array, width: number, order: number): void {
  checkOrder(order, out.length);
  readWarmUp(bits, out, order, width);
  const precision = bits.unsigned(4) + 1;
  const shift = bits.signed(5);
  if (precision === 16 || shift < 0)
    throw new BadFrame('Expected a predictor of a known precision and shift.');
  const coefficients = Array.from({ length: order }, () => bits.signed(precision));
  readResidual(bits, out, order);
  const sumBits = width + precision + 32 - Math.clz32(order - 1);
  predict(out, coefficients, shift, sumBits <= 32);
}

function checkOrder(order: number, length: number): void {
  if (order > length || order > MAX_LPC_ORDER)
    throw new BadFrame(`Expected at most ${length} warm-up samples.`);
}

/** Rice-coded residual of `out[order ..]` (section 9.2.7). */
function readResidual(bits: BitReader, out: Int32Array, order: number): void {
  const method = bits.unsigned(2);
  if (method > 1) throw new BadFrame(`Expected residual coding 0 or 1, got ${method}.`);
  const parameterBits = method === 0 ? 4 : 5;
  const partitionOrder = bits.unsigned(4);
  const partitionSize = out.length >> partitionOrder;
  if (partitionSize << partitionOrder !== out.length || partitionSize < order) {
    throw new BadFrame(`Expected partitions that fit ${out.length} samples.`);
  }
  for (let from = order, to = partitionSize; to <= out.length; from = to, to += partitionSize) {
    const parameter = bits.unsigned(parameterBits);
    if (parameter === (1 << parameterBits) - 1) readPlain(bits, out, from, to);
    else readRice(bits, out, from, to, parameter);
    if (bits.overrun) throw new OutOfBits();
  }
}

function readPlain(bits: BitReader, out: Int32Array, from: number, to: number): void {
  const width = bits.unsigned(5);
  for (let i = from; i < to; i++) out[i] = bits.signed(width);
}

function readRice(bits: BitReader, out: Int32Array, from: number, to: number, parameter: number): void {
  const complement = 32 - parameter;
  for (let i = from; i < to; i++) {
    const word = bits.peek32();
    const zeros = Math.clz32(word);
    let value: number;
    if (zeros + parameter < 32) {
      // Quotient and remainder lie in this word. A shift by 32 would be one by 0.
      const rest = parameter === 0 ? 0 : (word << (zeros + 1)) >>> complement;
      value = (zeros << parameter) | rest;
      bits.position += zeros + 1 + parameter;
    } else {
      value = (bits.unary() << parameter) | bits.unsigned(parameter);
    }
    out[i] = (value >>> 1) ^ -(value & 1);
  }
}

/** Adds to each residual what the samples before it predict. */
function predict(out: Int32Array, coefficients: readonly number[], shift: number, fitsInt32: boolean): void {
  if (fitsInt32) predictInt32(out, Int32Array.from(coefficients), shift);
  else predictWide(out, coefficients, shift);
}

function predictInt32(out: Int32Array, coefficients: Int32Array, shift: number): void {
  const order = coefficients.length;
  for (let i = order; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < order; j++) sum = (sum + Math.imul(coefficients[j], out[i - 1 - j])) | 0;
    out[i] += sum >> shift;
  }
}

/** Sums of 24-bit samples may need more than 32 bits, and always less than the 53 of a double. */
function predictWide(out: Int32Array, coefficients: readonly number[], shift: number): void {
  const order = coefficients.length;
  const scale = 2 ** -shift;
  for (let i = order; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < order; j++) sum += coefficients[j] * out[i - 1 - j];
    out[i] += Math.floor(sum * scale);
  }
}
