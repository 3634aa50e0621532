/**
 * Every second sample of a low-passed signal: output[i] = sum of taps[n] x input[2 i + n].
 *
 * `input` has 2 (count - 1) + length samples and `length`, a multiple of 4, taps.
 */
export function decimate(input: usize, taps: usize, length: i32, output: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const from = input + <usize>i * 8;
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < <usize>length * 4; at += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(from + at), v128.load(taps + at)));
    }
    const total =
      f32x4.extract_lane(sum, 0) +
      f32x4.extract_lane(sum, 1) +
      (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
    store<f32>(output + <usize>i * 4, total);
  }
}
