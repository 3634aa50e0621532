/** Read beyond the end of the data. */
export class OutOfBits extends Error {}

/** Invalid or unsupported bits. */
export class BadFrame extends Error {}

/**
 * Reader of bits, most significant first. The array must go on for 8 bytes (of any value) after the data;
 * callers check `overrun` now and then instead of at each read.
 */
export class BitReader {
  /**
   * One that stays. The engine throws away what it compiled for a kind of object if there is none of it when garbage is
   * collected, and readers come and go with frames and songs.
   */
  static readonly kept = new BitReader(new Uint8Array(8));

  readonly bytes: Uint8Array;
  /** Position in bits from the start of `bytes`. */
  position: number;
  /** First bit that is not data. */
  readonly end: number;

  constructor(bytes: Uint8Array, startByte = 0, endByte = bytes.length) {
    this.bytes = bytes;
    this.position = startByte * 8;
    this.end = endByte * 8;
  }

  get overrun(): boolean {
    return this.position > this.end;
  }

  /** The next 32 bits, not consumed. */
  peek32(): number {
    const bytes = this.bytes;
    const at = this.position >>> 3;
    const shift = this.position & 7;
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    return shift === 0 ? word : (word << shift) | (bytes[at + 4] >>> (8 - shift));
  }

  /** 0 to 32 bits, unsigned. */
  unsigned(count: number): number {
    if (count === 0) return 0;
    const value = this.peek32() >>> (32 - count);
    this.position += count;
    return value;
  }

  /** 0 to 32 bits, two's complement. */
  signed(count: number): number {
    if (count === 0) return 0;
    const value = this.peek32() >> (32 - count);
    this.position += count;
    return value;
  }

  /** Zeros before the next one; both are consumed. @throws OutOfBits */
  unary(): number {
    let zeros = 0;
    let word = this.peek32();
    while (word === 0) {
      zeros += 32;
      this.position += 32;
      if (this.position >= this.end) throw new OutOfBits();
      word = this.peek32();
    }
    const more = Math.clz32(word);
    this.position += more + 1;
    return zeros + more;
  }

  alignToByte(): void {
    this.position = (this.position + 7) & ~7;
  }
}
