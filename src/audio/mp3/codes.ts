import { PAIR_CODES, SMALL_CODES } from './standard-tables.ts';

/** Bits that the first look at a code takes; of a code of small numbers. */
const FIRST_BITS = 8;
const SMALL_BITS = 6;
const LEADS_ON = 0x80000000;
/** Tables 16 to 23 and 24 to 31 share one code each, with different escape bits. */
const ESCAPE_BITS = [1, 2, 3, 4, 6, 8, 10, 13, 4, 5, 6, 7, 8, 9, 11, 13];

/** Huffman table of a region. */
export interface CodeTable {
  /** Byte offset of the table; negative: all values are zero. */
  readonly at: number;
  readonly escapeBits: number;
}

interface Leaf {
  /** Bits of the code, left-aligned in 32 bits. */
  readonly code: number;
  readonly length: number;
  /** Entry of the look-up table. */
  readonly entry: number;
}

/** Look-up tables of all codes, one after another, and where each lies. */
export interface Codes {
  readonly words: Uint32Array;
  /** Tables of pairs by the number in the bitstream (table_select). */
  readonly pairs: readonly CodeTable[];
  /** Byte offsets of the two tables of quadruples. */
  readonly small: readonly number[];
}

export function buildCodes(): Codes {
  const words: number[] = [];
  const places = new Map<number, number>();
  for (const [number, text] of Object.entries(PAIR_CODES)) {
    places.set(Number(number), 4 * words.length);
    words.push(...pairTable(leavesOf(text, 3)));
  }
  const small = SMALL_CODES.map((text) => {
    const at = 4 * words.length;
    words.push(...filled(leavesOf(text, 2), 0, SMALL_BITS));
    return at;
  });
  const pairs = Array.from({ length: 32 }, (_, number): CodeTable => {
    const same = number < 16 ? number : number < 24 ? 16 : 24;
    return { at: places.get(same) ?? -1, escapeBits: number < 16 ? 0 : ESCAPE_BITS[number - 16] };
  });
  return { words: Uint32Array.from(words), pairs, small };
}

function leavesOf(text: string, characters: number): Leaf[] {
  const leaves: Leaf[] = [];
  let code = 0;
  for (let i = 0; i < text.length; i += characters) {
    const length = Number.parseInt(text[i], 36);
    const x = Number.parseInt(text[i + 1], 16);
    const y = characters > 2 ? Number.parseInt(text[i + 2], 16) : 0;
    leaves.push({ code, length, entry: length | (x << 8) | (y << 12) });
    code += 2 ** (32 - length);
  }
  return leaves;
}

/** Table by the first bits; longer codes continue in further tables. */
function pairTable(leaves: readonly Leaf[]): number[] {
  const words = filled(
    leaves.filter(({ length }) => length <= FIRST_BITS),
    0,
    FIRST_BITS,
  );
  const long = leaves.filter(({ length }) => length > FIRST_BITS);
  const firstOf = ({ code }: Leaf) => code >>> (32 - FIRST_BITS);
  for (const first of new Set(long.map(firstOf))) {
    const group = long.filter((leaf) => firstOf(leaf) === first);
    const bits = Math.max(...group.map(({ length }) => length)) - FIRST_BITS;
    words[first] = (LEADS_ON | ((32 - bits) << 16) | words.length) >>> 0;
    words.push(...filled(group, FIRST_BITS, bits));
  }
  return words;
}

/** Table by the bits behind the first `skipped`. */
function filled(leaves: readonly Leaf[], skipped: number, bits: number): number[] {
  const words = new Array<number>(2 ** bits).fill(0);
  for (const { code, length, entry } of leaves) {
    const from = ((code << skipped) >>> 0) >>> (32 - bits);
    words.fill(entry, from, from + 2 ** (bits + skipped - length));
  }
  return words;
}
