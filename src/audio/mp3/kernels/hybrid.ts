import {
  ALIASES,
  LINES,
  LONG_COSINES,
  OVERLAP,
  ROW_BYTES,
  SCRATCH,
  SHORT_COSINES,
  SPECTRA,
  SPECTRUM_BYTES,
  SUBBANDS,
  WINDOWS,
} from './memory';

const OUT_ROW: usize = 32 * 4;
const SHORT = 2;

/** Mid/side decoding of the first `subbands`: sum and difference times sqrt(1/2). */
export function middleAndSide(subbands: i32): void {
  const half = f32x4.splat(<f32>Math.SQRT1_2);
  for (let row: usize = 0; row < SPECTRUM_BYTES; row += ROW_BYTES) {
    for (let at = row; at < row + <usize>subbands * 4; at += 16) {
      const middle = f32x4.mul(v128.load(SPECTRA + at), half);
      const side = f32x4.mul(v128.load(SPECTRA + SPECTRUM_BYTES + at), half);
      v128.store(SPECTRA + at, f32x4.add(middle, side));
      v128.store(SPECTRA + SPECTRUM_BYTES + at, f32x4.sub(middle, side));
    }
  }
}

/** Alias reduction: butterflies of the first `borders` borders between subbands. */
function lessenAliases(spectrum: usize, borders: i32): void {
  for (let k: usize = 0; k < 8; k++) {
    const below = spectrum + (LINES - 1 - k) * ROW_BYTES;
    const above = spectrum + k * ROW_BYTES + 4;
    const cs = load<f32>(ALIASES + k * 8);
    const ca = load<f32>(ALIASES + k * 8, 4);
    const css = f32x4.splat(cs);
    const cas = f32x4.splat(ca);
    let border: usize = 0;
    for (; border + 4 <= <usize>borders; border += 4) {
      const low = v128.load(below + border * 4);
      const high = v128.load(above + border * 4);
      v128.store(below + border * 4, f32x4.sub(f32x4.mul(low, css), f32x4.mul(high, cas)));
      v128.store(above + border * 4, f32x4.add(f32x4.mul(high, css), f32x4.mul(low, cas)));
    }
    for (; border < <usize>borders; border++) {
      const low = load<f32>(below + border * 4);
      const high = load<f32>(above + border * 4);
      store<f32>(below + border * 4, low * cs - high * ca);
      store<f32>(above + border * 4, high * cs + low * ca);
    }
  }
}

/**
 * Hybrid synthesis of a channel's spectrum, of which the first `subbands` are not zero, to 18 rows of subband
 * samples from row `slot` on.
 * @param type of the block, as coded
 * @param longBands subbands at the start that are a long block whatever the type
 */
export function hybrid(channel: i32, type: i32, longBands: i32, subbands: i32, slot: i32): void {
  const spectrum = SPECTRA + <usize>channel * SPECTRUM_BYTES;
  const borders = type === SHORT ? max(0, longBands - 1) : 31;
  lessenAliases(spectrum, min(borders, subbands));
  // The butterflies reach one further.
  const reached = type === SHORT || subbands === 0 ? subbands : min(32, subbands + 1);
  const overlap = OVERLAP + <usize>channel * LINES * OUT_ROW;
  const output = SUBBANDS + (<usize>channel * 36 + <usize>slot) * OUT_ROW;
  for (let at: usize = 0; at < 32; at += 4) {
    const from = spectrum + at * 4;
    if (<i32>at >= reached) {
      silence(overlap + at * 4, output + at * 4);
      continue;
    }
    if (type === SHORT) shortBlocks(from);
    else longBlock(from, type);
    if (<i32>at < longBands) {
      // Long and short ones in one vector: those of the other kind are put in their lanes.
      if (type !== 0) mixed(from, longBands - <i32>at);
    }
    addUp(overlap + at * 4, output + at * 4);
  }
}

/** Outputs a granule without sound: the overlap of the previous one. */
function silence(overlap: usize, output: usize): void {
  for (let k: usize = 0; k < LINES; k++) {
    put(output + k * OUT_ROW, v128.load(overlap + k * OUT_ROW), k);
    v128.store(overlap + k * OUT_ROW, f32x4.splat(0));
  }
}

