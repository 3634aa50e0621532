import { DATA, WORDS } from './memory';

/** Turns the first `bytes` of the main data into words, their first bit the highest. */
export function openBits(bytes: i32): void {
  for (let at: usize = 0; at < <usize>bytes + 8; at += 16) {
    const some = v128.load(DATA + at);
    v128.store(WORDS + at, i8x16.shuffle(some, some, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
  }
}

/** The 32 bits from `position` on. */
export function peek(position: i32): u32 {
  const at = WORDS + ((<usize>(position >> 5)) << 2);
  const both = ((<u64>load<u32>(at)) << 32) | <u64>load<u32>(at, 4);
  return <u32>((both << (<u64>(position & 31))) >> 32);
}
