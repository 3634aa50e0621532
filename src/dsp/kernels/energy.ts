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
