import { fft } from './fft';

const POWER = 0;
const MAGNITUDE = 1;

/**
 * Spectra of `frames` (a multiple of 2) windows of `nFft` samples, `hop` samples apart from `signal` on.
 *
 * Computed in double precision, since a tone's spectrum spans more decades than a float has digits, and rounded at
 * the end. Each row of `output` has nFft/2 + 1 values padded with zeros to `stride`, a multiple of 4. `kind`: 0
 * power, 1 magnitude, 2 complex (rows of 2 x stride: real parts, then imaginary parts). `order`: where bin k of the
 * digit-reversed transform lies. `window`, `twiddles`: doubles. `work`: 16 nFft bytes.
 */
export function stft(
  signal: usize,
  frames: i32,
  hop: i32,
  nFft: i32,
  window: usize,
  twiddles: usize,
  order: usize,
  work: usize,
  output: usize,
  stride: i32,
  kind: i32,
): void {
  const points = nFft >> 1;
  const planes: usize = kind > MAGNITUDE ? 2 : 1;
  const rowBytes = <usize>stride * 4 * planes;
  for (let frame = 0; frame < frames; frame += 2) {
    load2(signal + <usize>(frame * hop) * 4, <usize>hop * 4, nFft, window, work);
    fft<f64>(work, points, twiddles);
    const row = output + <usize>frame * rowBytes;
    clearTails(row, <usize>stride * 4, 2 * planes, points + 1);
    untangle(work, points, twiddles, order, row, row + rowBytes, <usize>stride * 4, kind);
  }
}

/**
 * Adds the windowed inverse transforms of `frames` (a multiple of 2) complex rows, laid out as `stft` writes them,
 * into `output` every `hop` samples. `window` carries the factor 2 / nFft.
 */
export function istft(
  spectra: usize,
  stride: i32,
  frames: i32,
  hop: i32,
  nFft: i32,
  window: usize,
  twiddles: usize,
  order: usize,
  work: usize,
  output: usize,
): void {
  const points = nFft >> 1;
  const planeBytes = <usize>stride * 4;
  for (let frame = 0; frame < frames; frame += 2) {
    const row = spectra + <usize>frame * planeBytes * 2;
    tangle(row, row + planeBytes * 2, planeBytes, points, twiddles, work);
    fft<f64>(work, points, twiddles);
    const first = output + <usize>(frame * hop) * 4;
    overlapAdd(work, points, order, window, first, first + <usize>hop * 4);
  }
}

/** Zeros the padding behind the `used` values of consecutive planes of `plane` bytes. */
function clearTails(row: usize, plane: usize, planes: usize, used: i32): void {
  const tail = plane - <usize>used * 4;
  for (let i: usize = 1; i <= planes; i++) memory.fill(row + i * plane - tail, 0, tail);
}

function load2(signal: usize, hopBytes: usize, nFft: i32, window: usize, work: usize): void {
  for (let n = 0; n < nFft; n += 2) {
    const at = signal + <usize>n * 4;
    const w = v128.load(window + <usize>n * 8);
    const a = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(at)), w);
    const b = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(at + hopBytes)), w);
    v128.store(work + <usize>n * 16, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(work + <usize>n * 16, v128.shuffle<f64>(a, b, 1, 3), 16);
  }
}

