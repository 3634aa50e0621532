import { HISTORY, OUTPUT, SCRATCH, SECANTS, SUBBANDS, TAPS } from './memory';

const ROW: usize = 32 * 4;
const HISTORY_ROW: usize = 52 * 4;
const BEFORE: usize = 16 * 4;
const VECTOR: usize = 16;
const TAP_ROW: usize = 32 * 4;
/** Outputs by time slot, before they are reordered. */
const TIMES: usize = SCRATCH + 8192;
const TIMES_ROW: usize = 36 * 4;
const ODD: usize = SCRATCH + 4096;

/** Polyphase synthesis of a channel's first `slots` rows of subbands (18 or 36) to 32 samples each. */
export function synthesise(channel: i32, slots: i32): void {
  const subbands = SUBBANDS + <usize>channel * 36 * ROW;
  const history = HISTORY + <usize>channel * 32 * HISTORY_ROW;
  const output = OUTPUT + <usize>channel * 1152 * 4;
  for (let slot: usize = 0; slot < <usize>slots; slot += 4) {
    for (let band: usize = 0; band < 32; band += 4) {
      square(subbands + slot * ROW + band * 4, ROW, SCRATCH + band * VECTOR, VECTOR);
    }
    cosineTransform(history + BEFORE + slot * 4);
  }
  for (let slot: usize = 0; slot < <usize>slots; slot += 12)
    filter(history + BEFORE + slot * 4, TIMES + slot * 4);
  for (let slot: usize = 0; slot < <usize>slots; slot += 4) {
    for (let band: usize = 0; band < 32; band += 4) {
      // The last may lie beyond what is asked for, not beyond the memory.
      square(TIMES + band * TIMES_ROW + slot * 4, TIMES_ROW, output + slot * ROW + band * 4, ROW);
    }
  }
  for (let row = history; row < history + 32 * HISTORY_ROW; row += HISTORY_ROW) {
    memory.copy(row, row + <usize>slots * 4, BEFORE);
  }
}

/** Four columns of four rows as rows. */
function square(from: usize, fromRow: usize, to: usize, toRow: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromRow);
  const c = v128.load(from + 2 * fromRow);
  const d = v128.load(from + 3 * fromRow);
  const abLow = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const cdLow = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const abHigh = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cdHigh = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(abLow, cdLow, 0, 2));
  v128.store(to + toRow, i64x2.shuffle(abLow, cdLow, 1, 3));
  v128.store(to + 2 * toRow, i64x2.shuffle(abHigh, cdHigh, 0, 2));
  v128.store(to + 3 * toRow, i64x2.shuffle(abHigh, cdHigh, 1, 3));
}

/**
 * Cosine transform of the 32 subbands in SCRATCH, four slots at once: sum of x(k) cos(pi/64 m (2k+1)), m from
 * 0 to 31, to the rows of `history`. By halving: even m are the transform of the sums of both ends, odd m the
 * sums of neighbours of the transform of their differences.
 */
function cosineTransform(history: usize): void {
  halve(SCRATCH, 16, SECANTS);
  sixteen(SCRATCH, history, 2 * HISTORY_ROW);
  sixteen(SCRATCH + 16 * VECTOR, ODD, VECTOR);
  sumNeighbours(ODD, 16, history + HISTORY_ROW, 2 * HISTORY_ROW);
}

function sixteen(x: usize, to: usize, toRow: usize): void {
  halve(x, 8, SECANTS + 16 * 4);
  eight(x);
  eight(x + 8 * VECTOR);
  for (let m: usize = 0; m < 8; m++) v128.store(to + 2 * m * toRow, v128.load(x + m * VECTOR));
  sumNeighbours(x + 8 * VECTOR, 8, to + toRow, 2 * toRow);
}

/** Butterflies: sums of both ends to the first half, differences times half a secant to the second. */
function halve(x: usize, half: usize, secants: usize): void {
  // The middle two take each other's place last, so that nothing is overwritten that is still wanted.
  for (let k: usize = 0; k < half / 2; k++) {
    const l = half - 1 - k;
    const first = x + k * VECTOR;
    const second = x + l * VECTOR;
    const firstEnd = x + (2 * half - 1 - k) * VECTOR;
    const secondEnd = x + (2 * half - 1 - l) * VECTOR;
    const a = v128.load(first);
    const b = v128.load(second);
    const aEnd = v128.load(firstEnd);
    const bEnd = v128.load(secondEnd);
    v128.store(first, f32x4.add(a, aEnd));
    v128.store(second, f32x4.add(b, bEnd));
    v128.store(x + (half + k) * VECTOR, f32x4.mul(f32x4.sub(a, aEnd), v128.load32_splat(secants + k * 4)));
    v128.store(x + (half + l) * VECTOR, f32x4.mul(f32x4.sub(b, bEnd), v128.load32_splat(secants + l * 4)));
  }
}

