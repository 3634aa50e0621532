/**
 * Weighted sums of rows: output[frame][filter] = sum of weights[filter] x input[frame].
 *
 * Each filter covers `spans[2 f + 1]` values from column `spans[2 f]` on, both multiples of 4; `weights` holds the
 * covered values of all filters one after another.
 */
export function filterBank(
  input: usize,
  frames: i32,
  stride: i32,
  weights: usize,
  spans: usize,
  filters: i32,
  output: usize,
  outputStride: i32,
): void {
  for (let frame = 0; frame < frames; frame++) {
    const row = input + <usize>(frame * stride) * 4;
    const target = output + <usize>(frame * outputStride) * 4;
    let weight = weights;
    for (let filter = 0; filter < filters; filter++) {
      const start = load<u32>(spans + <usize>filter * 8);
      const length = load<u32>(spans + <usize>filter * 8, 4);
      store<f32>(target + <usize>filter * 4, dot(row + <usize>start * 4, weight, <i32>length));
      weight += <usize>length * 4;
    }
  }
}

function dot(a: usize, b: usize, length: i32): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  let n = 0;
  for (; n + 8 <= length; n += 8) {
    const at = <usize>n * 4;
    even = f32x4.add(even, f32x4.mul(v128.load(a + at), v128.load(b + at)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  if (n < length) {
    const at = <usize>n * 4;
    even = f32x4.add(even, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
  const sum = f32x4.add(even, odd);
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** Squares `count` values (a multiple of 4) in place. */
export function square(values: usize, count: i32): void {
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 16) {
    const value = v128.load(at);
    v128.store(at, f32x4.mul(value, value));
  }
}
