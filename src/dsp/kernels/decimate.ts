/** Outputs that are computed together: four vectors of four. */
const TOGETHER = 16;

/**
 * Every second sample of a low-passed signal: output[i] = sum over n of taps[n] x input[2 i + n].
 *
 * `even` and `odd` hold the even and the odd input samples, count + length / 2 of each; `length`, the number of taps,
 * is even, `count` a multiple of 16.
 */
export function decimate(even: usize, odd: usize, taps: usize, length: i32, output: usize, count: i32): void {
  for (let i = 0; i < count; i += TOGETHER) {
    const at = <usize>i * 4;
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let n = 0; n < length; n += 2) {
      const x = even + at + <usize>n * 2;
      const y = odd + at + <usize>n * 2;
      const first = v128.load32_splat(taps + <usize>n * 4);
      const second = v128.load32_splat(taps + <usize>n * 4, 4);
      a = f32x4.add(a, f32x4.mul(first, v128.load(x)));
      b = f32x4.add(b, f32x4.mul(first, v128.load(x, 16)));
      c = f32x4.add(c, f32x4.mul(first, v128.load(x, 32)));
      d = f32x4.add(d, f32x4.mul(first, v128.load(x, 48)));
      a = f32x4.add(a, f32x4.mul(second, v128.load(y)));
      b = f32x4.add(b, f32x4.mul(second, v128.load(y, 16)));
      c = f32x4.add(c, f32x4.mul(second, v128.load(y, 32)));
      d = f32x4.add(d, f32x4.mul(second, v128.load(y, 48)));
    }
    v128.store(output + at, a);
    v128.store(output + at, b, 16);
    v128.store(output + at, c, 32);
    v128.store(output + at, d, 48);
  }
}
