import { checkIndex, clip } from './clip.ts';

const STEPS = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97,
  107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724,
  796, 876, 963, 1_060, 1_166, 1_282, 1_411, 1_552, 1_707, 1_878, 2_066, 2_272, 2_499, 2_749, 3_024, 3_327,
  3_660, 4_026, 4_428, 4_871, 5_358, 5_894, 6_484, 7_132, 7_845, 8_630, 9_493, 10_442, 11_487, 12_635, 13_899,
  15_289, 16_818, 18_500, 20_350, 22_385, 24_623, 27_086, 29_794, 32_767,
];
/** Change of the step index, by the magnitude of a difference. */
const INDEX_CHANGES = [-1, -1, -1, -1, 2, 4, 6, 8];
const HEAD_BYTES = 4;
/** Nibbles of one channel that stand together. */
const GROUP = 8;

/** Frames of a block of so many bytes; 0 if its header does not fit. */
export function imaFrames(bytes: number, channels: number): number {
  const coded = bytes - HEAD_BYTES * channels;
  return coded < 0 ? 0 : 1 + GROUP * Math.floor(coded / (HEAD_BYTES * channels));
}

/** Decodes a block: for each channel its first sample and index, then 8 nibbles of each in turn. */
export function decodeIma(block: DataView, planes: readonly Int16Array[]): void {
  planes.forEach((plane, c) => {
    plane[0] = block.getInt16(c * HEAD_BYTES, true);
    let index = block.getUint8(c * HEAD_BYTES + 2);
    checkIndex(index, STEPS.length);
    for (let i = 1; i < plane.length; i++) {
      const group = Math.floor((i - 1) / GROUP) * planes.length + c;
      const byte = block.getUint8(HEAD_BYTES * (planes.length + group) + (((i - 1) % GROUP) >> 1));
      const nibble = (i - 1) & 1 ? byte >> 4 : byte & 15;
      const size = nibble & 7;
      const difference = ((2 * size + 1) * STEPS[index]) >> 3;
      plane[i] = clip(plane[i - 1] + (nibble & 8 ? -difference : difference));
      index = Math.max(0, Math.min(STEPS.length - 1, index + INDEX_CHANGES[size]));
    }
  });
}
