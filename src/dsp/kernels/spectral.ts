/**
 * Moments of each row of magnitudes [frames][stride], five doubles: the sum, the sums weighted with the bin
 * and with its square, the sum of squares, and the maximum. `stride` is a multiple of 4; padding behind the
 * bins is zero.
 */
export function moments(rows: usize, frames: i32, stride: i32, output: usize): void {
  for (let frame = 0; frame < frames; frame++) {
    const row = rows + <usize>(frame * stride) * 4;
    let total = f64x2.splat(0);
    let first = f64x2.splat(0);
    let second = f64x2.splat(0);
    let power = f64x2.splat(0);
    let largest = f32x4.splat(0);
    let low = f64x2(0, 1);
    for (let k = 0; k < stride; k += 4) {
      const high = f64x2.add(low, f64x2.splat(2));
      const a = f64x2.promote_low_f32x4(v128.load64_zero(row + <usize>k * 4));
      const b = f64x2.promote_low_f32x4(v128.load64_zero(row + <usize>k * 4, 8));
      largest = f32x4.pmax(largest, v128.load(row + <usize>k * 4));
      const aFirst = f64x2.mul(a, low);
      const bFirst = f64x2.mul(b, high);
      total = f64x2.add(total, f64x2.add(a, b));
      first = f64x2.add(first, f64x2.add(aFirst, bFirst));
      second = f64x2.add(second, f64x2.add(f64x2.mul(aFirst, low), f64x2.mul(bFirst, high)));
      power = f64x2.add(power, f64x2.add(f64x2.mul(a, a), f64x2.mul(b, b)));
      low = f64x2.add(high, f64x2.splat(2));
    }
    const target = output + <usize>frame * 40;
    store<f64>(target, sumOf(total));
    store<f64>(target, sumOf(first), 8);
    store<f64>(target, sumOf(second), 16);
    store<f64>(target, sumOf(power), 24);
    const left = max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
    const right = max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3));
    store<f64>(target, <f64>max(left, right), 32);
  }
}

/**
 * Flatness terms of each row, three doubles: the sum of the powers from bin `from` to bin `to`, each at least
 * `faintest`, and their product as mantissa and exponent of 2.
 */
export function limitedPowers(
  rows: usize,
  frames: i32,
  stride: i32,
  from: i32,
  to: i32,
  faintest: f64,
  output: usize,
): void {
  for (let frame = 0; frame < frames; frame++) {
    const row = rows + <usize>(frame * stride) * 4;
    let sum: f64 = 0;
    let mantissa: f64 = 1;
    let exponent: i64 = 0;
    let k = from;
    while (k < to) {
      let product: f64 = 1;
      const end = min(to, k + 8);
      for (; k < end; k++) {
        const value = <f64>load<f32>(row + <usize>k * 4);
        const power = max(faintest, value * value);
        sum += power;
        product *= power;
      }
      // The exponents are counted apart, so that no product of however many leaves the range of a double.
      mantissa *= product;
      const bits = reinterpret<i64>(mantissa);
      exponent += ((bits >> 52) & 0x7ff) - 1023;
      mantissa = reinterpret<f64>((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    }
    const target = output + <usize>frame * 24;
    store<f64>(target, sum);
    store<f64>(target, mantissa, 8);
    store<f64>(target, <f64>exponent, 16);
  }
}

/**
 * Roll-off bin of each row: the first at which the cumulative sum reaches the row's `threshold`, else the
 * last.
 * @param thresholds a double a row
 * @param output an integer a row
 */
export function rollOff(
  rows: usize,
  frames: i32,
  stride: i32,
  bins: i32,
  thresholds: usize,
  output: usize,
): void {
  for (let frame = 0; frame < frames; frame++) {
    const row = rows + <usize>(frame * stride) * 4;
    const threshold = load<f64>(thresholds + <usize>frame * 8);
    let sum: f64 = 0;
    let k = 0;
    for (; k + 8 <= bins; k += 8) {
      const next = sum + sumOfEight(row + <usize>k * 4);
      if (next >= threshold) break;
      sum = next;
    }
    for (; k < bins; k++) {
      sum += <f64>load<f32>(row + <usize>k * 4);
      if (sum >= threshold) break;
    }
    store<i32>(output + <usize>frame * 4, min(k, bins - 1));
  }
}

/**
 * Valleys and peaks of each row: for each band [from, to) the means of its `count` smallest and of its
 * `count` largest values.
 * @param bands three integers each: from, to, count
 * @param work room for twice the largest count of floats
 * @param smallest, largest [frames][bands] floats
 */
export function extremes(
  rows: usize,
  frames: i32,
  stride: i32,
  bands: usize,
  nBands: i32,
  work: usize,
  smallest: usize,
  largest: usize,
): void {
  for (let frame = 0; frame < frames; frame++) {
    const row = rows + <usize>(frame * stride) * 4;
    for (let band = 0; band < nBands; band++) {
      const from = load<i32>(bands + <usize>band * 12);
      const to = load<i32>(bands + <usize>band * 12, 4);
      const count = load<i32>(bands + <usize>band * 12, 8);
      const above = work + <usize>count * 4;
      sortEnds(row + <usize>from * 4, row + <usize>to * 4, work, above, count);
      const place = <usize>(frame * nBands + band) * 4;
      store<f32>(smallest + place, meanOf(work, count));
      store<f32>(largest + place, meanOf(above, count));
    }
  }
}

/** The `count` smallest and largest of the values, from the outermost inwards. */
function sortEnds(from: usize, to: usize, below: usize, above: usize, count: i32): void {
  const last = <usize>(count - 1) * 4;
  for (let at: usize = 0; at <= last; at += 4) {
    store<f32>(below + at, f32.MAX_VALUE);
    store<f32>(above + at, -f32.MAX_VALUE);
  }
  let at = from;
  for (; at + 16 <= to; at += 16) {
    const values = v128.load(at);
    const outside = v128.or(
      f32x4.lt(values, v128.load32_splat(below + last)),
      f32x4.gt(values, v128.load32_splat(above + last)),
    );
    if (!v128.any_true(outside)) continue;
    for (let lane = at; lane < at + 16; lane += 4) place(load<f32>(lane), below, above, last);
  }
  for (; at < to; at += 4) place(load<f32>(at), below, above, last);
}

function place(value: f32, below: usize, above: usize, last: usize): void {
  if (value < load<f32>(below + last)) {
    let at = last;
    for (; at > 0 && load<f32>(below + at - 4) > value; at -= 4) {
      store<f32>(below + at, load<f32>(below + at - 4));
    }
    store<f32>(below + at, value);
  }
  if (value > load<f32>(above + last)) {
    let at = last;
    for (; at > 0 && load<f32>(above + at - 4) < value; at -= 4) {
      store<f32>(above + at, load<f32>(above + at - 4));
    }
    store<f32>(above + at, value);
  }
}

function meanOf(values: usize, count: i32): f32 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) sum += <f64>load<f32>(values + <usize>i * 4);
  return <f32>(sum / <f64>count);
}

function sumOfEight(at: usize): f64 {
  const a = f64x2.add(
    f64x2.promote_low_f32x4(v128.load64_zero(at)),
    f64x2.promote_low_f32x4(v128.load64_zero(at, 8)),
  );
  const b = f64x2.add(
    f64x2.promote_low_f32x4(v128.load64_zero(at, 16)),
    f64x2.promote_low_f32x4(v128.load64_zero(at, 24)),
  );
  return sumOf(f64x2.add(a, b));
}

function sumOf(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}
