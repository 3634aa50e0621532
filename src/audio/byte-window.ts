import type { ByteSource } from './byte-source.ts';

/** Bytes fetched from the source at a time. */
const READ_SIZE = 1 << 18;
/** Zero bytes kept after the data so that bit readers may look ahead. */
const PADDING = 8;

/**
 * A window that slides forward over a source: `await ensure(n)`, then look at `bytes[start .. end)`
 * synchronously. Holds what was asked for and one read more.
 */
export class ByteWindow {
  bytes = new Uint8Array(READ_SIZE + PADDING);
  /** Index in `bytes` of the current position. */
  start = 0;
  /** Index in `bytes` after the last byte at hand. */
  end = 0;
  readonly #source: ByteSource;
  /** Offset in the source of `bytes[0]`. */
  #base: number;

  constructor(source: ByteSource, position = 0) {
    this.#source = source;
    this.#base = position;
  }

  /** Offset in the source of the current position. */
  get position(): number {
    return this.#base + this.start;
  }

  /** Bytes at hand from the current position. */
  get available(): number {
    return this.end - this.start;
  }

  /** Bytes left in the source from the current position. */
  get remaining(): number {
    return Math.max(0, this.#source.size - this.position);
  }

  /** Makes `count` bytes available from the current position: false where the source ends before. */
  async ensure(count: number): Promise<boolean> {
    if (this.available >= count) return true;
    this.#makeRoom(count);
    while (this.available < count) {
      const from = this.#base + this.end;
      const got = await this.#source.read(from, from + Math.max(READ_SIZE, count - this.available));
      if (got.length === 0) break;
      this.#append(got);
    }
    return this.available >= count;
  }

  /** Moves forward, also beyond what is at hand. */
  skip(count: number): void {
    this.start += count;
    if (this.start <= this.end) return;
    this.#base += this.start;
    this.start = 0;
    this.end = 0;
  }

  #makeRoom(count: number): void {
    this.bytes.copyWithin(0, this.start, this.end);
    this.end -= this.start;
    this.#base += this.start;
    this.start = 0;
    this.#grow(count + READ_SIZE);
  }

  #append(got: Uint8Array): void {
    this.#grow(this.end + got.length);
    this.bytes.set(got, this.end);
    this.end += got.length;
    this.bytes.fill(0, this.end, this.end + PADDING);
  }

  #grow(size: number): void {
    if (this.bytes.length >= size + PADDING) return;
    const larger = new Uint8Array(size + PADDING);
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }
}
