import { end, isOverrun, position, signed, unary, unsigned } from '../../kernels/bits';
import { COEFFICIENTS } from './memory';
import { predict, predictWide } from './predict';
import { readResidual } from './residual';

const MAX_LPC_ORDER: i32 = 32;

/**
 * Decodes a channel's block of `length` samples of `bits` to `out` (RFC 9639, 9.2).
 * @returns false where it is damaged
 */
export function decodeSubframe(out: usize, length: i32, bits: i32): bool {
  if (unsigned(1) !== 0) return false;
  const type = <i32>unsigned(6);
  const wasted = unsigned(1) === 1 ? unary() + 1 : 0;
  const width = bits - wasted;
  if (width < 1 || !decodeByType(out, length, width, type)) return false;
  if (wasted > 0) widen(out, length, wasted);
  return !isOverrun();
}

function decodeByType(out: usize, length: i32, width: i32, type: i32): bool {
  if (type === 0) {
    const value = i32x4.splat(signed(width));
    for (let at = out, to = out + ((<usize>length) << 2); at < to; at += 16) v128.store(at, value);
    return true;
  }
  if (type === 1) return readPlain(out, length, width);
  if (type >= 8 && type <= 12) return decodeFixed(out, length, width, type - 8);
  if (type >= 32) return decodeLpc(out, length, width, type - 31);
  return false;
}

function readPlain(out: usize, count: i32, width: i32): bool {
  if (position + count * width > end) return false;
  for (let at = out, to = out + ((<usize>count) << 2); at < to; at += 4) store<i32>(at, signed(width));
  return true;
}

function decodeFixed(out: usize, length: i32, width: i32, order: i32): bool {
  if (order > length || !readPlain(out, order, width) || !readResidual(out, length, order)) return false;
  memory.fill(COEFFICIENTS, 0, 16);
  if (order === 0) return true;
  // Of (1 - z)^order, turned round: 1; 2, -1; 3, -3, 1; 4, -6, 4, -1.
  let coefficient = -1;
  for (let i = 1; i <= order; i++) {
    coefficient = (-coefficient * (order - i + 1)) / i;
    store<i32>(COEFFICIENTS + ((<usize>(i - 1)) << 2), coefficient);
  }
  predictBy(out, length, order, width, 0);
  return true;
}

function decodeLpc(out: usize, length: i32, width: i32, order: i32): bool {
  if (order > length || order > MAX_LPC_ORDER || !readPlain(out, order, width)) return false;
  const precision = <i32>unsigned(4) + 1;
  const shift = signed(5);
  if (precision === 16 || shift < 0) return false;
  memory.fill(COEFFICIENTS, 0, 16);
  for (let i = 0; i < order; i++) store<i32>(COEFFICIENTS + ((<usize>i) << 2), signed(precision));
  if (!readResidual(out, length, order)) return false;
  predictBy(out, length, order, width, shift);
  return true;
}

function predictBy(out: usize, length: i32, order: i32, width: i32, shift: i32): void {
  let largest: i64 = 0;
  for (let i = 0; i < order; i++) largest += abs<i64>(load<i32>(COEFFICIENTS + ((<usize>i) << 2)));
  if (largest << (<i64>width - 1) <= i32.MAX_VALUE) predict(out, length, order, shift);
  else predictWide(out, length, order, shift);
}

/** Restores wasted bits, all zero. */
function widen(out: usize, length: i32, wasted: i32): void {
  for (let at = out, to = out + ((<usize>length) << 2); at < to; at += 16) {
    v128.store(at, i32x4.shl(v128.load(at), wasted));
  }
}
