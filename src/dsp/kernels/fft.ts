/** Complex values of two frames: real parts in one vector, imaginary parts in the next. */
const POINT: usize = 32;

/**
 * In-place decimation-in-frequency transform of `points` complex values of two frames at once, one frame a lane,
 * so that no step needs a shuffle. Radix 4, with one radix-2 stage at the end for odd powers of two.
 * The result is in digit-reversed order. `twiddles`: cos and -sin of 2 pi k / (2 points), k < 2 points, in pairs.
 */
export function fft2(data: usize, points: i32, twiddles: usize): void {
  let span = points;
  let step = 2;
  while (span >= 4) {
    for (let base = 0; base < points; base += span) {
      radix4(data + <usize>base * POINT, span >> 2, twiddles, step);
    }
    span >>= 2;
    step <<= 2;
  }
  if (span === 2) radix2(data, points);
}

function radix4(data: usize, quarter: i32, twiddles: usize, step: i32): void {
  const gap = <usize>quarter * POINT;
  const limit = data + gap;
  let one: usize = 0;
  const advance = <usize>step * 16;
  for (let a = data; a < limit; a += POINT) {
    const b = a + gap;
    const c = b + gap;
    const d = c + gap;
    const aRe = v128.load(a);
    const aIm = v128.load(a, 16);
    const bRe = v128.load(b);
    const bIm = v128.load(b, 16);
    const cRe = v128.load(c);
    const cIm = v128.load(c, 16);
    const dRe = v128.load(d);
    const dIm = v128.load(d, 16);
    const acRe = f64x2.add(aRe, cRe);
    const acIm = f64x2.add(aIm, cIm);
    const bdRe = f64x2.add(bRe, dRe);
    const bdIm = f64x2.add(bIm, dIm);
    const asRe = f64x2.sub(aRe, cRe);
    const asIm = f64x2.sub(aIm, cIm);
    const bsRe = f64x2.sub(bRe, dRe);
    const bsIm = f64x2.sub(bIm, dIm);
    v128.store(a, f64x2.add(acRe, bdRe));
    v128.store(a, f64x2.add(acIm, bdIm), 16);
    const first = twiddles + one;
    const second = twiddles + one * 2;
    const third = twiddles + one * 3;
    rotate(b, f64x2.add(asRe, bsIm), f64x2.sub(asIm, bsRe), first);
    rotate(c, f64x2.sub(acRe, bdRe), f64x2.sub(acIm, bdIm), second);
    rotate(d, f64x2.sub(asRe, bsIm), f64x2.add(asIm, bsRe), third);
    one += advance;
  }
}

function rotate(target: usize, re: v128, im: v128, twiddle: usize): void {
  const wr = v128.load64_splat(twiddle);
  const wi = v128.load64_splat(twiddle, 8);
  v128.store(target, f64x2.sub(f64x2.mul(re, wr), f64x2.mul(im, wi)));
  v128.store(target, f64x2.add(f64x2.mul(re, wi), f64x2.mul(im, wr)), 16);
}

function radix2(data: usize, points: i32): void {
  const limit = data + <usize>points * POINT;
  for (let a = data; a < limit; a += 2 * POINT) {
    const aRe = v128.load(a);
    const aIm = v128.load(a, 16);
    const bRe = v128.load(a, 32);
    const bIm = v128.load(a, 48);
    v128.store(a, f64x2.add(aRe, bRe));
    v128.store(a, f64x2.add(aIm, bIm), 16);
    v128.store(a, f64x2.sub(aRe, bRe), 32);
    v128.store(a, f64x2.sub(aIm, bIm), 48);
  }
}
