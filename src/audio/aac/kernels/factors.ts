import { end, isOverrun, moveTo, position, unsigned } from '../../kernels/bits';
import { readDifference } from './codes';
import { CODEBOOKS, FACTORS, MAX_BANDS } from './memory';

const ZERO: u32 = 0;
const RESERVED: u32 = 12;
const NOISE: u32 = 13;
const OUT_OF_PHASE: u32 = 14;
const MAX_GAIN: u32 = 255;
const NOISE_OFFSET: i32 = 90;
const FIRST_NOISE_BIAS: i32 = 256;

/**
 * Reads section_data and scale_factor_data of a channel from `bit` on.
 * @returns the bit behind them; -1 where they are damaged
 */
export function readFactors(
  channel: i32,
  bit: i32,
  globalGain: i32,
  isShort: bool,
  groups: i32,
  bands: i32,
): i32 {
  moveTo(bit);
  const books = CODEBOOKS + <usize>channel * MAX_BANDS;
  for (let group = 0; group < groups; group++) {
    if (!readSections(books + <usize>(group * bands), bands, isShort ? 3 : 5)) return -1;
  }
  const factors = FACTORS + <usize>channel * MAX_BANDS * 4;
  return readGains(books, factors, groups * bands, globalGain) && !isOverrun() ? position : -1;
}

function readSections(books: usize, bands: i32, lengthBits: i32): bool {
  const escaped: u32 = (1 << lengthBits) - 1;
  let band = 0;
  while (band < bands) {
    const book = unsigned(4);
    if (book === RESERVED || isOverrun()) return false;
    let length: i32 = 0;
    let more: u32 = 0;
    do {
      more = unsigned(lengthBits);
      length += more;
    } while (more === escaped && position <= end);
    if (band + length > bands) return false;
    memory.fill(books + <usize>band, <u8>book, <usize>length);
    band += length;
  }
  return true;
}

function readGains(books: usize, factors: usize, count: i32, globalGain: i32): bool {
  let gain = globalGain;
  let place = 0;
  let noise = globalGain - NOISE_OFFSET;
  let isFirstNoise = true;
  for (let i: usize = 0; i < <usize>count; i++) {
    const book: u32 = load<u8>(books + i);
    if (book === ZERO) continue;
    if (book >= OUT_OF_PHASE) {
      place += readDifference();
      store<i32>(factors + (i << 2), place);
    } else if (book === NOISE) {
      noise += isFirstNoise ? <i32>unsigned(9) - FIRST_NOISE_BIAS : readDifference();
      isFirstNoise = false;
      store<i32>(factors + (i << 2), noise);
    } else {
      gain += readDifference();
      if (<u32>gain > MAX_GAIN) return false;
      store<i32>(factors + (i << 2), gain);
    }
  }
  return true;
}
