import type { Samples } from '../audio/samples.ts';
import { copyPadded, type PadMode } from '../dsp/padding.ts';
import type { FeatureArray } from './recipe.ts';

/** Quieter samples have no sign. */
const ZERO = 1e-10;

export interface FrameParameters {
  readonly frameLength?: number;
  readonly hopLength?: number;
  readonly center?: boolean;
  readonly padMode?: PadMode;
}

/**
 * Share of neighbouring samples in a frame that differ in sign: how noisy or bright a sound is.
 *
 * @returns [1, frames], 0..1. A centred frame goes on with the end sample beyond the ends.
 */
export function zeroCrossingRate(samples: Samples, parameters: FrameParameters = {}): FeatureArray {
  const padded = pad(samples.data, { padMode: 'edge', ...parameters });
  const crossings = new Uint32Array(padded.length);
  let negative = padded[0] < -ZERO;
  for (let i = 1, count = 0; i < padded.length; i++) {
    const next = padded[i] < -ZERO;
    if (next !== negative) count++;
    crossings[i] = count;
    negative = next;
  }
  return perFrame(padded, parameters, (start, length) => {
    return (crossings[start + length - 1] - crossings[start]) / length;
  });
}

/**
 * Root of the mean square of a frame: its level.
 *
 * @returns [1, frames], in the unit of the samples.
 */
export function rms(samples: Samples, parameters: FrameParameters = {}): FeatureArray {
  const padded = pad(samples.data, parameters);
  const energy = new Float64Array(padded.length + 1);
  for (let i = 0; i < padded.length; i++) energy[i + 1] = energy[i] + padded[i] * padded[i];
  return perFrame(padded, parameters, (start, length) => {
    return Math.sqrt((energy[start + length] - energy[start]) / length);
  });
}

function pad(data: Float32Array, parameters: FrameParameters): Float32Array {
  const { frameLength = 2048, center = true, padMode = 'constant' } = parameters;
  const side = center ? Math.floor(frameLength / 2) : 0;
  const padded = new Float32Array(Math.max(frameLength, data.length + 2 * side));
  copyPadded(data, -side, padded.length, padMode, padded);
  return padded;
}

function perFrame(
  padded: Float32Array,
  parameters: FrameParameters,
  value: (start: number, length: number) => number,
): FeatureArray {
  const { frameLength = 2048, hopLength = 512 } = parameters;
  const frames = 1 + Math.floor((padded.length - frameLength) / hopLength);
  const data = Float32Array.from({ length: frames }, (_, t) => value(t * hopLength, frameLength));
  return { data, shape: [1, frames] };
}
