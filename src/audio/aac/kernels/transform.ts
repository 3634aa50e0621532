/**
 * The discrete cosine transform of type IV, y[m] = sum_k x[k] cos(pi / M (m + 1/2) (k + 1/2)), by a complex transform
 * of half its size: four of an eighth, one a lane, and a step across. Of tables of a quarter of M vectors:
 * cosines and sines of pi (k + 1/8) / M, k < M / 2; then, of an eighth of M, what turns lanes 1 to 3; then of the
 * small transform twiddles (pairs) and where each of its values lies (in bytes).
 */
import { fft } from '../../../dsp/kernels/fft';
import { SCRATCH } from './memory';

/** Outputs of even index after the complex values, then those of odd index backwards. */
const EVEN: usize = SCRATCH + 4096;
const ODD: usize = SCRATCH + 6144;

/** @param lines M, 1,024 or 128 */
export function transform(input: usize, lines: usize, tables: usize, output: usize): void {
  const points = lines >> 3;
  const turns = tables + lines * 4;
  const twiddles = turns + points * 6 * 4;
  const places = twiddles + points * 4 * 4;
  turnInput(input, lines, tables);
  fft<f32>(SCRATCH, <i32>points, twiddles);
  for (let q: usize = 0; q < points; q += 4) across(q, points, turns, places, tables, lines);
  interleave(lines, output);
}

function turnInput(input: usize, lines: usize, tables: usize): void {
  const sines = tables + lines * 2;
  const last = input + lines * 4 - 32;
  for (let k: usize = 0; k < lines * 2; k += 16) {
    const a = v128.shuffle<f32>(v128.load(input + 2 * k), v128.load(input + 2 * k, 16), 0, 2, 4, 6);
    const b = v128.shuffle<f32>(v128.load(last - 2 * k), v128.load(last - 2 * k, 16), 7, 5, 3, 1);
    const cos = v128.load(tables + k);
    const sin = v128.load(sines + k);
    v128.store(SCRATCH + 2 * k, f32x4.add(f32x4.mul(a, cos), f32x4.mul(b, sin)));
    v128.store(SCRATCH + 2 * k, f32x4.sub(f32x4.mul(b, cos), f32x4.mul(a, sin)), 16);
  }
}

/** Combines values q to q + 3 of the four transforms into sixteen of the whole. */
function across(q: usize, points: usize, turns: usize, places: usize, tables: usize, lines: usize): void {
  const p0 = SCRATCH + load<u32>(places + (q << 2));
  const p1 = SCRATCH + load<u32>(places + (q << 2), 4);
  const p2 = SCRATCH + load<u32>(places + (q << 2), 8);
  const p3 = SCRATCH + load<u32>(places + (q << 2), 12);
  const lowRe01 = v128.shuffle<f32>(v128.load(p0), v128.load(p1), 0, 4, 1, 5);
  const lowRe23 = v128.shuffle<f32>(v128.load(p2), v128.load(p3), 0, 4, 1, 5);
  const highRe01 = v128.shuffle<f32>(v128.load(p0), v128.load(p1), 2, 6, 3, 7);
  const highRe23 = v128.shuffle<f32>(v128.load(p2), v128.load(p3), 2, 6, 3, 7);
  const lowIm01 = v128.shuffle<f32>(v128.load(p0, 16), v128.load(p1, 16), 0, 4, 1, 5);
  const lowIm23 = v128.shuffle<f32>(v128.load(p2, 16), v128.load(p3, 16), 0, 4, 1, 5);
  const highIm01 = v128.shuffle<f32>(v128.load(p0, 16), v128.load(p1, 16), 2, 6, 3, 7);
  const highIm23 = v128.shuffle<f32>(v128.load(p2, 16), v128.load(p3, 16), 2, 6, 3, 7);
  const aRe = v128.shuffle<f32>(lowRe01, lowRe23, 0, 1, 4, 5);
  const aIm = v128.shuffle<f32>(lowIm01, lowIm23, 0, 1, 4, 5);
  const b0Re = v128.shuffle<f32>(lowRe01, lowRe23, 2, 3, 6, 7);
  const b0Im = v128.shuffle<f32>(lowIm01, lowIm23, 2, 3, 6, 7);
  const c0Re = v128.shuffle<f32>(highRe01, highRe23, 0, 1, 4, 5);
  const c0Im = v128.shuffle<f32>(highIm01, highIm23, 0, 1, 4, 5);
  const d0Re = v128.shuffle<f32>(highRe01, highRe23, 2, 3, 6, 7);
  const d0Im = v128.shuffle<f32>(highIm01, highIm23, 2, 3, 6, 7);
  const row = points << 2;
  const turn = turns + (q << 2);
  const b1 = v128.load(turn);
  const b2 = v128.load(turn + row);
  const c1 = v128.load(turn + 2 * row);
  const c2 = v128.load(turn + 3 * row);
  const d1 = v128.load(turn + 4 * row);
  const d2 = v128.load(turn + 5 * row);
  const bRe = f32x4.sub(f32x4.mul(b0Re, b1), f32x4.mul(b0Im, b2));
  const bIm = f32x4.add(f32x4.mul(b0Re, b2), f32x4.mul(b0Im, b1));
  const cRe = f32x4.sub(f32x4.mul(c0Re, c1), f32x4.mul(c0Im, c2));
  const cIm = f32x4.add(f32x4.mul(c0Re, c2), f32x4.mul(c0Im, c1));
  const dRe = f32x4.sub(f32x4.mul(d0Re, d1), f32x4.mul(d0Im, d2));
  const dIm = f32x4.add(f32x4.mul(d0Re, d2), f32x4.mul(d0Im, d1));
  const acRe = f32x4.add(aRe, cRe);
  const acIm = f32x4.add(aIm, cIm);
  const bdRe = f32x4.add(bRe, dRe);
  const bdIm = f32x4.add(bIm, dIm);
  const asRe = f32x4.sub(aRe, cRe);
  const asIm = f32x4.sub(aIm, cIm);
  const bsRe = f32x4.sub(bRe, dRe);
  const bsIm = f32x4.sub(bIm, dIm);
  const at = q << 2;
  turnOutput(at, f32x4.add(acRe, bdRe), f32x4.add(acIm, bdIm), tables, lines);
  turnOutput(at + row, f32x4.add(asRe, bsIm), f32x4.sub(asIm, bsRe), tables, lines);
  turnOutput(at + 2 * row, f32x4.sub(acRe, bdRe), f32x4.sub(acIm, bdIm), tables, lines);
  turnOutput(at + 3 * row, f32x4.sub(asRe, bsIm), f32x4.add(asIm, bsRe), tables, lines);
}

function turnOutput(at: usize, re: v128, im: v128, tables: usize, lines: usize): void {
  const cos = v128.load(tables + at);
  const sin = v128.load(tables + lines * 2 + at);
  v128.store(EVEN + at, f32x4.add(f32x4.mul(re, cos), f32x4.mul(im, sin)));
  v128.store(ODD + at, f32x4.sub(f32x4.mul(re, sin), f32x4.mul(im, cos)));
}

function interleave(lines: usize, output: usize): void {
  const last = ODD + lines * 2 - 16;
  for (let at: usize = 0; at < lines * 2; at += 16) {
    const even = v128.load(EVEN + at);
    const odd = v128.load(last - at);
    v128.store(output + 2 * at, v128.shuffle<f32>(even, odd, 0, 7, 1, 6));
    v128.store(output + 2 * at, v128.shuffle<f32>(even, odd, 2, 5, 3, 4), 16);
  }
}
