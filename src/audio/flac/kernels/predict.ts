/**
 * Linear prediction: adds to each residual at `out` the prediction from the `order` samples before it, by
 * COEFFICIENTS (newest first, padded with zeros). Four at a time: first the contribution of older samples to
 * all four, then one by one that of the newest three. Up to three samples beyond the block's end are
 * overwritten.
 */
import { COEFFICIENTS } from './memory';

/** Sums fit into 32 bits. */
export function predict(out: usize, length: i32, order: i32, shift: i32): void {
  const c1 = load<i32>(COEFFICIENTS);
  const c2 = load<i32>(COEFFICIENTS, 4);
  const c3 = load<i32>(COEFFICIENTS, 8);
  const oldest = (<usize>order) << 2;
  let at = out + oldest;
  let newest = load<i32>(at - 4);
  let second = load<i32>(at - 8);
  let third = load<i32>(at - 12);
  for (const to = out + ((<usize>length) << 2); at < to; at += 16) {
    let sums = i32x4.splat(0);
    for (let back: usize = 16; back <= oldest; back += 4) {
      const coefficient = v128.load32_splat(COEFFICIENTS - 4 + back);
      sums = i32x4.add(sums, i32x4.mul(v128.load(at - back), coefficient));
    }
    const a =
      load<i32>(at) + ((i32x4.extract_lane(sums, 0) + c3 * third + c2 * second + c1 * newest) >> shift);
    const b =
      load<i32>(at, 4) + ((i32x4.extract_lane(sums, 1) + c3 * second + c2 * newest + c1 * a) >> shift);
    const c = load<i32>(at, 8) + ((i32x4.extract_lane(sums, 2) + c3 * newest + c2 * a + c1 * b) >> shift);
    const d = load<i32>(at, 12) + ((i32x4.extract_lane(sums, 3) + c3 * a + c2 * b + c1 * c) >> shift);
    store<i32>(at, a);
    store<i32>(at, b, 4);
    store<i32>(at, c, 8);
    store<i32>(at, d, 12);
    third = b;
    second = c;
    newest = d;
  }
}

/** Predicts with 64-bit sums, otherwise as `predict`. */
export function predictWide(out: usize, length: i32, order: i32, shift: i64): void {
  const c1 = <i64>load<i32>(COEFFICIENTS);
  const c2 = <i64>load<i32>(COEFFICIENTS, 4);
  const c3 = <i64>load<i32>(COEFFICIENTS, 8);
  const oldest = (<usize>order) << 2;
  let at = out + oldest;
  let newest = <i64>load<i32>(at - 4);
  let second = <i64>load<i32>(at - 8);
  let third = <i64>load<i32>(at - 12);
  for (const to = out + ((<usize>length) << 2); at < to; at += 16) {
    let low = i64x2.splat(0);
    let high = i64x2.splat(0);
    for (let back: usize = 16; back <= oldest; back += 4) {
      const coefficient = v128.load32_splat(COEFFICIENTS - 4 + back);
      const before = v128.load(at - back);
      low = i64x2.add(low, i64x2.extmul_low_i32x4_s(before, coefficient));
      high = i64x2.add(high, i64x2.extmul_high_i32x4_s(before, coefficient));
    }
    const a =
      <i64>load<i32>(at) + ((i64x2.extract_lane(low, 0) + c3 * third + c2 * second + c1 * newest) >> shift);
    const b =
      <i64>load<i32>(at, 4) + ((i64x2.extract_lane(low, 1) + c3 * second + c2 * newest + c1 * a) >> shift);
    const c =
      <i64>load<i32>(at, 8) + ((i64x2.extract_lane(high, 0) + c3 * newest + c2 * a + c1 * b) >> shift);
    const d = <i64>load<i32>(at, 12) + ((i64x2.extract_lane(high, 1) + c3 * a + c2 * b + c1 * c) >> shift);
    store<i32>(at, <i32>a);
    store<i32>(at, <i32>b, 4);
    store<i32>(at, <i32>c, 8);
    store<i32>(at, <i32>d, 12);
    third = b;
    second = c;
    newest = d;
  }
}
