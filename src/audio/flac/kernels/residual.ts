import { end, isOverrun, moveTo, peek, position, signed, unary, unsigned } from '../../kernels/bits';

/** Bits of one look-ahead. */
const LOOK: u64 = 57;
/** Rice parameters up to which four codes mostly fit into a look-ahead, and two. */
const FOUR: u32 = 11;
const TWO: u32 = 25;

/**
 * Reads the coded residual of a block of `length` samples at `out`, whose first `order` are known (RFC 9639, 9.2.7).
 * @returns false where it is damaged
 */
export function readResidual(out: usize, length: i32, order: i32): bool {
  const method = unsigned(2);
  if (method > 1) return false;
  const parameterBits = method === 0 ? 4 : 5;
  const partitionOrder = unsigned(4);
  const size = length >> partitionOrder;
  if (size << partitionOrder !== length || size < order) return false;
  for (let from = order, to = size; to <= length; from = to, to += size) {
    const parameter = unsigned(parameterBits);
    const first = out + ((<usize>from) << 2);
    const last = out + ((<usize>to) << 2);
    if (parameter === (1 << parameterBits) - 1) readPlain(first, last);
    else readRice(first, last, parameter);
    if (isOverrun()) return false;
  }
  return true;
}

function readPlain(out: usize, to: usize): void {
  const width = unsigned(5);
  for (; out < to && !isOverrun(); out += 4) store<i32>(out, signed(width));
}

/** Rice code: a number of zeros, a one, and `parameter` further bits. */
function readRice(out: usize, to: usize, parameter: u32): void {
  const first = out;
  while (out < to && !isOverrun()) {
    if (parameter <= FOUR) out = readFours(out, to, parameter);
    else if (parameter <= TWO) out = readTwos(out, to, parameter);
    if (out >= to) break;
    const quotient = unary();
    store<u32>(out, (quotient << parameter) | unsigned(parameter));
    out += 4;
  }
  fold(first, to);
}

/**
 * Reads Rice codes four at a time, while four fit into one look-ahead.
 * @returns address of the next residual
 */
function readFours(out: usize, to: usize, parameter: u64): usize {
  const most = LOOK - 4 * (parameter + 1);
  let at = position;
  for (; out + 16 <= to && at <= end; out += 16) {
    const bits0 = peek(at);
    const zeros0 = clz(bits0);
    const bits1 = after(bits0, zeros0, parameter);
    const zeros1 = clz(bits1);
    const bits2 = after(bits1, zeros1, parameter);
    const zeros2 = clz(bits2);
    const bits3 = after(bits2, zeros2, parameter);
    const zeros3 = clz(bits3);
    const zeros = zeros0 + zeros1 + zeros2 + zeros3;
    if (zeros > most) break;
    at += <i32>(zeros + 4 * (parameter + 1));
    store<u32>(out, codedValue(bits0, zeros0, parameter));
    store<u32>(out, codedValue(bits1, zeros1, parameter), 4);
    store<u32>(out, codedValue(bits2, zeros2, parameter), 8);
    store<u32>(out, codedValue(bits3, zeros3, parameter), 12);
  }
  moveTo(at);
  return out;
}

/** Reads Rice codes two at a time, otherwise as `readFours`. */
function readTwos(out: usize, to: usize, parameter: u64): usize {
  const most = LOOK - 2 * (parameter + 1);
  let at = position;
  for (; out + 8 <= to && at <= end; out += 8) {
    const bits0 = peek(at);
    const zeros0 = clz(bits0);
    const bits1 = after(bits0, zeros0, parameter);
    const zeros1 = clz(bits1);
    const zeros = zeros0 + zeros1;
    if (zeros > most) break;
    at += <i32>(zeros + 2 * (parameter + 1));
    store<u32>(out, codedValue(bits0, zeros0, parameter));
    store<u32>(out, codedValue(bits1, zeros1, parameter), 4);
  }
  moveTo(at);
  return out;
}

function after(bits: u64, zeros: u64, parameter: u64): u64 {
  return bits << (zeros + parameter + 1);
}

/** The one before the rest counts as another zero. */
function codedValue(bits: u64, zeros: u64, parameter: u64): u32 {
  return <u32>(((bits << zeros) >> (63 - parameter)) + ((zeros - 1) << parameter));
}

/** Zigzag decoding: 0, 1, 2, 3 stand for 0, -1, 1, -2. */
function fold(out: usize, to: usize): void {
  const one = i32x4.splat(1);
  let at = out;
  for (; at + 16 <= to; at += 16) {
    const values = v128.load(at);
    v128.store(at, v128.xor(i32x4.shr_u(values, 1), i32x4.neg(v128.and(values, one))));
  }
  for (; at < to; at += 4) {
    const value = load<u32>(at);
    store<i32>(at, <i32>(value >> 1) ^ -(<i32>value & 1));
  }
}
