const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => crcOf(byte));

/** Polynomial x^8 + x^2 + x + 1, from 0: guards a frame header. */
export function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i++) crc = CRC8[crc ^ bytes[i]];
  return crc;
}

function crcOf(byte: number): number {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1;
  return crc;
}
