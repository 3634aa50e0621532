import { end, moveTo, peek, position } from '../../kernels/bits';
import { COUNTS, ENTRIES, LOOKUPS } from './memory';

const LOOKUP_BYTES: usize = 1024 * 4;
const COUNTS_BYTES: usize = 20 * 4;
const ENTRIES_BYTES: usize = 320 * 4;
const LOOKUP_BITS: u64 = 10;
const MAX_LENGTH: i32 = 19;

/** Entry of a code: its bits with those of signs, without them, and from bit 16 on its symbol; 0 if there is none. */
export function entryOf(book: usize, bits: u64): u32 {
  const entry = load<u32>(LOOKUPS + book * LOOKUP_BYTES + ((<usize>(bits >> (64 - LOOKUP_BITS))) << 2));
  return entry !== 0 ? entry : search(book, bits);
}

/** Looks up a code longer than the table's 10 bits, by the canonical order of code lengths. */
function search(book: usize, bits: u64): u32 {
  let first: i32 = 0;
  let index: i32 = 0;
  for (let length = 1; length <= MAX_LENGTH; length++) {
    const count = load<i32>(COUNTS + book * COUNTS_BYTES + ((<usize>(length - 1)) << 2));
    const offset = <i32>(bits >> (64 - <u64>length)) - first;
    if (offset < count) return load<u32>(ENTRIES + book * ENTRIES_BYTES + ((<usize>(index + offset)) << 2));
    index += count;
    first = (first + count) << 1;
  }
  return 0;
}

/** Next scale factor difference; out of range if the code is invalid. */
export function readDifference(): i32 {
  const entry = entryOf(0, peek(position));
  if (entry === 0) moveTo(end + 1);
  else moveTo(position + <i32>(entry & 31));
  return <i32>(entry >> 16) - 60;
}
