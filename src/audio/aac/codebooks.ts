/** The Huffman codebooks as the kernels look them up. */
import { type CodebookTable, SCALE_FACTOR_TABLE, SPECTRAL_TABLES } from './codebook-tables.ts';

/** A codebook; an entry is the bits of a code with those of signs, without them (from bit 8 on), its symbol (16). */
export interface Codebook {
  /** Entries by the next 10 bits; 0 if the code is longer. */
  readonly lookup: Uint32Array;
  /** Codes of 1, 2, 3, ... bits. */
  readonly counts: Int32Array;
  /** Entries sorted by code. */
  readonly entries: Uint32Array;
  /** Four spectral lines of each symbol, to the power of 4/3; empty for the scale factor codebook. */
  readonly values: Float32Array;
}

const LOOKUP_BITS = 10;
const LINES = 4;
/** Largest value of a code, dimension, and whether signs follow, of codebooks 1 to 11. */
const SHAPES: readonly (readonly [largest: number, dimension: number, isUnsigned: boolean])[] = [
  [1, 4, false],
  [1, 4, false],
  [2, 4, true],
  [2, 4, true],
  [4, 2, false],
  [4, 2, false],
  [7, 2, true],
  [7, 2, true],
  [12, 2, true],
  [12, 2, true],
  [16, 2, true],
];

/** Codebook 0, of differences of scale factors, to 11. */
export function codebooks(): Codebook[] {
  const spectral = SHAPES.map(([largest, dimension, isUnsigned], i) => {
    const lowest = isUnsigned ? 0 : -largest;
    const base = largest - lowest + 1;
    const linesOf = (symbol: number) =>
      Array.from({ length: LINES }, (_, line) =>
        line < dimension ? (Math.floor(symbol / base ** (dimension - 1 - line)) % base) + lowest : 0,
      );
    return bookOf(SPECTRAL_TABLES[i], linesOf, isUnsigned);
  });
  return [bookOf(SCALE_FACTOR_TABLE, () => [], false), ...spectral];
}

function bookOf(
  { counts, symbols }: CodebookTable,
  linesOf: (symbol: number) => readonly number[],
  isUnsigned: boolean,
): Codebook {
  const lookup = new Uint32Array(1 << LOOKUP_BITS);
  const entries = new Uint32Array(symbols.length);
  let [code, index] = [0, 0];
  counts.forEach((count, i) => {
    const length = i + 1;
    for (let n = 0; n < count; n++, code++, index++) {
      const symbol = symbols[index];
      const signs = isUnsigned ? linesOf(symbol).filter((value) => value !== 0).length : 0;
      entries[index] = (symbol << 16) | (length << 8) | (length + signs);
      const shift = LOOKUP_BITS - length;
      if (shift >= 0) lookup.fill(entries[index], code << shift, (code + 1) << shift);
    }
    code <<= 1;
  });
  const lines = Array.from(symbols, (_, symbol) => linesOf(symbol)).flat();
  return { lookup, counts: Int32Array.from(counts), entries, values: Float32Array.from(lines, power43) };
}

/** sign(q) |q|^(4/3). */
export function power43(value: number): number {
  return Math.sign(value) * Math.abs(value) ** (4 / 3);
}

/** Sign masks, by which of four lines are not 0 (bit 4 up, the first line lowest) and by four sign bits. */
export function signMasks(): Uint32Array {
  const masks = new Uint32Array(16 * 16 * LINES);
  for (let index = 0; index < 16 * 16; index++) {
    let bit = 8;
    for (let line = 0; line < LINES; line++) {
      if (((index >> (4 + line)) & 1) === 0) continue;
      if (index & bit) masks[index * LINES + line] = 0x80000000;
      bit >>= 1;
    }
  }
  return masks;
}