/** Overlap-adds the 36 windowed values in SCRATCH, and keeps their later half. */
function addUp(overlap: usize, output: usize): void {
  for (let k: usize = 0; k < LINES; k++) {
    const sum = f32x4.add(v128.load(SCRATCH + k * 16), v128.load(overlap + k * OUT_ROW));
    put(output + k * OUT_ROW, sum, k);
    v128.store(overlap + k * OUT_ROW, v128.load(SCRATCH + (LINES + k) * 16));
  }
}

/** Frequency inversion: negates every second sample of every second subband. */
function put(output: usize, values: v128, k: usize): void {
  v128.store(output, k & 1 ? v128.xor(values, i32x4(0, 0x80000000, 0, 0x80000000)) : values);
}

function mixed(from: usize, longLanes: i32): void {
  const other = SCRATCH + 4096;
  memory.copy(other, SCRATCH, 36 * 16);
  longBlock(from, 0);
  const mask = i32x4(
    longLanes > 0 ? -1 : 0,
    longLanes > 1 ? -1 : 0,
    longLanes > 2 ? -1 : 0,
    longLanes > 3 ? -1 : 0,
  );
  for (let k: usize = 0; k < 36; k++) {
    v128.store(
      SCRATCH + k * 16,
      v128.bitselect(v128.load(SCRATCH + k * 16), v128.load(other + k * 16), mask),
    );
  }
}

/** Short blocks: three transforms of 6 lines, each to 12 windowed values, 6 later than the one before. */
function shortBlocks(from: usize): void {
  for (let k: usize = 0; k < 36; k++) v128.store(SCRATCH + k * 16, f32x4.splat(0));
  const window = WINDOWS + 2 * 36 * 4;
  for (let w: usize = 0; w < 3; w++) {
    const lines = from + w * ROW_BYTES;
    for (let n: usize = 0; n < 6; n++) {
      let sum = f32x4.splat(0);
      for (let k: usize = 0; k < 6; k++) {
        const cosine = v128.load32_splat(SHORT_COSINES + (n * 6 + k) * 4);
        sum = f32x4.add(sum, f32x4.mul(v128.load(lines + 3 * k * ROW_BYTES), cosine));
      }
      // As at the end of `longBlock`; signs are the window's.
      const start = SCRATCH + (6 + 6 * w) * 16;
      accumulate(start, 8 - n, sum, window);
      accumulate(start, n > 2 ? n - 3 : 9 + n, sum, window);
    }
  }
}

function accumulate(start: usize, n: usize, value: v128, window: usize): void {
  const windowed = f32x4.mul(value, v128.load32_splat(window + n * 4));
  v128.store(start + n * 16, f32x4.add(v128.load(start + n * 16), windowed));
}

/** Halves of secants of a transform of 9, after its cosines. */
const SECANTS_OF_ODD: usize = LONG_COSINES + 16 * 4;
const EVEN: usize = SCRATCH + 8192;
const ODD: usize = EVEN + 9 * 16;
const INPUT: usize = EVEN + 32 * 16;
const SUMS: usize = INPUT + 32 * 16;

/** Long block: transform of 18 lines to 36 windowed values, four subbands at once. */
function longBlock(from: usize, type: i32): void {
  // y(n) = sum of x(k) cos(pi/72 (2n+1)(2k+1)), by sums of neighbours a type-3 transform of 18, by its even and odd
  // numbers two of 9.
  let last = f32x4.splat(0);
  for (let k: usize = 0; k < LINES; k++) {
    const line = v128.load(from + k * ROW_BYTES);
    v128.store(INPUT + k * 16, f32x4.add(line, last));
    last = line;
  }
  for (let k: usize = 0; k < 9; k++) {
    v128.store(SUMS + k * 16, v128.load(INPUT + 2 * k * 16));
  }
  ninth(SUMS, EVEN);
  last = f32x4.splat(0);
  for (let k: usize = 0; k < 9; k++) {
    const odd = v128.load(INPUT + (2 * k + 1) * 16);
    v128.store(SUMS + k * 16, f32x4.add(odd, last));
    last = odd;
  }
  ninth(SUMS, ODD);
  const window = WINDOWS + <usize>type * 36 * 4;
  for (let n: usize = 0; n < 9; n++) {
    const even = v128.load(EVEN + n * 16);
    const odd = f32x4.mul(v128.load(ODD + n * 16), v128.load32_splat(SECANTS_OF_ODD + n * 4));
    const low = f32x4.add(even, odd);
    const high = f32x4.sub(even, odd);
    // x(n) = y(n + 9), then -y(26 - n) from 9 on, then -y(n - 27) from 27 on: signs and secants are the window's.
    windowed(window, 26 - n, low);
    windowed(window, 27 + n, low);
    windowed(window, 8 - n, high);
    windowed(window, 9 + n, high);
  }
}

