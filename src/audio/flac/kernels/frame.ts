import { end, openBits, position } from '../../kernels/bits';
import { checksum } from './checksum';
import { ROW_BYTES, SAMPLES } from './memory';
import { decodeSubframe } from './subframe';

/** Stereo decorrelation of two channels. */
const LEFT_SIDE = 8;
const SIDE_RIGHT = 9;
const MID_SIDE = 10;

/**
 * Decodes the frame at FRAME, of which there are `bytes` or fewer, to SAMPLES / 2^(bits - 1).
 * @param headerBytes of its header
 * @param assignment channels less one, or how two were made
 * @returns false where it is damaged
 */
export function decodeFrame(
  bytes: i32,
  headerBytes: i32,
  length: i32,
  channels: i32,
  assignment: i32,
  bits: i32,
): bool {
  openBits(headerBytes, bytes);
  for (let channel = 0; channel < channels; channel++) {
    const isSide =
      channel === 0 ? assignment === SIDE_RIGHT : assignment === LEFT_SIDE || assignment === MID_SIDE;
    if (!decodeSubframe(rowOf(channel), length, bits + <i32>isSide)) return false;
  }
  const frameBytes = (position + 7) >> 3;
  if (8 * frameBytes + 16 > end || checksum(frameBytes + 2) !== 0) return false;
  const scale = f32x4.splat(<f32>(1.0 / <f64>(1 << (bits - 1))));
  const rowBytes = (<usize>length) << 2;
  if (assignment === LEFT_SIDE) fromLeftSide(rowBytes, scale);
  else if (assignment === SIDE_RIGHT) fromSideRight(rowBytes, scale);
  else if (assignment === MID_SIDE) fromMidSide(rowBytes, scale);
  else for (let channel = 0; channel < channels; channel++) fromIndependent(rowOf(channel), rowBytes, scale);
  return true;
}

function rowOf(channel: i32): usize {
  return SAMPLES + <usize>channel * ROW_BYTES;
}

function fromIndependent(row: usize, bytes: usize, scale: v128): void {
  for (let at = row; at < row + bytes; at += 16) put(at, v128.load(at), scale);
}

function fromLeftSide(bytes: usize, scale: v128): void {
  for (let at = SAMPLES; at < SAMPLES + bytes; at += 16) {
    const left = v128.load(at);
    const right = i32x4.sub(left, v128.load(at + ROW_BYTES));
    put(at, left, scale);
    put(at + ROW_BYTES, right, scale);
  }
}

function fromSideRight(bytes: usize, scale: v128): void {
  for (let at = SAMPLES; at < SAMPLES + bytes; at += 16) {
    const right = v128.load(at + ROW_BYTES);
    put(at, i32x4.add(v128.load(at), right), scale);
    put(at + ROW_BYTES, right, scale);
  }
}

function fromMidSide(bytes: usize, scale: v128): void {
  const one = i32x4.splat(1);
  for (let at = SAMPLES; at < SAMPLES + bytes; at += 16) {
    const side = v128.load(at + ROW_BYTES);
    // The mean lost its last bit, which the difference has, too.
    const sum = v128.or(i32x4.shl(v128.load(at), 1), v128.and(side, one));
    put(at, i32x4.shr_s(i32x4.add(sum, side), 1), scale);
    put(at + ROW_BYTES, i32x4.shr_s(i32x4.sub(sum, side), 1), scale);
  }
}

function put(at: usize, integers: v128, scale: v128): void {
  v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(integers), scale));
}
