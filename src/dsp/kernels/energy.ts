/**
 * Weighted energies of stretches that begin at each sample: output[t] = sum over n < length of
 * weights[n] x values[t + n]^2. `values` are floats, `weights` and `output` doubles; `length` is even.
 */
export function slidingEnergy(values: usize, weights: usize, length: i32, output: usize, count: i32): void {
  for (let t = 0; t < count; t++) {
    const from = values + <usize>t * 4;
    let even = f64x2.splat(0);
    let odd = f64x2.splat(0);
    let n = 0;
    for (; n + 4 <= length; n += 4) {
      even = f64x2.add(even, weighted(from, weights, n));
      odd = f64x2.add(odd, weighted(from, weights, n + 2));
    }
    if (n < length) even = f64x2.add(even, weighted(from, weights, n));
    const sum = f64x2.add(even, odd);
    store<f64>(output + <usize>t * 8, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

function weighted(values: usize, weights: usize, n: i32): v128 {
  const pair = f64x2.promote_low_f32x4(v128.load64_zero(values + <usize>n * 4));
  return f64x2.mul(f64x2.mul(pair, pair), v128.load(weights + <usize>n * 8));
}

/**
 * Windows of `length` samples (even) that slide over blocks of as many, which follow each other from `values + length`
 * on; the one in front of them is at `values`, with the total of its samples `sum`, and `squares` of their squares.
 * Writes four doubles a block: both totals at its end, and the least and the largest power of a window that ends in it,
 * less its offset.
 */
export function slidingPowers(
  values: usize,
  length: i32,
  sum: f64,
  squares: f64,
  output: usize,
  blocks: i32,
): void {
  const bytes = <usize>length * 4;
  const part = f64x2.splat(1 / <f64>length);
  let totals = f64x2.replace_lane(f64x2.splat(sum), 1, squares);
  for (let block = 0; block < blocks; block++) {
    let least = f64x2.splat(Infinity);
    let most = f64x2.splat(f64.MIN_VALUE);
    const end = values + bytes;
    for (; values < end; values += 8) {
      const leaves = f64x2.promote_low_f32x4(v128.load64_zero(values));
      const enters = f64x2.promote_low_f32x4(v128.load64_zero(values + bytes));
      const change = f64x2.sub(enters, leaves);
      const changeOfSquares = f64x2.sub(f64x2.mul(enters, enters), f64x2.mul(leaves, leaves));
      const first = f64x2.add(totals, v128.shuffle<f64>(change, changeOfSquares, 0, 2));
      totals = f64x2.add(first, v128.shuffle<f64>(change, changeOfSquares, 1, 3));
      const sums = v128.shuffle<f64>(first, totals, 0, 2);
      const both = v128.shuffle<f64>(first, totals, 1, 3);
      const power = f64x2.mul(f64x2.sub(both, f64x2.mul(sums, f64x2.mul(sums, part))), part);
      least = f64x2.pmin(least, power);
      most = f64x2.pmax(most, power);
    }
    v128.store(output, totals);
    store<f64>(output, min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1)), 16);
    store<f64>(output, max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1)), 24);
    output += 32;
  }
}
