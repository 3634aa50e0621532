import { peek } from './bits';
import { CODES, GAINS, PLACES, POWERS, SPECTRA, SPECTRUM_BYTES, WIDTHS } from './memory';

/** Lines of a granule. */
const ALL = 576;
/** Flag of an entry that leads to another table. */
const LEADS_ON: u32 = 0x80000000;
/** Largest value of a code, to which an escape is added. */
const ESCAPE: u32 = 15;

let position: i32 = 0;
let line: i32 = 0;
let bandEnd: i32 = 0;
let band: usize = 0;
let gain: f32 = 0;
let highest: i32 = 0;

/**
 * Reads the Huffman-coded values of a channel's granule, from bit `from` to bit `to`, into its spectrum.
 * Regions end at lines `end0`, `end1` and `end2` and use the tables at `codes` (bytes from CODES; negative:
 * all zero), whose escapes have so many `bits`; then come quadruples.
 * @returns one more than the last coded line that is not 0: 0 where the bits do not suffice
 */
export function readNumbers(
  channel: i32,
  from: i32,
  to: i32,
  end0: i32,
  end1: i32,
  end2: i32,
  codes0: i32,
  codes1: i32,
  codes2: i32,
  bits0: i32,
  bits1: i32,
  bits2: i32,
  smallCodes: i32,
): i32 {
  const spectrum = SPECTRA + <usize>channel * SPECTRUM_BYTES;
  memory.fill(spectrum, 0, SPECTRUM_BYTES);
  position = from;
  line = 0;
  band = 0;
  bandEnd = load<i32>(WIDTHS);
  gain = load<f32>(GAINS);
  highest = 0;
  readRegion(spectrum, end0, codes0, bits0);
  readRegion(spectrum, end1, codes1, bits1);
  readRegion(spectrum, end2, codes2, bits2);
  if (position > to) {
    memory.fill(spectrum, 0, SPECTRUM_BYTES);
    return 0;
  }
  readSmall(spectrum, to, smallCodes);
  return highest;
}

function nextBand(): void {
  band += 4;
  bandEnd += load<i32>(WIDTHS + band);
  gain = load<f32>(GAINS + band);
}

function readRegion(spectrum: usize, end: i32, codes: i32, escapeBits: i32): void {
  if (codes < 0) {
    for (; line < end; line += 2) {
      if (line >= bandEnd) nextBand();
    }
    return;
  }
  const table = CODES + <usize>codes;
  while (line < end) {
    while (line >= bandEnd) nextBand();
    const until = min(end, bandEnd);
    let at = position;
    const scale = gain;
    for (; line < until; line += 2) {
      let bits = peek(at);
      let entry = load<u32>(table + ((<usize>(bits >> 24)) << 2));
      if (entry & LEADS_ON) {
        const rest = (bits << 8) >> ((entry >> 16) & 31);
        entry = load<u32>(table + ((<usize>((entry & 0xffff) + rest)) << 2));
      }
      const length = entry & 31;
      let x = (entry >> 8) & 15;
      let y = (entry >> 12) & 15;
      bits <<= length;
      at += length;
      if (escapeBits > 0 && (x === ESCAPE || y === ESCAPE)) {
        if (x === ESCAPE) {
          x += peek(at) >> (32 - escapeBits);
          at += escapeBits;
        }
        bits = peek(at);
        store<u32>(placeOf(spectrum, line), signed(x, bits, scale));
        if (x > 0) at++;
        if (y === ESCAPE) {
          y += peek(at) >> (32 - escapeBits);
          at += escapeBits;
        }
        bits = peek(at);
        store<u32>(placeOf(spectrum, line + 1), signed(y, bits, scale));
        if (y > 0) at++;
        highest = line + 2;
        continue;
      }
      if ((x | y) === 0) continue;
      store<u32>(placeOf(spectrum, line), signed(x, bits, scale));
      const second = x > 0 ? 1 : 0;
      bits <<= second;
      store<u32>(placeOf(spectrum, line + 1), signed(y, bits, scale));
      at += second + (y > 0 ? 1 : 0);
      highest = line + 2;
    }
    position = at;
  }
}

function readSmall(spectrum: usize, to: i32, codes: i32): void {
  const table = CODES + <usize>codes;
  let at = position;
  while (at < to && line < ALL) {
    let bits = peek(at);
    const entry = load<u32>(table + ((<usize>(bits >> 26)) << 2));
    const length = entry & 31;
    const values = entry >> 8;
    bits <<= length;
    at += length + popcnt(values);
    // The last may be cut off: then it is none.
    if (at > to) break;
    for (let mask: u32 = 8; mask > 0; mask >>= 1) {
      if (line >= bandEnd) nextBand();
      if (values & mask) {
        store<u32>(placeOf(spectrum, line), signed(1, bits, gain));
        bits <<= 1;
        highest = line + 1;
      }
      line++;
      if (line >= ALL) break;
    }
  }
}

function placeOf(spectrum: usize, line: i32): usize {
  return spectrum + <usize>load<u16>(PLACES + ((<usize>line) << 1));
}

/** Value times the scale, with the first of `bits` as its sign. */
function signed(number: u32, bits: u32, scale: f32): u32 {
  return reinterpret<u32>(load<f32>(POWERS + ((<usize>number) << 2)) * scale) ^ (bits & 0x80000000);
}
