/**
 * output[t][k] = sum over n of matrix[k][n] x rows[t][n], in double precision: `matrix` holds doubles, `rows` and
 * `output` floats; `length` is a multiple of 4.
 */
export function project(
  rows: usize,
  frames: i32,
  length: i32,
  matrix: usize,
  outputs: i32,
  output: usize,
): void {
  for (let t = 0; t < frames; t++) {
    const row = rows + <usize>(t * length) * 4;
    for (let k = 0; k < outputs; k++) {
      const value = dot(row, matrix + <usize>(k * length) * 8, length);
      store<f32>(output + <usize>(t * outputs + k) * 4, <f32>value);
    }
  }
}

function dot(row: usize, weights: usize, length: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let n = 0; n < length; n += 4) {
    const a = f64x2.promote_low_f32x4(v128.load64_zero(row + <usize>n * 4));
    const b = f64x2.promote_low_f32x4(v128.load64_zero(row + <usize>n * 4, 8));
    low = f64x2.add(low, f64x2.mul(a, v128.load(weights + <usize>n * 8)));
    high = f64x2.add(high, f64x2.mul(b, v128.load(weights + <usize>n * 8, 16)));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
