/** Complex values of as many transforms as a vector has lanes: real parts in one vector, imaginary parts in the next. */
const POINT: usize = 32;

/**
 * Complex FFT of `points` values in place, decimation in frequency, one signal per lane of type `T` (two of
 * f64, four of f32), so that no step needs a shuffle. Radix 4, with one radix-2 stage at the end for odd
 * powers of two. The result is in digit-reversed order. `twiddles`: cos and -sin of 2 pi k / (2 points), k <
 * 2 points, in pairs.
 */
export function fft<T>(data: usize, points: i32, twiddles: usize): void {
  let span = points;
  let step = 2;
  while (span >= 4) {
    for (let base = 0; base < points; base += span) {
      radix4<T>(data + <usize>base * POINT, span >> 2, twiddles, step);
    }
    span >>= 2;
    step <<= 2;
  }
  if (span === 2) radix2<T>(data, points);
}

function radix4<T>(data: usize, quarter: i32, twiddles: usize, step: i32): void {
  const gap = <usize>quarter * POINT;
  const limit = data + gap;
  let one: usize = 0;
  const advance = <usize>step * 2 * sizeof<T>();
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
    const acRe = v128.add<T>(aRe, cRe);
    const acIm = v128.add<T>(aIm, cIm);
    const bdRe = v128.add<T>(bRe, dRe);
    const bdIm = v128.add<T>(bIm, dIm);
    const asRe = v128.sub<T>(aRe, cRe);
    const asIm = v128.sub<T>(aIm, cIm);
    const bsRe = v128.sub<T>(bRe, dRe);
    const bsIm = v128.sub<T>(bIm, dIm);
    v128.store(a, v128.add<T>(acRe, bdRe));
    v128.store(a, v128.add<T>(acIm, bdIm), 16);
    const first = twiddles + one;
    const second = twiddles + one * 2;
    const third = twiddles + one * 3;
    rotate<T>(b, v128.add<T>(asRe, bsIm), v128.sub<T>(asIm, bsRe), first);
    rotate<T>(c, v128.sub<T>(acRe, bdRe), v128.sub<T>(acIm, bdIm), second);
    rotate<T>(d, v128.sub<T>(asRe, bsIm), v128.add<T>(asIm, bsRe), third);
    one += advance;
  }
}

function rotate<T>(target: usize, re: v128, im: v128, twiddle: usize): void {
  const wr = v128.load_splat<T>(twiddle);
  const wi = v128.load_splat<T>(twiddle, sizeof<T>());
  v128.store(target, v128.sub<T>(v128.mul<T>(re, wr), v128.mul<T>(im, wi)));
  v128.store(target, v128.add<T>(v128.mul<T>(re, wi), v128.mul<T>(im, wr)), 16);
}

function radix2<T>(data: usize, points: i32): void {
  const limit = data + <usize>points * POINT;
  for (let a = data; a < limit; a += 2 * POINT) {
    const aRe = v128.load(a);
    const aIm = v128.load(a, 16);
    const bRe = v128.load(a, 32);
    const bIm = v128.load(a, 48);
    v128.store(a, v128.add<T>(aRe, bRe));
    v128.store(a, v128.add<T>(aIm, bIm), 16);
    v128.store(a, v128.sub<T>(aRe, bRe), 32);
    v128.store(a, v128.sub<T>(aIm, bIm), 48);
  }
}
