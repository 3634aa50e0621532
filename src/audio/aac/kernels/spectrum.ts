import { isOverrun, moveTo, peek, position } from '../../kernels/bits';
import { entryOf } from './codes';
import {
  CODEBOOKS,
  FACTORS,
  GAINS,
  GROUPS,
  MAX_BANDS,
  OFFSETS,
  POWERS,
  SHORT_LINES,
  SIGNS,
  SPECTRA,
  SPECTRUM_BYTES,
  VALUES,
} from './memory';

const NOISE: usize = 13;
const PAIRS_FROM: usize = 5;
const ESCAPE_BOOK: usize = 11;
const ESCAPE: f32 = 40.31747359663594;
/** A longer escape would pass 8,191, the largest value there is. */
const MAX_ESCAPE_ONES: i32 = 8;
const VALUES_BYTES: usize = 320 * 16;

/** Codebooks with signed values: 1, 2, 5 and 6. */
const SIGNED_BOOKS: u32 = 0b1100110;

/**
 * Reads spectral_data of a channel from `bit` on: sign(q) |q|^(4/3) times each band's gain.
 * @returns the bit behind it; -1 where it is damaged
 */
export function readSpectrum(channel: i32, bit: i32, groups: i32, bands: i32): i32 {
  const spectrum = SPECTRA + <usize>channel * SPECTRUM_BYTES;
  let book = CODEBOOKS + <usize>channel * MAX_BANDS;
  let factor = FACTORS + <usize>channel * MAX_BANDS * 4;
  memory.fill(spectrum, 0, SPECTRUM_BYTES);
  moveTo(bit);
  let window = spectrum;
  for (let group: usize = 0; group < <usize>groups; group++) {
    const windows = load<u32>(GROUPS + (group << 2));
    const next = window + windows * SHORT_LINES * 4;
    for (let band: usize = 0; band < <usize>bands; band++, book++, factor += 4) {
      const code = <usize>load<u8>(book);
      if (code === 0 || code >= NOISE) continue;
      const from = load<u32>(OFFSETS + (band << 2)) << 2;
      const to = load<u32>(OFFSETS + (band << 2), 4) << 2;
      const gain = load<f32>(GAINS + ((<usize>load<i32>(factor)) << 2));
      for (let start = window; start < next; start += SHORT_LINES * 4) {
        if (!readBand(code, start + from, start + to, gain)) return -1;
      }
      if (isOverrun()) return -1;
    }
    window = next;
  }
  return position;
}

function readBand(book: usize, from: usize, to: usize, gain: f32): bool {
  if (book < PAIRS_FROM) return readQuads(book, from, to, gain);
  return book < ESCAPE_BOOK ? readPairs(book, from, to, gain) : readEscapes(from, to, gain);
}

function readQuads(book: usize, out: usize, to: usize, gain: f32): bool {
  const gains = f32x4.splat(gain);
  const isSigned = ((SIGNED_BOOKS >> <u32>book) & 1) === 1;
  let at = position;
  for (; out < to; out += 16) {
    const bits = peek(at);
    const entry = entryOf(book, bits);
    if (entry === 0) return false;
    at += <i32>(entry & 31);
    const values = v128.load(VALUES + book * VALUES_BYTES + ((<usize>(entry >> 16)) << 4));
    const lines = f32x4.mul(values, gains);
    v128.store(out, isSigned ? lines : v128.xor(lines, signsOf(values, bits << (<u64>((entry >> 8) & 31)))));
  }
  moveTo(at);
  return true;
}

function readPairs(book: usize, out: usize, to: usize, gain: f32): bool {
  const gains = f32x4.splat(gain);
  const isSigned = ((SIGNED_BOOKS >> <u32>book) & 1) === 1;
  let at = position;
  for (; out < to; out += 8) {
    const bits = peek(at);
    const entry = entryOf(book, bits);
    if (entry === 0) return false;
    at += <i32>(entry & 31);
    const values = v128.load(VALUES + book * VALUES_BYTES + ((<usize>(entry >> 16)) << 4));
    const lines = f32x4.mul(values, gains);
    const signed = isSigned ? lines : v128.xor(lines, signsOf(values, bits << (<u64>((entry >> 8) & 31))));
    v128.store64_lane(out, signed, 0);
  }
  moveTo(at);
  return true;
}

function readEscapes(out: usize, to: usize, gain: f32): bool {
  let at = position;
  for (; out < to; out += 8) {
    const bits = peek(at);
    const entry = entryOf(ESCAPE_BOOK, bits);
    if (entry === 0) return false;
    at += <i32>(entry & 31);
    const values = v128.load(VALUES + ESCAPE_BOOK * VALUES_BYTES + ((<usize>(entry >> 16)) << 4));
    const signs = signsOf(values, bits << (<u64>((entry >> 8) & 31)));
    let first = f32x4.extract_lane(values, 0);
    let second = f32x4.extract_lane(values, 1);
    if (first === ESCAPE || second === ESCAPE) {
      moveTo(at);
      if (first === ESCAPE) first = readEscape();
      if (second === ESCAPE) second = readEscape();
      if (first < 0 || second < 0) return false;
      at = position;
    }
    const lines = f32x4.replace_lane(f32x4.splat(first * gain), 1, second * gain);
    v128.store64_lane(out, v128.xor(lines, signs), 0);
  }
  moveTo(at);
  return true;
}

/** Sign mask of the lines that are not 0, from the next bits. */
function signsOf(values: v128, bits: u64): v128 {
  const mask = i32x4.bitmask(f32x4.ne(values, f32x4.splat(0)));
  return v128.load(SIGNS + ((<usize>(mask << 4) | <usize>(bits >> 60)) << 4));
}

/** Escape code: a number of ones, a zero, and four bits more than ones; negative if it is too large. */
function readEscape(): f32 {
  const bits = peek(position);
  const ones = <i32>clz(~bits);
  if (ones > MAX_ESCAPE_ONES) return -1;
  const count = ones + 4;
  const rest = <usize>((bits << (<u64>(ones + 1))) >> (64 - <u64>count));
  moveTo(position + ones + 1 + count);
  return load<f32>(POWERS + (((1 << (<usize>count)) + rest) << 2));
}
