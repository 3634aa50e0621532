/** Short float arrays in shared buffers: a buffer of its own costs each more than its values. */

const FLOATS = 1 << 16;

export class FloatBlocks {
  #block = new Float32Array(0);
  #used = 0;

  /** Allocates zeros, which are freed once no array of their block is referenced. */
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
