/**
 * The discrete cosine transform of type IV, y[m] = sum_k x[k] cos(pi / M (m + 1/2) (k + 1/2)), by a complex FFT
 * of half its size. The inverse MDCT is this, unfolded.
 */
export class Dct4 {
  readonly #size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #fft: Fft;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  /** @param size M, a power of two from 8 */
  constructor(size: number) {
    const points = size / 2;
    const angle = (k: number) => (Math.PI * (k + 1 / 8)) / size;
    this.#size = size;
    this.#cos = Float64Array.from({ length: points }, (_, k) => Math.cos(angle(k)));
    this.#sin = Float64Array.from({ length: points }, (_, k) => Math.sin(angle(k)));
    this.#fft = new Fft(points);
    this.#re = new Float64Array(points);
    this.#im = new Float64Array(points);
  }

  /** Transforms `input` into `output`, which may be the same. */
  transform(input: Float64Array, output: Float64Array): void {
    const re = this.#re;
    const im = this.#im;
    const last = this.#size - 1;
    for (let k = 0; k < re.length; k++) {
      const a = input[2 * k];
      const b = input[last - 2 * k];
      re[k] = a * this.#cos[k] + b * this.#sin[k];
      im[k] = b * this.#cos[k] - a * this.#sin[k];
    }
    this.#fft.transform(re, im);
    for (let k = 0; k < re.length; k++) {
      output[2 * k] = re[k] * this.#cos[k] + im[k] * this.#sin[k];
      output[last - 2 * k] = re[k] * this.#sin[k] - im[k] * this.#cos[k];
    }
  }
}

/** Complex forward FFT in place, radix 2. */
class Fft {
  readonly #swaps: Uint16Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(size: number) {
    this.#swaps = bitReversalSwaps(size);
    this.#cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sin = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  }

  transform(re: Float64Array, im: Float64Array): void {
    for (let i = 0; i < this.#swaps.length; i += 2) {
      swap(re, this.#swaps[i], this.#swaps[i + 1]);
      swap(im, this.#swaps[i], this.#swaps[i + 1]);
    }
    for (let half = 1; half < re.length; half *= 2) this.#stage(re, im, half);
  }

  #stage(re: Float64Array, im: Float64Array, half: number): void {
    const size = re.length;
    const stride = size / (2 * half);
    for (let k = 0; k < half; k++) {
      const c = this.#cos[k * stride];
      const s = this.#sin[k * stride];
      for (let i = k; i < size; i += 2 * half) {
        const j = i + half;
        const x = re[j] * c - im[j] * s;
        const y = re[j] * s + im[j] * c;
        re[j] = re[i] - x;
        im[j] = im[i] - y;
        re[i] += x;
        im[i] += y;
      }
    }
  }
}

function bitReversalSwaps(size: number): Uint16Array {
  const swaps: number[] = [];
  const bits = Math.log2(size);
  for (let i = 0; i < size; i++) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit++) if (i & (1 << bit)) reversed |= 1 << (bits - 1 - bit);
    if (reversed > i) swaps.push(i, reversed);
  }
  return Uint16Array.from(swaps);
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i];
  values[i] = values[j];
  values[j] = value;
}
