/** Reads a 4 x 4 block with `from` bytes between rows and writes it turned over, with `to` bytes between rows. */
export function transpose4(source: usize, from: usize, target: usize, to: usize): void {
  const a = v128.load(source);
  const b = v128.load(source + from);
  const c = v128.load(source + 2 * from);
  const d = v128.load(source + 3 * from);
  store4(a, b, c, d, target, to);
}

/** Writes the columns of four vectors as four rows. */
export function store4(a: v128, b: v128, c: v128, d: v128, target: usize, to: usize): void {
  const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f32>(abLow, cdLow, 0, 1, 4, 5));
  v128.store(target + to, v128.shuffle<f32>(abLow, cdLow, 2, 3, 6, 7));
  v128.store(target + 2 * to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(target + 3 * to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}
