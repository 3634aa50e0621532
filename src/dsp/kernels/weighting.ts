/**
 * The powers of two channels behind two second-order filters in a row, in double precision, one channel a lane.
 *
 * @param filters b0, b1, b2, a1, a2 of each
 * @param state two values for each filter of both channels: where it is, from one call to the next
 * @param output the sums of the squares, two doubles
 */
export function weightedPowers(
  left: usize,
  right: usize,
  count: i32,
  filters: usize,
  state: usize,
  output: usize,
): void {
  const b0 = v128.load64_splat(filters);
  const b1 = v128.load64_splat(filters, 8);
  const b2 = v128.load64_splat(filters, 16);
  const a1 = v128.load64_splat(filters, 24);
  const a2 = v128.load64_splat(filters, 32);
  const d0 = v128.load64_splat(filters, 40);
  const d1 = v128.load64_splat(filters, 48);
  const d2 = v128.load64_splat(filters, 56);
  const c1 = v128.load64_splat(filters, 64);
  const c2 = v128.load64_splat(filters, 72);
  let s1 = v128.load(state);
  let s2 = v128.load(state, 16);
  let t1 = v128.load(state, 32);
  let t2 = v128.load(state, 48);
  let power = f64x2.splat(0);
  const bytes = <usize>count * 4;
  // What hangs on the sample before comes last in each sum: the next one waits for little.
  for (let at: usize = 0; at < bytes; at += 4) {
    const x = f64x2.promote_low_f32x4(v128.load32_lane(right + at, v128.load32_zero(left + at), 1));
    const y = f64x2.add(f64x2.mul(b0, x), s1);
    s1 = f64x2.sub(f64x2.add(f64x2.mul(b1, x), s2), f64x2.mul(a1, y));
    s2 = f64x2.sub(f64x2.mul(b2, x), f64x2.mul(a2, y));
    const z = f64x2.add(f64x2.mul(d0, y), t1);
    t1 = f64x2.sub(f64x2.add(f64x2.mul(d1, y), t2), f64x2.mul(c1, z));
    t2 = f64x2.sub(f64x2.mul(d2, y), f64x2.mul(c2, z));
    power = f64x2.add(power, f64x2.mul(z, z));
  }
  v128.store(state, settled(s1));
  v128.store(state, settled(s2), 16);
  v128.store(state, settled(t1), 32);
  v128.store(state, settled(t2), 48);
  v128.store(output, power);
}

/** Flushes denormal numbers to zero: they are slow. */
function settled(values: v128): v128 {
  return v128.and(values, f64x2.ge(f64x2.abs(values), f64x2.splat(1e-30)));
}
