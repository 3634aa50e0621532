const MANTISSA: i64 = 0x000f_ffff_ffff_ffff;
const ONE: i64 = 0x3ff0_0000_0000_0000;
/** 2^52, whose last bits count ones. */
const COUNTER: i64 = 0x4330_0000_0000_0000;

/**
 * value = scale x ln(max(least, value)) - offset for `count` floats (a multiple of 4), computed in double precision;
 * `least` is above 0. Returns the largest result.
 */
export function logarithms(values: usize, count: i32, least: f32, scale: f64, offset: f64): f32 {
  const floor = f32x4.splat(least);
  const factor = f64x2.splat(scale);
  const shift = f64x2.splat(offset);
  let largest = f32x4.splat(-f32.MAX_VALUE);
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 16) {
    // In this order not a number is `least`.
    const value = f32x4.pmax(floor, v128.load(at));
    const low = naturalLogarithm(f64x2.promote_low_f32x4(value));
    const high = naturalLogarithm(f64x2.promote_low_f32x4(v128.shuffle<f32>(value, value, 2, 3, 2, 3)));
    const result = v128.shuffle<f32>(
      f32x4.demote_f64x2_zero(f64x2.sub(f64x2.mul(factor, low), shift)),
      f32x4.demote_f64x2_zero(f64x2.sub(f64x2.mul(factor, high), shift)),
      0,
      1,
      4,
      5,
    );
    v128.store(at, result);
    largest = f32x4.pmax(largest, result);
  }
  const low = max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  const high = max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3));
  return max(low, high);
}

/**
 * Natural logarithm of normal positive doubles, to 1e-14: x = m 2^e with m about 1, and ln m = 2 (s + s^3/3 +
 * s^5/5 + ...) of s = (m - 1) / (m + 1).
 */
function naturalLogarithm(x: v128): v128 {
  const one = f64x2.splat(1);
  const whole = v128.or(v128.and(x, i64x2.splat(MANTISSA)), i64x2.splat(ONE));
  const isLarge = f64x2.gt(whole, f64x2.splat(Math.SQRT2));
  const m = v128.bitselect(f64x2.mul(whole, f64x2.splat(0.5)), whole, isLarge);
  const counted = v128.or(i64x2.shr_u(x, 52), i64x2.splat(COUNTER));
  const exponent = f64x2.add(
    f64x2.sub(counted, f64x2.splat(4_503_599_627_370_496 + 1023)),
    v128.and(isLarge, one),
  );
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
  const square = f64x2.mul(s, s);
  let series = f64x2.splat(1 / 17);
  series = next(series, square, 1 / 15);
  series = next(series, square, 1 / 13);
  series = next(series, square, 1 / 11);
  series = next(series, square, 1 / 9);
  series = next(series, square, 1 / 7);
  series = next(series, square, 1 / 5);
  series = next(series, square, 1 / 3);
  series = next(series, square, 1);
  const mantissa = f64x2.mul(f64x2.add(s, s), series);
  return f64x2.add(mantissa, f64x2.mul(exponent, f64x2.splat(Math.LN2)));
}

function next(series: v128, square: v128, term: f64): v128 {
  return f64x2.add(f64x2.mul(series, square), f64x2.splat(term));
}
