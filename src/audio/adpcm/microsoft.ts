import { checkIndex, clip } from './clip.ts';

/** Factor of the step for each nibble, in 1/256. */
const ADAPTATION = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
/** Weights of the last sample and of the one before, in 1 / 256. */
const PREDICTORS = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
] as const;
const HEAD_BYTES = 7;
const MIN_STEP = 16;

/** Frames of a block of so many bytes; 0 if its header does not fit. */
export function microsoftFrames(bytes: number, channels: number): number {
  const coded = bytes - HEAD_BYTES * channels;
  return coded < 0 ? 0 : 2 + Math.floor((2 * coded) / channels);
}

/** Decodes a block. The header holds, for all channels each: predictor, step, last sample, the one before. */
export function decodeMicrosoft(block: DataView, planes: readonly Int16Array[]): void {
  const channels = planes.length;
  const states = planes.map((plane, c) => {
    const predictor = block.getUint8(c);
    checkIndex(predictor, PREDICTORS.length);
    plane[1] = block.getInt16(channels * 3 + c * 2, true);
    plane[0] = block.getInt16(channels * 5 + c * 2, true);
    return { weights: PREDICTORS[predictor], step: block.getInt16(channels + c * 2, true) };
  });
  const frames = planes[0].length;
  for (let i = 2, nibbles = 0; i < frames; i++) {
    for (let c = 0; c < channels; c++, nibbles++) {
      const byte = block.getUint8(HEAD_BYTES * channels + (nibbles >> 1));
      const nibble = nibbles & 1 ? byte & 15 : byte >> 4;
      const state = states[c];
      const plane = planes[c];
      const predicted = Math.trunc((plane[i - 1] * state.weights[0] + plane[i - 2] * state.weights[1]) / 256);
      plane[i] = clip(predicted + (nibble < 8 ? nibble : nibble - 16) * state.step);
      state.step = Math.max(MIN_STEP, (ADAPTATION[nibble] * state.step) >> 8);
    }
  }
}
