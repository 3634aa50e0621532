/**
 * The power of a sound behind two second-order filters in a row, in double precision.
 *
 * @param filters b0, b1, b2, a1, a2 of each
 * @param state two values for each filter: where it is, from one call to the next
 * @returns the sum of the squares
 */
export function weightedPower(sound: usize, count: i32, filters: usize, state: usize): f64 {
  const b0 = load<f64>(filters);
  const b1 = load<f64>(filters, 8);
  const b2 = load<f64>(filters, 16);
  const a1 = load<f64>(filters, 24);
  const a2 = load<f64>(filters, 32);
  const d0 = load<f64>(filters, 40);
  const d1 = load<f64>(filters, 48);
  const d2 = load<f64>(filters, 56);
  const c1 = load<f64>(filters, 64);
  const c2 = load<f64>(filters, 72);
  let s1 = load<f64>(state);
  let s2 = load<f64>(state, 8);
  let t1 = load<f64>(state, 16);
  let t2 = load<f64>(state, 24);
  let power: f64 = 0;
  for (let i = 0; i < count; i++) {
    const x = <f64>load<f32>(sound + ((<usize>i) << 2));
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    const z = d0 * y + t1;
    t1 = d1 * y - c1 * z + t2;
    t2 = d2 * y - c2 * z;
    power += z * z;
  }
  store<f64>(state, settled(s1));
  store<f64>(state, settled(s2), 8);
  store<f64>(state, settled(t1), 16);
  store<f64>(state, settled(t2), 24);
  return power;
}

/** Numbers that are too small to hear are slow to reckon with. */
function settled(value: f64): f64 {
  return abs(value) < 1e-30 ? 0 : value;
}
