import { FRAME } from '../../kernels/bits';
import { CHECKSUMS } from './memory';

const TABLE_BYTES: usize = 512;
/** x^16 + x^15 + x^2 + 1. */
const POLYNOMIAL: u32 = 0x8005;

let isReady = false;

/** CRC-16 over the first `bytes` of the frame: 0 if the checksum at their end is right. */
export function checksum(bytes: i32): u32 {
  if (!isReady) fillTables();
  let crc: u32 = 0;
  let at = FRAME;
  const to = FRAME + <usize>bytes;
  for (; at + 8 <= to; at += 8) {
    const low = load<u32>(at);
    const high = load<u32>(at, 4);
    crc =
      entry(7, (low & 255) ^ (crc >> 8)) ^
      entry(6, ((low >> 8) & 255) ^ (crc & 255)) ^
      entry(5, (low >> 16) & 255) ^
      entry(4, low >> 24) ^
      entry(3, high & 255) ^
      entry(2, (high >> 8) & 255) ^
      entry(1, (high >> 16) & 255) ^
      entry(0, high >> 24);
  }
  for (; at < to; at++) crc = ((crc << 8) & 0xffff) ^ entry(0, (crc >> 8) ^ load<u8>(at));
  return crc;
}

/** CRC-16 of a byte followed by so many zero bytes. */
function entry(zeros: usize, byte: u32): u32 {
  return load<u16>(CHECKSUMS + zeros * TABLE_BYTES + ((<usize>byte) << 1));
}

function fillTables(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let crc = byte << 8;
    for (let zeros: usize = 0; zeros < 8; zeros++) {
      for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ POLYNOMIAL) & 0xffff : crc << 1;
      store<u16>(CHECKSUMS + zeros * TABLE_BYTES + ((<usize>byte) << 1), <u16>crc);
    }
  }
  isReady = true;
}
