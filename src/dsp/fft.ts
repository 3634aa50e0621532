/**
 * Discrete Fourier transforms of power-of-two size in double precision.
 *
 * The transform of a real signal of N samples is one complex transform of N/2 points and a pass that untangles
 * the even and the odd samples. Convention: X[k] = sum x[n] exp(-2 pi i k n / N), no scaling; the inverse divides
 * by N.
 */
export class RealFft {
  readonly size: number;
  readonly #half: number;
  readonly #order: Uint32Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  /** @throws RangeError unless `size` is a power of two of at least 2. */
  constructor(size: number) {
    if (size < 2 || !Number.isInteger(Math.log2(size))) {
      throw new RangeError(`Expected a power of two of at least 2, got ${size}`);
    }
    this.size = size;
    this.#half = size / 2;
    this.#order = bitReversal(this.#half);
    this.#cos = Float64Array.from({ length: this.#half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sin = Float64Array.from({ length: this.#half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
    this.#re = new Float64Array(this.#half);
    this.#im = new Float64Array(this.#half);
  }

  /** Spectrum of `size` real samples: bins 0..size/2 into `re` and `im` (each at least size/2 + 1 long). */
  forward(input: ArrayLike<number>, re: Float64Array, im: Float64Array): void {
    for (let i = 0; i < this.#half; i++) {
      this.#re[this.#order[i]] = input[2 * i];
      this.#im[this.#order[i]] = input[2 * i + 1];
    }
    this.#butterflies();
    this.#untangle(re, im);
  }

  /** The `size` real samples whose spectrum is bins 0..size/2 in `re` and `im`. */
  inverse(re: Float64Array, im: Float64Array, output: Float64Array): void {
    this.#tangle(re, im);
    this.#butterflies();
    const scale = 1 / this.#half;
    for (let i = 0; i < this.#half; i++) {
      output[2 * i] = this.#re[i] * scale;
      output[2 * i + 1] = -this.#im[i] * scale;
    }
  }

  #butterflies(): void {
    const half = this.#half;
    const [re, im, cos, sin] = [this.#re, this.#im, this.#cos, this.#sin];
    for (let span = 1; span < half; span *= 2) {
      const stride = half / span;
      for (let k = 0; k < span; k++) {
        const wr = cos[k * stride];
        const wi = sin[k * stride];
        for (let a = k; a < half; a += 2 * span) {
          const b = a + span;
          const tr = re[b] * wr - im[b] * wi;
          const ti = re[b] * wi + im[b] * wr;
          re[b] = re[a] - tr;
          im[b] = im[a] - ti;
          re[a] += tr;
          im[a] += ti;
        }
      }
    }
  }

  #untangle(re: Float64Array, im: Float64Array): void {
    const [half, cos, sin] = [this.#half, this.#cos, this.#sin];
    for (let k = 0; k <= half; k++) {
      const a = k & (half - 1);
      const b = (half - k) & (half - 1);
      const evenRe = (this.#re[a] + this.#re[b]) / 2;
      const evenIm = (this.#im[a] - this.#im[b]) / 2;
      const oddRe = (this.#im[a] + this.#im[b]) / 2;
      const oddIm = (this.#re[b] - this.#re[a]) / 2;
      const wr = k === half ? -1 : cos[k];
      const wi = k === half ? 0 : sin[k];
      re[k] = evenRe + oddRe * wr - oddIm * wi;
      im[k] = evenIm + oddRe * wi + oddIm * wr;
    }
  }

  /** Loads the conjugate of the half-size spectrum, so that a forward transform inverts it. */
  #tangle(re: Float64Array, im: Float64Array): void {
    const [half, order, cos, sin] = [this.#half, this.#order, this.#cos, this.#sin];
    for (let k = 0; k < half; k++) {
      const evenRe = (re[k] + re[half - k]) / 2;
      const evenIm = (im[k] - im[half - k]) / 2;
      const differenceRe = (re[k] - re[half - k]) / 2;
      const differenceIm = (im[k] + im[half - k]) / 2;
      const oddRe = differenceRe * cos[k] + differenceIm * sin[k];
      const oddIm = differenceIm * cos[k] - differenceRe * sin[k];
      this.#re[order[k]] = evenRe - oddIm;
      this.#im[order[k]] = -(evenIm + oddRe);
    }
  }
}

function bitReversal(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    order[i] = j;
  }
  return order;
}
