/** Writes bits, the highest of a number first. */
export class BitWriter {
  readonly #bits: number[] = [];

  /** The last `count` bits of a number, of two's complement if it is below 0. */
  write(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) this.#bits.push(Math.floor(value / 2 ** bit) & 1);
  }

  /** All so far, zeros up to a whole byte at the end. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    this.#bits.forEach((bit, i) => {
      bytes[i >> 3] |= bit << (7 - (i & 7));
    });
    return bytes;
  }
}
