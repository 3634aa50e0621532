/** Squared distances of rows to a target; rows and target are `width` floats, a multiple of 4. */
export function squaredDistances(rows: usize, count: i32, width: i32, target: usize, output: usize): void {
  const bytes = <usize>width * 4;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    fourDistances(rows, bytes, target, output + <usize>i * 4);
    rows += 4 * bytes;
  }
  for (; i < count; i++) {
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) sum = added(sum, rows + at, v128.load(target + at));
    store<f32>(output + <usize>i * 4, total(sum));
    rows += bytes;
  }
}

/** No sum waits for another one, and the target is read once. */
function fourDistances(first: usize, bytes: usize, target: usize, output: usize): void {
  const second = first + bytes;
  const third = second + bytes;
  const fourth = third + bytes;
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const values = v128.load(target + at);
    a = added(a, first + at, values);
    b = added(b, second + at, values);
    c = added(c, third + at, values);
    d = added(d, fourth + at, values);
  }
  store<f32>(output, total(a));
  store<f32>(output, total(b), 4);
  store<f32>(output, total(c), 8);
  store<f32>(output, total(d), 12);
}

function added(sum: v128, row: usize, values: v128): v128 {
  const difference = f32x4.sub(v128.load(row), values);
  return f32x4.add(sum, f32x4.mul(difference, difference));
}

function total(sum: v128): f32 {
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  return low + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}
