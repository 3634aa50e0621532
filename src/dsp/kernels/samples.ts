/** a = (a + b) / 2 of `count` values, a multiple of 4. Halving is exact, so the sum is rounded and nothing else. */
export function meanOfTwo(a: usize, b: usize, count: i32): void {
  const half = f32x4.splat(0.5);
  const bytes = <usize>count * 4;
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(a + at, f32x4.mul(half, f32x4.add(v128.load(a + at), v128.load(b + at))));
  }
}

/** The largest magnitude of `count` values, a multiple of 4; not a number where one of them is none. */
export function largestMagnitude(values: usize, count: i32): f32 {
  // Bits of magnitudes are in the order of the magnitudes, with what is no number above all: integers compare faster.
  const withoutSign = i32x4.splat(0x7fff_ffff);
  let largest = i32x4.splat(0);
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 16) {
    largest = i32x4.max_s(largest, v128.and(v128.load(at), withoutSign));
  }
  const low = max(i32x4.extract_lane(largest, 0), i32x4.extract_lane(largest, 1));
  const high = max(i32x4.extract_lane(largest, 2), i32x4.extract_lane(largest, 3));
  return reinterpret<f32>(max(low, high));
}

/**
 * Samples as 16-bit integers (half rounds up; beyond full scale is limited; not a number is 0), each less
 * `share` of the one before it: output[n] = x[n] - share x[n - 1], output[0] = x[0] - share `before`. In place,
 * `count` a multiple of 4. Returns the last integer.
 */
export function emphasise(values: usize, count: i32, share: f64, before: f64): f64 {
  const full = f32x4.splat(32_768);
  const top = f32x4.splat(32_767);
  const half = f32x4.splat(0.5);
  const one = f32x4.splat(1);
  const weights = f64x2.splat(share);
  let previous = f32x4.splat(<f32>before);
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 16) {
    const scaled = f32x4.mul(v128.load(at), full);
    const known = v128.bitselect(scaled, f32x4.splat(0), f32x4.eq(scaled, scaled));
    const bounded = f32x4.pmin(top, f32x4.pmax(f32x4.neg(full), known));
    const floor = f32x4.floor(bounded);
    const up = f32x4.ge(f32x4.sub(bounded, floor), half);
    const rounded = f32x4.add(floor, v128.and(up, one));
    const shifted = v128.shuffle<f32>(previous, rounded, 3, 4, 5, 6);
    const low = f64x2.sub(
      f64x2.promote_low_f32x4(rounded),
      f64x2.mul(weights, f64x2.promote_low_f32x4(shifted)),
    );
    const high = f64x2.sub(
      f64x2.promote_low_f32x4(v128.shuffle<f32>(rounded, rounded, 2, 3, 2, 3)),
      f64x2.mul(weights, f64x2.promote_low_f32x4(v128.shuffle<f32>(shifted, shifted, 2, 3, 2, 3))),
    );
    v128.store(
      at,
      v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5),
    );
    previous = rounded;
  }
  return <f64>f32x4.extract_lane(previous, 3);
}

/**
 * The sum of squares of `count` values, a multiple of 4; adds to the whole number at `clipped` how often the first three
 * of four are all of a magnitude from `low` to `high`.
 */
export function levels(values: usize, count: i32, low: f32, high: f32, clipped: usize): f32 {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  let sums = f32x4.splat(0);
  let met = load<i32>(clipped);
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 16) {
    const some = v128.load(at);
    const magnitudes = f32x4.abs(some);
    const isClipped = v128.and(f32x4.ge(magnitudes, lows), f32x4.le(magnitudes, highs));
    met += <i32>((i32x4.bitmask(isClipped) & 7) === 7);
    sums = f32x4.add(sums, f32x4.mul(some, some));
  }
  store<i32>(clipped, met);
  const first = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1);
  return first + f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
}

/** The sum of `count` values, one after the other. */
export function total(values: usize, count: i32): f64 {
  let sum: f64 = 0;
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 4) sum += <f64>load<f32>(at);
  return sum;
}

/** The sum of squares of `count` values less `offset`, one after the other. */
export function squares(values: usize, count: i32, offset: f64): f64 {
  let sum: f64 = 0;
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 4) {
    const value = <f64>load<f32>(at) - offset;
    sum += value * value;
  }
  return sum;
}

/** `count` values, a multiple of 4, less `offset`, times `gain`, in place: rounded once. */
export function level(values: usize, count: i32, offset: f64, gain: f64): void {
  const offsets = f64x2.splat(offset);
  const gains = f64x2.splat(gain);
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 16) {
    const some = v128.load(at);
    const low = f64x2.promote_low_f32x4(some);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(some, some, 2, 3, 2, 3));
    v128.store(
      at,
      v128.shuffle<f32>(
        f32x4.demote_f64x2_zero(f64x2.mul(gains, f64x2.sub(low, offsets))),
        f32x4.demote_f64x2_zero(f64x2.mul(gains, f64x2.sub(high, offsets))),
        0,
        1,
        4,
        5,
      ),
    );
  }
}
