/** Squared distances of rows to a target; rows and target are `width` floats, a multiple of 4. */
export function squaredDistances(rows: usize, count: i32, width: i32, target: usize, output: usize): void {
  const bytes = <usize>width * 4;
  for (let i = 0; i < count; i++) {
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const difference = f32x4.sub(v128.load(rows + at), v128.load(target + at));
      sum = f32x4.add(sum, f32x4.mul(difference, difference));
    }
    const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    store<f32>(output + <usize>i * 4, low + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)));
    rows += bytes;
  }
}
