import { transpose4 } from './transpose4';

const TINY: f32 = 1.1754943508222875e-38;

/** Turns a matrix over: `rows` and `columns` are multiples of 4, strides are in values. */
export function transpose(
  source: usize,
  rows: i32,
  columns: i32,
  sourceStride: i32,
  target: usize,
  targetStride: i32,
): void {
  for (let row = 0; row < rows; row += 4) {
    for (let column = 0; column < columns; column += 4) {
      const from = source + <usize>(row * sourceStride + column) * 4;
      const to = target + <usize>(column * targetStride + row) * 4;
      transpose4(from, <usize>sourceStride * 4, to, <usize>targetStride * 4);
    }
  }
}

/**
 * Multiplies complex rows (as `stft` writes them) by a^2 / (a^2 + b^2); where both are zero, by one half.
 * The quotients are taken relative to the larger one, so that no square underflows.
 */
export function softMask(spectra: usize, a: usize, b: usize, rows: i32, stride: i32): void {
  const rowBytes = <usize>stride * 4;
  for (let row = 0; row < rows; row++) {
    const re = spectra + <usize>row * rowBytes * 2;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const mask = ratio(
        v128.load(a + <usize>row * rowBytes + at),
        v128.load(b + <usize>row * rowBytes + at),
      );
      v128.store(re + at, f32x4.mul(mask, v128.load(re + at)));
      v128.store(re + rowBytes + at, f32x4.mul(mask, v128.load(re + rowBytes + at)));
    }
  }
}

function ratio(x: v128, y: v128): v128 {
  const largest = f32x4.pmax(x, y);
  const empty = f32x4.lt(largest, f32x4.splat(TINY));
  const scale = v128.bitselect(f32x4.splat(1), largest, empty);
  const p = f32x4.div(x, scale);
  const q = f32x4.div(y, scale);
  const pp = f32x4.mul(p, p);
  const sum = f32x4.add(pp, f32x4.mul(q, q));
  const mask = f32x4.div(pp, v128.bitselect(f32x4.splat(1), sum, empty));
  return v128.bitselect(f32x4.splat(0.5), mask, empty);
}
