import { BadFrame } from '../bit-reader.ts';

/** Clamps a value to 16 bits. */
export function clip(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value));
}

/** @throws BadFrame */
export function checkIndex(index: number, length: number): void {
  if (index >= length) throw new BadFrame(`Expected an index below ${length}, got ${index}.`);
}
