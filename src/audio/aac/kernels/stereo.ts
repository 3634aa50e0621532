import {
  CODEBOOKS,
  FACTORS,
  GROUPS,
  MASK,
  MAX_BANDS,
  OFFSETS,
  SHORT_LINES,
  SPECTRA,
  SPECTRUM_BYTES,
} from './memory';

const NOISE: u32 = 13;
const OUT_OF_PHASE: u32 = 14;
const IN_PHASE: u32 = 15;
/** Modulus of the Lehmer generator, 2^31 - 1. */
const MODULUS: u64 = 2147483647;
const FACTOR: u64 = 16807;

let noiseState: u64 = 1;

/** Sets the state of the noise generator at the start of a frame. */
export function seedNoise(state: i32): void {
  noiseState = <u64>state;
}

/** Fills a channel's bands that are only described as noise (ISO/IEC 14496-3, section 4.6.13). */
export function fillNoise(channel: i32, groups: i32, bands: i32): void {
  let book = CODEBOOKS + <usize>channel * MAX_BANDS;
  let factor = FACTORS + <usize>channel * MAX_BANDS * 4;
  let window = SPECTRA + <usize>channel * SPECTRUM_BYTES;
  for (let group: usize = 0; group < <usize>groups; group++) {
    const next = window + load<u32>(GROUPS + (group << 2)) * SHORT_LINES * 4;
    for (let band: usize = 0; band < <usize>bands; band++, book++, factor += 4) {
      if (load<u8>(book) !== NOISE) continue;
      const gain = powerOfTwo(load<i32>(factor));
      const from = load<u32>(OFFSETS + (band << 2)) << 2;
      const to = load<u32>(OFFSETS + (band << 2), 4) << 2;
      for (let start = window; start < next; start += SHORT_LINES * 4)
        fillBand(start + from, start + to, gain);
    }
    window = next;
  }
}

function fillBand(from: usize, to: usize, gain: f64): void {
  let energy: f64 = 0;
  for (let at = from; at < to; at += 4) {
    noiseState = (noiseState * FACTOR) % MODULUS;
    const value = <f64>noiseState / 1073741823.5 - 1;
    energy += value * value;
    store<f32>(at, <f32>value);
  }
  const scale = <f32>(energy > 0 ? gain / Math.sqrt(energy) : 0);
  for (let at = from; at < to; at += 4) store<f32>(at, load<f32>(at) * scale);
}

/** Undoes middle/side and intensity coding of two channels, in place (sections 4.6.8.1 and 4.6.8.2). */
export function joinStereo(left: i32, groups: i32, bands: i32, turnsIntensity: bool): void {
  const leftBooks = CODEBOOKS + <usize>left * MAX_BANDS;
  const factors = FACTORS + <usize>(left + 1) * MAX_BANDS * 4;
  let window = SPECTRA + <usize>left * SPECTRUM_BYTES;
  let index: usize = 0;
  for (let group: usize = 0; group < <usize>groups; group++) {
    const next = window + load<u32>(GROUPS + (group << 2)) * SHORT_LINES * 4;
    for (let band: usize = 0; band < <usize>bands; band++, index++) {
      const leftBook: u32 = load<u8>(leftBooks + index);
      const book: u32 = load<u8>(leftBooks + MAX_BANDS + index);
      const isMasked = load<u8>(MASK + index) !== 0;
      const from = load<u32>(OFFSETS + (band << 2)) << 2;
      const to = load<u32>(OFFSETS + (band << 2), 4) << 2;
      if (book >= OUT_OF_PHASE) {
        const isTurned = isMasked && turnsIntensity;
        const sign: f64 = (book === IN_PHASE) !== isTurned ? 1 : -1;
        const gain = <f32>(sign * powerOfTwo(-load<i32>(factors + (index << 2))));
        for (let start = window; start < next; start += SHORT_LINES * 4) copy(start + from, start + to, gain);
      } else if (isMasked && book !== NOISE && leftBook !== NOISE) {
        for (let start = window; start < next; start += SHORT_LINES * 4) unmix(start + from, start + to);
      }
    }
    window = next;
  }
}

function copy(from: usize, to: usize, gain: f32): void {
  const gains = f32x4.splat(gain);
  for (let at = from; at < to; at += 16) {
    v128.store(at + SPECTRUM_BYTES, f32x4.mul(v128.load(at), gains));
  }
}

function unmix(from: usize, to: usize): void {
  for (let at = from; at < to; at += 16) {
    const middle = v128.load(at);
    const side = v128.load(at + SPECTRUM_BYTES);
    v128.store(at, f32x4.add(middle, side));
    v128.store(at + SPECTRUM_BYTES, f32x4.sub(middle, side));
  }
}

/** 2^(quarters / 4), clamped to the range of a double. */
function powerOfTwo(quarters: i32): f64 {
  const exponent = min(1023, max(-1022, quarters >> 2));
  const rest = quarters & 3;
  const whole = reinterpret<f64>((<u64>(1023 + exponent)) << 52);
  return (rest & 1 ? whole * 1.189207115002721 : whole) * (rest & 2 ? Math.SQRT2 : 1);
}
