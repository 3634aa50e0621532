import { type BitReader, OutOfBits } from '../bit-reader.ts';

/** A canonical code. */
export interface CodebookTable {
  /** How many codes there are of 1, 2, 3, ... bits. */
  readonly counts: readonly number[];
  /** Symbols in the order of their codes. */
  readonly symbols: readonly number[];
}

/** Bits looked up at once; longer codes, which are rare, are searched. */
const LOOKUP_BITS = 10;

/** Decodes one codebook. */
export class Codebook {
  /** By the next `LOOKUP_BITS` bits: `symbol * 32 + length`, or 0 where the code is longer. */
  readonly #lookup = new Uint16Array(1 << LOOKUP_BITS);
  readonly #table: CodebookTable;

  constructor(table: CodebookTable) {
    this.#table = table;
    let code = 0;
    let index = 0;
    for (let length = 1; length <= LOOKUP_BITS && length <= table.counts.length; length++, code <<= 1) {
      for (let i = 0; i < table.counts[length - 1]; i++, code++, index++) {
        const shift = LOOKUP_BITS - length;
        this.#lookup.fill(table.symbols[index] * 32 + length, code << shift, (code + 1) << shift);
      }
    }
  }

  /** The next symbol. @throws OutOfBits where no code matches */
  read(bits: BitReader): number {
    const word = bits.peek32();
    const entry = this.#lookup[word >>> (32 - LOOKUP_BITS)];
    if (entry === 0) return this.#search(bits, word);
    bits.position += entry & 31;
    return entry >> 5;
  }

  #search(bits: BitReader, word: number): number {
    const { counts, symbols } = this.#table;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= counts.length; length++) {
      const offset = (word >>> (32 - length)) - first;
      if (offset < counts[length - 1]) {
        bits.position += length;
        return symbols[index + offset];
      }
      index += counts[length - 1];
      first = (first + counts[length - 1]) << 1;
    }
    throw new OutOfBits();
  }
}
