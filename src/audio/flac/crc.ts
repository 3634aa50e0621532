const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => crcOf(byte, 8, 0x07));
const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => crcOf(byte, 16, 0x8005));

/** Polynomial x^8 + x^2 + x + 1, from 0: guards a frame header. */
export function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i++) crc = CRC8[crc ^ bytes[i]];
  return crc;
}

/** Polynomial x^16 + x^15 + x^2 + 1, from 0: guards a frame. */
export function crc16(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i++) crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ bytes[i]];
  return crc;
}

function crcOf(byte: number, width: number, polynomial: number): number {
  const top = 1 << (width - 1);
  let crc = byte << (width - 8);
  for (let bit = 0; bit < 8; bit++) crc = crc & top ? (crc << 1) ^ polynomial : crc << 1;
  return crc;
}
