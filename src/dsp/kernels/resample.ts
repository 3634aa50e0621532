/**
 * Sample-rate conversion by a polyphase filter. Output k hears `taps` inputs (a multiple of 16) from
 * `first + floor((phase + k down) / up)` on, weighted by the row of `phases` that belongs to
 * `(phase + k down) mod up`; where there are fewer rows than phases, between two rows, linearly. Outputs that are `up`
 * apart share a row: two of them are computed at once.
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
  let k = 0;
  for (; rows >= up && count - k >= 2 * up; k += 2 * up) {
    for (let i = k; i < k + up; i++) {
      twoDots(
        from,
        <usize>down * 4,
        phases + <usize>at * rowBytes,
        taps,
        output + <usize>i * 4,
        <usize>up * 4,
      );
      from += whole;
      at += rest;
      if (at >= up) {
        at -= up;
        from += 4;
      }
    }
    from += <usize>down * 4;
  }
  for (; k < count; k++) {
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
  return total(first, second, third, fourth);
}

/**
 * Two outputs as by `dot`, with the same sums, `outputs` bytes apart, of inputs that are `inputs` bytes apart. Sums take
 * turns: with all of them in one pass, the compiler would have more values at once than there are registers.
 */
function twoDots(a: usize, inputs: usize, weights: usize, length: i32, output: usize, outputs: usize): void {
  const b = a + inputs;
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let a4 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  let b4 = f32x4.splat(0);
  for (let n = 0; n < length; n += 8) {
    const at = <usize>n * 4;
    const lower = v128.load(weights + at);
    const upper = v128.load(weights + at, 16);
    const a5 = f32x4.add(a1, f32x4.mul(v128.load(a + at), lower));
    const b5 = f32x4.add(b1, f32x4.mul(v128.load(b + at), lower));
    const a6 = f32x4.add(a2, f32x4.mul(v128.load(a + at, 16), upper));
    const b6 = f32x4.add(b2, f32x4.mul(v128.load(b + at, 16), upper));
    a1 = a3;
    b1 = b3;
    a2 = a4;
    b2 = b4;
    a3 = a5;
    b3 = b5;
    a4 = a6;
    b4 = b6;
  }
  store<f32>(output, total(a1, a2, a3, a4));
  store<f32>(output + outputs, total(b1, b2, b3, b4));
}

function total(first: v128, second: v128, third: v128, fourth: v128): f32 {
  const sum = f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth));
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/**
 * Half-band decimation, 16 outputs at once, by a symmetric filter with `reach` (even) coefficients on each
 * side of its centre. Output k reads the `centre + k`-th of the `evens`, then the `odds` on both sides of it,
 * and so on outward; `sides`: the centre's coefficient, then those beside it. `output` has room for a
 * multiple of 16.
 */
export function halve(
  evens: usize,
  odds: usize,
  sides: usize,
  reach: i32,
  centre: i32,
  output: usize,
  count: i32,
): void {
  const middle = <usize>centre * 4;
  const last = sides + ((<usize>reach) << 2);
  for (let k: usize = 0; k < <usize>count * 4; k += 64) {
    const even = evens + middle + k;
    const odd = odds + middle + k;
    const own = v128.load32_splat(sides);
    let a = f32x4.mul(own, v128.load(even));
    let b = f32x4.mul(own, v128.load(even, 16));
    let c = f32x4.mul(own, v128.load(even, 32));
    let d = f32x4.mul(own, v128.load(even, 48));
    let oddBefore = odd - 4;
    let oddBehind = odd;
    let evenBefore = even - 4;
    let evenBehind = even + 4;
    for (let side = sides + 4; side < last; side += 8) {
      let weight = v128.load32_splat(side);
      a = f32x4.add(a, f32x4.mul(weight, f32x4.add(v128.load(oddBefore), v128.load(oddBehind))));
      b = f32x4.add(b, f32x4.mul(weight, f32x4.add(v128.load(oddBefore, 16), v128.load(oddBehind, 16))));
      c = f32x4.add(c, f32x4.mul(weight, f32x4.add(v128.load(oddBefore, 32), v128.load(oddBehind, 32))));
      d = f32x4.add(d, f32x4.mul(weight, f32x4.add(v128.load(oddBefore, 48), v128.load(oddBehind, 48))));
      weight = v128.load32_splat(side, 4);
      a = f32x4.add(a, f32x4.mul(weight, f32x4.add(v128.load(evenBefore), v128.load(evenBehind))));
      b = f32x4.add(b, f32x4.mul(weight, f32x4.add(v128.load(evenBefore, 16), v128.load(evenBehind, 16))));
      c = f32x4.add(c, f32x4.mul(weight, f32x4.add(v128.load(evenBefore, 32), v128.load(evenBehind, 32))));
      d = f32x4.add(d, f32x4.mul(weight, f32x4.add(v128.load(evenBefore, 48), v128.load(evenBehind, 48))));
      oddBefore -= 4;
      oddBehind += 4;
      evenBefore -= 4;
      evenBehind += 4;
    }
    v128.store(output + k, a);
    v128.store(output + k, b, 16);
    v128.store(output + k, c, 32);
    v128.store(output + k, d, 48);
  }
}

/** The values of even and of odd place of `count`, a multiple of 8. */
export function split(values: usize, evens: usize, odds: usize, count: i32): void {
  for (let at: usize = 0; at < <usize>count * 2; at += 16) {
    const a = v128.load(values + 2 * at);
    const b = v128.load(values + 2 * at, 16);
    v128.store(evens + at, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
    v128.store(odds + at, v128.shuffle<f32>(a, b, 1, 3, 5, 7));
  }
}
