import {
  LINES,
  OUTPUT,
  SCRATCH,
  SHORT_LINES,
  SHORT_SLOPES,
  SHORT_TABLES,
  SLOPES,
  SPECTRA,
  SPECTRUM_BYTES,
  SUMS,
  TABLES,
} from './memory';
import { transform } from './transform';

const LONG_START = 1;
const EIGHT_SHORT = 2;
const LONG_STOP = 3;
/** First line of the eight short windows within a long one. */
const SHORT_START: usize = 448;
const SLOPE_BYTES: usize = LINES * 4;
const SHORT_SLOPE_BYTES: usize = SHORT_LINES * 4;
const PLANE_BYTES: usize = LINES * 8;
const FOLDED: usize = SCRATCH + 8192;

/**
 * Adds a channel's spectrum to a plane (ISO/IEC 14496-3, section 4.6.11).
 * @param sequence of windows
 * @param shape of this frame's windows, for the second half: 0 sine, 1 Kaiser-Bessel derived
 * @param previous shape of the frame before, for the first half
 */
export function addFrame(channel: i32, plane: i32, sequence: i32, shape: i32, previous: i32): void {
  const spectrum = SPECTRA + <usize>channel * SPECTRUM_BYTES;
  const sums = SUMS + <usize>plane * PLANE_BYTES;
  if (sequence === EIGHT_SHORT) {
    addShort(spectrum, sums, <usize>shape, <usize>previous);
    return;
  }
  const rising = <usize>(sequence === LONG_STOP ? 2 : 0) + <usize>previous;
  const falling = <usize>(sequence === LONG_START ? 6 : 4) + <usize>shape;
  transform(spectrum, LINES, TABLES, FOLDED);
  unfold(sums, LINES, SLOPES + rising * SLOPE_BYTES, SLOPES + falling * SLOPE_BYTES);
}

function addShort(spectrum: usize, sums: usize, shape: usize, previous: usize): void {
  const falling = SHORT_SLOPES + (2 + shape) * SHORT_SLOPE_BYTES;
  for (let window: usize = 0; window < 8; window++) {
    const rising = SHORT_SLOPES + (window === 0 ? previous : shape) * SHORT_SLOPE_BYTES;
    transform(spectrum + window * SHORT_LINES * 4, SHORT_LINES, SHORT_TABLES, FOLDED);
    unfold(sums + (SHORT_START + window * SHORT_LINES) * 4, SHORT_LINES, rising, falling);
  }
}

/** Windows and overlap-adds a transform, unfolded to twice its lines by its symmetries. */
function unfold(sums: usize, lines: usize, rising: usize, falling: usize): void {
  const half = lines * 2;
  const now = sums;
  const next = sums + lines * 4;
  for (let at: usize = 0; at < half; at += 16) {
    const last = v128.load(FOLDED + 2 * half - 16 - at);
    const middle = v128.load(FOLDED + half - 16 - at);
    add(now + at, f32x4.mul(v128.load(FOLDED + half + at), v128.load(rising + at)));
    subtract(now + half + at, f32x4.mul(turned(last), v128.load(rising + half + at)));
    subtract(next + at, f32x4.mul(turned(middle), v128.load(falling + at)));
    subtract(next + half + at, f32x4.mul(v128.load(FOLDED + at), v128.load(falling + half + at)));
  }
}

function turned(values: v128): v128 {
  return v128.shuffle<f32>(values, values, 3, 2, 1, 0);
}

function add(at: usize, values: v128): void {
  v128.store(at, f32x4.add(v128.load(at), values));
}

function subtract(at: usize, values: v128): void {
  v128.store(at, f32x4.sub(v128.load(at), values));
}

/** Writes the complete samples of a plane, times `gain`, to OUTPUT, and advances the plane by a frame. */
export function takeFrame(plane: i32, gain: f32): void {
  const sums = SUMS + <usize>plane * PLANE_BYTES;
  const output = OUTPUT + <usize>plane * LINES * 4;
  const gains = f32x4.splat(gain);
  for (let at: usize = 0; at < LINES * 4; at += 16) {
    v128.store(output + at, f32x4.mul(v128.load(sums + at), gains));
    v128.store(sums + at, v128.load(sums + LINES * 4 + at));
    v128.store(sums + LINES * 4 + at, f32x4.splat(0));
  }
}
