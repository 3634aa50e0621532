import { describe, expect, test } from 'vitest';
import { BitWriter } from '../../../test/support/bit-writer.ts';
import { type Kernels, MAX_BANDS, openKernels } from './aac-kernels.ts';
import { SPECTRAL_TABLES } from './codebook-tables.ts';
import type { IcsInfo } from './ics-info.ts';

/** Books whose codes say signs themselves. */
const SIGNED = [1, 2, 5, 6];

describe('the kernels of AAC', () => {
  test.each(SPECTRAL_TABLES.map((table, i) => [i + 1, table] as const))(
    'read every code of book %i, and signs behind it',
    (book, { symbols }) => {
      const dimension = book < 5 ? 4 : 2;
      const lines = symbols.flatMap((_, symbol) => linesOf(book, symbol));
      const kernels = openKernels();
      const position = read(kernels, book, encode(book, symbols.length), [0, lines.length]);
      expect(position).toBeGreaterThan(0);
      lines.forEach((value, i) => {
        const expected = Math.sign(value) * Math.abs(value) ** (4 / 3);
        expect(kernels.spectra[0][i], `line ${i % dimension}`).toBeCloseTo(expected, 4);
      });
    },
  );

  test('read escapes up to the largest value, and none that is larger', () => {
    const bits = new BitWriter();
    writeCode(bits, 11, 288);
    bits.write(0b01, 2);
    bits.write(0b111111110, 9);
    bits.write(4_095, 12);
    bits.write(0b0, 1);
    bits.write(3, 4);
    const kernels = openKernels();
    expect(read(kernels, 11, bits.bytes(), [0, 2])).toBeGreaterThan(0);
    expect(kernels.spectra[0][0]).toBeCloseTo(8_191 ** (4 / 3), -1);
    expect(kernels.spectra[0][1]).toBeCloseTo(-(19 ** (4 / 3)), 3);
    const larger = new BitWriter();
    writeCode(larger, 11, 288);
    larger.write(0b00_111111111, 11);
    larger.write(0, 32);
    expect(read(kernels, 11, larger.bytes(), [0, 2])).toBe(-1);
  });

  test('say so where codes go on behind the end', () => {
    const bytes = encode(3, 81);
    expect(read(openKernels(), 3, bytes.subarray(0, 20), [0, 324])).toBe(-1);
  });

  test('join what is coded as middle and side, and as intensity', () => {
    const kernels = openKernels();
    const ics = icsOf([0, 4, 8, 12, 16, 20]);
    kernels.spectra[0].set(Array.from({ length: 20 }, (_, i) => i + 1));
    kernels.spectra[1].fill(0.5, 0, 20);
    kernels.codebooks.set([1, 1, 1, 1, 13], 0);
    kernels.codebooks.set([1, 1, 15, 14, 1], MAX_BANDS);
    kernels.factors.set([0, 0, 4, -8, 0], MAX_BANDS);
    kernels.mask.set([0, 1, 0, 0, 1]);
    kernels.joinStereo(0, ics, true);
    const left = [1, 2, 3, 4, 5.5, 6.5, 7.5, 8.5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
    const right = [0.5, 0.5, 0.5, 0.5, 4.5, 5.5, 6.5, 7.5, 4.5, 5, 5.5, 6];
    expect([...kernels.spectra[0].subarray(0, 20)]).toEqual(left);
    expect([...kernels.spectra[1].subarray(0, 20)]).toEqual([
      ...right,
      -52,
      -56,
      -60,
      -64,
      0.5,
      0.5,
      0.5,
      0.5,
    ]);
  });

  test.each([false, true])('shape noise along the lines, downward: %s', (isDownward) => {
    const kernels = openKernels();
    const coefficients = [0.5, -0.3, 0.2];
    const before = Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
    kernels.spectra[0].set(before);
    kernels.filter.set(coefficients);
    kernels.shapeNoise(0, 10, 50, isDownward, 3);
    const expected = isDownward ? before.slice(10, 50).reverse() : before.slice(10, 50);
    expected.forEach((_, i) => {
      coefficients.forEach((factor, k) => {
        if (i > k) expected[i] -= factor * expected[i - 1 - k];
      });
    });
    const got = [...kernels.spectra[0].subarray(10, 50)];
    if (isDownward) got.reverse();
    got.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 5);
    });
    expect([...kernels.spectra[0].subarray(50, 60)]).toEqual(before.slice(50).map(Math.fround));
  });

  test('fill bands with noise of the energy that is coded, the same each time', () => {
    const bands = [0, 1].map(() => {
      const kernels = openKernels();
      kernels.codebooks[0] = 13;
      kernels.factors[0] = 10;
      kernels.seedNoise(12_345);
      kernels.fillNoise(0, icsOf([0, 32]));
      return kernels.spectra[0].slice(0, 32);
    });
    expect(bands[0]).toEqual(bands[1]);
    expect(bands[0].reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(2 ** 5, 3);
  });
});

/** Reads one band of a long window, of factor 100: as the lines are. */
function read(kernels: Kernels, book: number, bytes: Uint8Array, offsets: readonly number[]): number {
  kernels.frame.set(bytes);
  kernels.openBits(0, bytes.length);
  kernels.codebooks[0] = book;
  kernels.factors[0] = 100;
  return kernels.readSpectrum(0, 0, icsOf(offsets));
}

function icsOf(offsets: readonly number[]): IcsInfo {
  const maxSfb = offsets.length - 1;
  return { sequence: 0, isShort: false, shape: 0, maxSfb, groups: [1], offsets, tnsBands: 40 };
}

/** Every symbol of a book in turns; where signs follow, every line below 0. */
function encode(book: number, symbols: number): Uint8Array {
  const out = new BitWriter();
  for (let symbol = 0; symbol < symbols; symbol++) {
    writeCode(out, book, symbol);
    const lines = linesOf(book, symbol);
    if (!SIGNED.includes(book)) out.write(-1, lines.filter((value) => value !== 0).length);
    if (book === 11) for (const value of lines) if (value === -16) out.write(0, 5);
  }
  return out.bytes();
}

/** Codes follow each other by length, as the standard's are. */
function writeCode(out: BitWriter, book: number, symbol: number): void {
  const { counts, symbols } = SPECTRAL_TABLES[book - 1];
  let [code, index] = [0, 0];
  for (let length = 1; length <= counts.length; length++, code <<= 1) {
    for (let n = 0; n < counts[length - 1]; n++, code++, index++)
      if (symbols[index] === symbol) out.write(code, length);
  }
}

/** Quantized values of a codebook's symbol (ISO/IEC 14496-3, section 4.6.3.3), negative if sign bits follow. */
function linesOf(book: number, symbol: number): number[] {
  const isSigned = SIGNED.includes(book);
  const largest = [1, 1, 2, 2, 4, 4, 7, 7, 12, 12, 16][book - 1];
  const base = isSigned ? 2 * largest + 1 : largest + 1;
  return Array.from({ length: book < 5 ? 4 : 2 }, (_, line) => {
    const digit = Math.floor(symbol / base ** ((book < 5 ? 3 : 1) - line)) % base;
    return isSigned ? digit - largest : 0 - digit;
  });
}