/** Converts the transform of packed even and odd samples to the bins of the real signal. */
function untangle(
  work: usize,
  points: i32,
  twiddles: usize,
  order: usize,
  first: usize,
  second: usize,
  plane: usize,
  kind: i32,
): void {
  const half = f64x2.splat(0.5);
  for (let k = 0; k <= points >> 1; k++) {
    const p = work + <usize>load<u32>(order + <usize>k * 4) * 32;
    const mirror = (points - k) & (points - 1);
    const q = work + <usize>load<u32>(order + <usize>mirror * 4) * 32;
    const pRe = v128.load(p);
    const pIm = v128.load(p, 16);
    const qRe = v128.load(q);
    const qIm = v128.load(q, 16);
    const eRe = f64x2.mul(half, f64x2.add(pRe, qRe));
    const eIm = f64x2.mul(half, f64x2.sub(pIm, qIm));
    const oRe = f64x2.mul(half, f64x2.add(pIm, qIm));
    const oIm = f64x2.mul(half, f64x2.sub(qRe, pRe));
    const wr = v128.load64_splat(twiddles + <usize>k * 16);
    const wi = v128.load64_splat(twiddles + <usize>k * 16, 8);
    const tRe = f64x2.sub(f64x2.mul(oRe, wr), f64x2.mul(oIm, wi));
    const tIm = f64x2.add(f64x2.mul(oRe, wi), f64x2.mul(oIm, wr));
    const near = <usize>k * 4;
    const far = <usize>(points - k) * 4;
    emit(f64x2.add(eRe, tRe), f64x2.add(eIm, tIm), first + near, second + near, plane, kind);
    emit(f64x2.sub(eRe, tRe), f64x2.sub(tIm, eIm), first + far, second + far, plane, kind);
  }
}

function emit(re: v128, im: v128, first: usize, second: usize, plane: usize, kind: i32): void {
  if (kind > MAGNITUDE) {
    put(re, first, second);
    put(im, first + plane, second + plane);
    return;
  }
  const power = f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
  put(kind === POWER ? power : f64x2.sqrt(power), first, second);
}

/** Rounds one value of each frame and stores it. */
function put(values: v128, first: usize, second: usize): void {
  const rounded = f32x4.demote_f64x2_zero(values);
  v128.store32_lane(first, rounded, 0);
  v128.store32_lane(second, rounded, 1);
}

function take(first: usize, second: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load32_lane(second, v128.load32_zero(first), 1));
}

/** The conjugate of the packed half-size spectrum: a forward transform of it inverts the conjugate. */
function tangle(first: usize, second: usize, plane: usize, points: i32, twiddles: usize, work: usize): void {
  const half = f64x2.splat(0.5);
  for (let k = 0; k < points; k++) {
    const near = <usize>k * 4;
    const far = <usize>(points - k) * 4;
    const pRe = take(first + near, second + near);
    const pIm = take(first + plane + near, second + plane + near);
    const qRe = take(first + far, second + far);
    const qIm = take(first + plane + far, second + plane + far);
    const eRe = f64x2.mul(half, f64x2.add(pRe, qRe));
    const eIm = f64x2.mul(half, f64x2.sub(pIm, qIm));
    const dRe = f64x2.mul(half, f64x2.sub(pRe, qRe));
    const dIm = f64x2.mul(half, f64x2.add(pIm, qIm));
    const wr = v128.load64_splat(twiddles + <usize>k * 16);
    const wi = v128.load64_splat(twiddles + <usize>k * 16, 8);
    const oRe = f64x2.add(f64x2.mul(dRe, wr), f64x2.mul(dIm, wi));
    const oIm = f64x2.sub(f64x2.mul(dIm, wr), f64x2.mul(dRe, wi));
    v128.store(work + <usize>k * 32, f64x2.sub(eRe, oIm));
    v128.store(work + <usize>k * 32, f64x2.neg(f64x2.add(eIm, oRe)), 16);
  }
}

function overlapAdd(
  work: usize,
  points: i32,
  order: usize,
  window: usize,
  first: usize,
  second: usize,
): void {
  for (let n = 0; n < points; n++) {
    const at = work + <usize>load<u32>(order + <usize>n * 4) * 32;
    const even = v128.load(at);
    const odd = f64x2.neg(v128.load(at, 16));
    const w = v128.load(window + <usize>n * 16);
    add2(first + <usize>n * 8, f64x2.mul(w, v128.shuffle<f64>(even, odd, 0, 2)));
    add2(second + <usize>n * 8, f64x2.mul(w, v128.shuffle<f64>(even, odd, 1, 3)));
  }
}

function add2(at: usize, values: v128): void {
  const sum = f32x4.add(v128.load64_zero(at), f32x4.demote_f64x2_zero(values));
  v128.store64_lane(at, sum, 0);
}
