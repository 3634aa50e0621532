/**
 * Sliding median of odd length `size` down the rows of a matrix, four columns at a time.
 *
 * `input` has `rows` + size - 1 rows, `output` `rows`; both have `columns` columns (a multiple of 4) and rows of
 * `stride` values. The window of each column is kept sorted: one pass takes the old value out and puts the new one
 * in, with compares and minima only. `work`: 16 (size + 2) bytes.
 */
export function slidingMedian(
  input: usize,
  output: usize,
  rows: i32,
  columns: i32,
  stride: i32,
  size: i32,
  work: usize,
): void {
  const rowBytes = <usize>stride * 4;
  const middle = work + <usize>(size >> 1) * 16;
  for (let column = 0; column < columns; column += 4) {
    const top = input + <usize>column * 4;
    for (let i = 0; i <= size; i++) v128.store(work + <usize>i * 16, f32x4.splat(f32.MAX_VALUE));
    for (let i = 0; i < size; i++) {
      replace(work, size, f32x4.splat(f32.MAX_VALUE), v128.load(top + <usize>i * rowBytes));
    }
    let target = output + <usize>column * 4;
    v128.store(target, v128.load(middle));
    let old = top;
    let next = top + <usize>size * rowBytes;
    for (let row = 1; row < rows; row++) {
      replace(work, size, v128.load(old), v128.load(next));
      target += rowBytes;
      v128.store(target, v128.load(middle));
      old += rowBytes;
      next += rowBytes;
    }
  }
}

/** Takes `old` out of the sorted window and puts `value` in; the entry behind the window is the largest float. */
function replace(window: usize, size: i32, old: v128, value: v128): void {
  const limit = window + <usize>size * 16;
  let current = v128.load(window);
  let below = f32x4.splat(-f32.MAX_VALUE);
  for (let at = window; at < limit; at += 16) {
    const following = v128.load(at, 16);
    const kept = v128.bitselect(current, following, f32x4.lt(current, old));
    v128.store(at, f32x4.pmax(below, f32x4.pmin(kept, value)));
    below = kept;
    current = following;
  }
}
