/** Parts of elements of a frame, and elements that hold no sound. */
import { BadFrame, type BitReader } from '../bit-reader.ts';
import type { IcsInfo } from './ics-info.ts';

/** Reads which bands are mid/side coded (ms_mask). */
export function readMask(bits: BitReader, ics: IcsInfo, mask: Uint8Array): boolean {
  const presence = bits.unsigned(2);
  if (presence === 3) throw new BadFrame('Expected a known stereo mask.');
  const length = ics.groups.length * ics.maxSfb;
  if (presence !== 1) {
    mask.fill(presence >> 1, 0, length);
    return false;
  }
  for (let i = 0; i < length; i++) mask[i] = bits.unsigned(1);
  return true;
}

export function skipData(bits: BitReader): void {
  bits.unsigned(4);
  const isAligned = bits.unsigned(1) === 1;
  const short = bits.unsigned(8);
  const bytes = short === 255 ? 255 + bits.unsigned(8) : short;
  if (isAligned) bits.alignToByte();
  bits.position += bytes * 8;
}

/** Skips program_config_element: speaker positions do not affect a mean. */
export function skipProgramConfig(bits: BitReader): void {
  bits.unsigned(10);
  const [front, side, back] = [bits.unsigned(4), bits.unsigned(4), bits.unsigned(4)];
  const [lowFrequency, data, coupling] = [bits.unsigned(2), bits.unsigned(3), bits.unsigned(4)];
  if (bits.unsigned(1) === 1) bits.unsigned(4);
  if (bits.unsigned(1) === 1) bits.unsigned(4);
  if (bits.unsigned(1) === 1) bits.unsigned(3);
  bits.position += 5 * (front + side + back + coupling) + 4 * (lowFrequency + data);
  bits.alignToByte();
  bits.position += bits.unsigned(8) * 8;
}