function sumNeighbours(x: usize, count: usize, to: usize, toRow: usize): void {
  let value = v128.load(x);
  for (let m: usize = 0; m < count - 1; m++) {
    const next = v128.load(x + (m + 1) * VECTOR);
    v128.store(to + m * toRow, f32x4.add(value, next));
    value = next;
  }
  v128.store(to + (count - 1) * toRow, value);
}

function secant(k: usize): v128 {
  return v128.load32_splat(SECANTS + (24 + k) * 4);
}

/** Cosine transform of 8 values, in place. */
function eight(x: usize): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, 16);
  const x2 = v128.load(x, 32);
  const x3 = v128.load(x, 48);
  const x4 = v128.load(x, 64);
  const x5 = v128.load(x, 80);
  const x6 = v128.load(x, 96);
  const x7 = v128.load(x, 112);
  const s4 = secant(4);
  const s5 = secant(5);
  const s6 = secant(6);
  const a0 = f32x4.add(x0, x7);
  const a1 = f32x4.add(x1, x6);
  const a2 = f32x4.add(x2, x5);
  const a3 = f32x4.add(x3, x4);
  const b0 = f32x4.add(a0, a3);
  const b1 = f32x4.add(a1, a2);
  const b2 = f32x4.mul(f32x4.sub(a0, a3), s4);
  const b3 = f32x4.mul(f32x4.sub(a1, a2), s5);
  const b23 = f32x4.mul(f32x4.sub(b2, b3), s6);
  v128.store(x, f32x4.add(b0, b1));
  v128.store(x, f32x4.add(f32x4.add(b2, b3), b23), 32);
  v128.store(x, f32x4.mul(f32x4.sub(b0, b1), s6), 64);
  v128.store(x, b23, 96);
  const c0 = f32x4.mul(f32x4.sub(x0, x7), secant(0));
  const c1 = f32x4.mul(f32x4.sub(x1, x6), secant(1));
  const c2 = f32x4.mul(f32x4.sub(x2, x5), secant(2));
  const c3 = f32x4.mul(f32x4.sub(x3, x4), secant(3));
  const d0 = f32x4.add(c0, c3);
  const d1 = f32x4.add(c1, c2);
  const d2 = f32x4.mul(f32x4.sub(c0, c3), s4);
  const d3 = f32x4.mul(f32x4.sub(c1, c2), s5);
  const d23 = f32x4.mul(f32x4.sub(d2, d3), s6);
  const o1 = f32x4.add(f32x4.add(d2, d3), d23);
  const o2 = f32x4.mul(f32x4.sub(d0, d1), s6);
  v128.store(x, f32x4.add(f32x4.add(d0, d1), o1), 16);
  v128.store(x, f32x4.add(o1, o2), 48);
  v128.store(x, f32x4.add(o2, d23), 80);
  v128.store(x, d23, 112);
}

/**
 * Twelve slots of the window of 512 over the rows of `history`: outputs j and 32 - j hear the same rows, 16 + j at every
 * second slot back from now, 16 - j at those between.
 */
function filter(history: usize, times: usize): void {
  for (let j: usize = 0; j <= 16; j++) {
    const taps = TAPS + j * TAP_ROW;
    const even = history + (j < 16 ? 16 + j : 0) * HISTORY_ROW;
    const odd = history + (16 - j) * HISTORY_ROW;
    let own0 = f32x4.splat(0);
    let own1 = f32x4.splat(0);
    let own2 = f32x4.splat(0);
    let other0 = f32x4.splat(0);
    let other1 = f32x4.splat(0);
    let other2 = f32x4.splat(0);
    for (let m: usize = 0; m < 64; m += 4) {
      const row = (m & 4 ? odd : even) - m;
      const own = v128.load32_splat(taps + m);
      const other = v128.load32_splat(taps + m, 64);
      const a = v128.load(row);
      const b = v128.load(row, 16);
      const c = v128.load(row, 32);
      own0 = f32x4.add(own0, f32x4.mul(a, own));
      own1 = f32x4.add(own1, f32x4.mul(b, own));
      own2 = f32x4.add(own2, f32x4.mul(c, own));
      other0 = f32x4.add(other0, f32x4.mul(a, other));
      other1 = f32x4.add(other1, f32x4.mul(b, other));
      other2 = f32x4.add(other2, f32x4.mul(c, other));
    }
    const far = times + (32 - j) * TIMES_ROW;
    v128.store(far, other0);
    v128.store(far, other1, 16);
    v128.store(far, other2, 32);
    const near = times + j * TIMES_ROW;
    v128.store(near, own0);
    v128.store(near, own1, 16);
    v128.store(near, own2, 32);
  }
}
