/** Short lists of floats, many to one memory: a memory of its own costs each more than its numbers. */

const FLOATS = 1 << 16;

export class FloatBlocks {
  #block = new Float32Array(0);
  #used = 0;

  /** Zeros, which stay until nobody holds any list of their block. */
  take(length: number): Float32Array {
    if (this.#used + length > this.#block.length) {
      this.#block = new Float32Array(Math.max(FLOATS, length));
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += length;
    return this.#block.subarray(start, this.#used);
  }
}
