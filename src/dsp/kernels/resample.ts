/**
 * Sample-rate conversion by a polyphase filter. Output k hears `taps` inputs (a multiple of 16) from
 * `first + floor((phase + k down) / up)` on, weighted by the row of `phases` that belongs to
 * `(phase + k down) mod up`; where there are fewer rows than phases, between two rows, linearly.
 *
 * @param rows phases that `phases` holds: `up`, or fewer with one more behind them that closes the circle
 */
export function resample(
  input: usize,
  phases: usize,
  rows: i32,
  taps: i32,
  up: i32,
  down: i32,
  phase: i32,
  output: usize,
  count: i32,
): void {
  const rowBytes = <usize>taps * 4;
  const whole = <usize>(down / up) * 4;
  const rest = down % up;
  let from = input;
  let at = phase;
  for (let k = 0; k < count; k++) {
    let row = at;
    let share: f32 = 0;
    if (rows < up) {
      const place = (<f64>at * <f64>rows) / <f64>up;
      row = <i32>place;
      share = <f32>(place - <f64>row);
    }
    const weights = phases + <usize>row * rowBytes;
    let sum = dot(from, weights, taps);
    if (share > 0) sum += share * (dot(from, weights + rowBytes, taps) - sum);
    store<f32>(output + <usize>k * 4, sum);
    from += whole;
    at += rest;
    if (at >= up) {
      at -= up;
      from += 4;
    }
  }
}

function dot(a: usize, b: usize, length: i32): f32 {
  let first = f32x4.splat(0);
  let second = f32x4.splat(0);
  let third = f32x4.splat(0);
  let fourth = f32x4.splat(0);
  for (let n = 0; n < length; n += 16) {
    const at = <usize>n * 4;
    first = f32x4.add(first, f32x4.mul(v128.load(a + at), v128.load(b + at)));
    second = f32x4.add(second, f32x4.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
    third = f32x4.add(third, f32x4.mul(v128.load(a + at, 32), v128.load(b + at, 32)));
    fourth = f32x4.add(fourth, f32x4.mul(v128.load(a + at, 48), v128.load(b + at, 48)));
  }
  const sum = f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth));
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}