function windowed(window: usize, n: usize, value: v128): void {
  v128.store(SCRATCH + n * 16, f32x4.mul(value, v128.load32_splat(window + n * 4)));
}

function cosine(m: usize): v128 {
  return v128.load32_splat(LONG_COSINES + m * 4);
}

/** y(n) = sum of x(k) cos(pi/18 (2n+1) k), k and n from 0 to 8. */
function ninth(x: usize, y: usize): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, 16);
  const x2 = v128.load(x, 32);
  const x3 = v128.load(x, 48);
  const x4 = v128.load(x, 64);
  const x5 = v128.load(x, 80);
  const x6 = v128.load(x, 96);
  const x7 = v128.load(x, 112);
  const x8 = v128.load(x, 128);
  const half = f32x4.splat(0.5);
  // Even numbers: cos(pi/9 j (2n+1)), j = k/2: the same on both sides of the middle.
  const base = f32x4.add(x0, f32x4.mul(x6, half));
  const middle = f32x4.sub(x0, x6);
  const outer = f32x4.sub(f32x4.sub(x2, x4), x8);
  const e1 = f32x4.add(middle, f32x4.mul(outer, half));
  const e4 = f32x4.sub(middle, outer);
  const c2 = cosine(2);
  const c4 = cosine(4);
  const c8 = cosine(8);
  const e0 = f32x4.add(base, f32x4.add(f32x4.add(f32x4.mul(x2, c2), f32x4.mul(x4, c4)), f32x4.mul(x8, c8)));
  const e2 = f32x4.sub(base, f32x4.sub(f32x4.add(f32x4.mul(x2, c8), f32x4.mul(x4, c2)), f32x4.mul(x8, c4)));
  const e3 = f32x4.sub(base, f32x4.add(f32x4.sub(f32x4.mul(x2, c4), f32x4.mul(x4, c8)), f32x4.mul(x8, c2)));
  // Odd numbers: turned around on the other side, 0 in the middle.
  const c1 = cosine(1);
  const c3 = cosine(3);
  const c5 = cosine(5);
  const c7 = cosine(7);
  const third = f32x4.mul(x3, c3);
  const o0 = f32x4.add(third, f32x4.add(f32x4.add(f32x4.mul(x1, c1), f32x4.mul(x5, c5)), f32x4.mul(x7, c7)));
  const o1 = f32x4.mul(f32x4.sub(f32x4.sub(x1, x5), x7), c3);
  const o2 = f32x4.sub(f32x4.add(f32x4.sub(f32x4.mul(x1, c5), f32x4.mul(x5, c7)), f32x4.mul(x7, c1)), third);
  const o3 = f32x4.sub(f32x4.sub(f32x4.add(f32x4.mul(x1, c7), f32x4.mul(x5, c1)), f32x4.mul(x7, c5)), third);
  v128.store(y, f32x4.add(e0, o0));
  v128.store(y, f32x4.add(e1, o1), 16);
  v128.store(y, f32x4.add(e2, o2), 32);
  v128.store(y, f32x4.add(e3, o3), 48);
  v128.store(y, e4, 64);
  v128.store(y, f32x4.sub(e3, o3), 80);
  v128.store(y, f32x4.sub(e2, o2), 96);
  v128.store(y, f32x4.sub(e1, o1), 112);
  v128.store(y, f32x4.sub(e0, o0), 128);
}
