/** Bit reader of a frame, for the kernels of every codec. */

/** Largest FLAC frame in bytes: 65,536 samples, 8 channels, 24 bits. */
const MAX_FRAME: usize = 1640000;

/** The frame as it came. */
export const FRAME: usize = memory.data(1640000, 16);
/** Bytes of the frame reversed, before `TOP`, so that one load gives consecutive bits, the first highest. */
const TURNED: usize = memory.data(1640064, 16);
const TOP: usize = TURNED + 64 + MAX_FRAME;

/** Position of the next bit. */
export let position: i32 = 0;
/** End of the data in bits. */
export let end: i32 = 0;

/** Starts at byte `from` with the frame's first `bytes`. */
export function openBits(from: i32, bytes: i32): void {
  for (let at: usize = 0; at < <usize>bytes; at += 16) {
    const some = v128.load(FRAME + at);
    v128.store(
      TOP - 16 - at,
      i8x16.shuffle(some, some, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
    );
  }
  // What stands behind the end is zero, so that damage is the same each time.
  v128.store(TOP - <usize>bytes - 16, i64x2.splat(0));
  position = 8 * from;
  end = 8 * bytes;
}

export function moveTo(bit: i32): void {
  position = bit;
}

/** Look-ahead of 57 bits from `bit` on, left-aligned. */
export function peek(bit: i32): u64 {
  const at = TOP - 8 - (<usize>bit >> 3);
  const skipped = <u64>bit & 7;
  return load<u64>(at) << skipped;
}

/** Up to 32 bits. */
export function unsigned(count: i32): u32 {
  const rest = 63 - <u64>count;
  const value = <u32>((peek(position) >> 1) >> rest);
  position += count;
  return value;
}

/** Up to 32 bits, two's complement. */
export function signed(count: i32): i32 {
  if (count === 0) return 0;
  const rest = 64 - <i64>count;
  const value = <i32>(<i64>peek(position) >> rest);
  position += count;
  return value;
}

/** Number of zeros before the next one; both are consumed. Beyond the end there is a one. */
export function unary(): i32 {
  let zeros = 0;
  while (position < end) {
    const word = peek(position) >> 8;
    if (word !== 0) {
      const more = <i32>clz(word) - 8;
      position += more + 1;
      return zeros + more;
    }
    zeros += 56;
    position += 56;
  }
  position = end + 1;
  return zeros;
}

export function isOverrun(): bool {
  return position > end;
}
