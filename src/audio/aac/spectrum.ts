import { BadFrame, type BitReader, OutOfBits } from '../bit-reader.ts';
import { SPECTRAL_TABLES } from './codebook-tables.ts';
import { Codebook } from './huffman.ts';
import { forEachBand, type IcsInfo, NOISE_BAND, ZERO_BAND } from './ics-info.ts';

/** A spectral codebook and what its symbols stand for. */
interface SpectralBook {
  readonly code: Codebook;
  /** Lines that one symbol gives: 4 or 2. */
  readonly dimension: number;
  /** Magnitudes (or signed values), `dimension` a symbol. */
  readonly values: Int8Array;
  /** Signs follow as bits. */
  readonly isUnsigned: boolean;
}

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
const ESCAPE_BOOK = 11;
const ESCAPE = 16;
/** An escape of more leading ones would pass 8,191, the largest value there is. */
const MAX_ESCAPE_ONES = 8;

const BOOKS: readonly SpectralBook[] = SHAPES.map(([largest, dimension, isUnsigned], i) => {
  const lowest = isUnsigned ? 0 : -largest;
  const base = largest - lowest + 1;
  const table = SPECTRAL_TABLES[i];
  const values = Int8Array.from({ length: table.symbols.length * dimension }, (_, at) => {
    const place = dimension - 1 - (at % dimension);
    return (Math.floor(Math.floor(at / dimension) / base ** place) % base) + lowest;
  });
  return { code: new Codebook(table), dimension, values, isUnsigned };
});

/** The quantised lines, de-interleaved: of short windows, one window after the other. @throws OutOfBits */
export function readSpectrum(bits: BitReader, ics: IcsInfo, codebooks: Uint8Array): Int16Array {
  const quantised = new Int16Array(1024);
  forEachBand(ics, (index, windowStarts, from, to) => {
    const codebook = codebooks[index];
    if (codebook === ZERO_BAND || codebook >= NOISE_BAND) return;
    const book = BOOKS[codebook - 1];
    for (const start of windowStarts) readLines(bits, book, codebook, quantised, start + from, start + to);
    if (bits.overrun) throw new OutOfBits();
  });
  return quantised;
}

function readLines(
  bits: BitReader,
  book: SpectralBook,
  codebook: number,
  out: Int16Array,
  from: number,
  to: number,
): void {
  const { code, dimension, values, isUnsigned } = book;
  for (let line = from; line < to; line += dimension) {
    const at = code.read(bits) * dimension;
    for (let i = 0; i < dimension; i++) {
      const value = values[at + i];
      out[line + i] = isUnsigned && value !== 0 && bits.unsigned(1) === 1 ? -value : value;
    }
    if (codebook === ESCAPE_BOOK) {
      for (let i = line; i < line + 2; i++) {
        if (out[i] === ESCAPE) out[i] = readEscape(bits);
        else if (out[i] === -ESCAPE) out[i] = -readEscape(bits);
      }
    }
  }
}

function readEscape(bits: BitReader): number {
  let ones = 0;
  while (bits.unsigned(1) === 1)
    if (++ones > MAX_ESCAPE_ONES) throw new BadFrame('Expected a value below 8,192.');
  return 2 ** (ones + 4) + bits.unsigned(ones + 4);
}
