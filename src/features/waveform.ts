import type { Samples } from '../audio/samples.ts';
import { copyPadded, type PadMode } from '../dsp/padding.ts';
import type { FeatureArray } from './recipe.ts';

/** Magnitude below which a sample has no sign. */
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
  return perFrame(
    samples.data,
    { padMode: 'edge', ...parameters },
    (frame) => crossings(frame) / frame.length,
  );
}

/**
 * Root of the mean square of a frame: its level.
 *
 * @returns [1, frames], in the unit of the samples.
 */
export function rms(samples: Samples, parameters: FrameParameters = {}): FeatureArray {
  const { frameLength = 2048, hopLength = 512 } = parameters;
  if (frameLength % hopLength !== 0) {
    return perFrame(samples.data, parameters, (frame) => Math.sqrt(energy(frame) / frame.length));
  }
  // Frames are made of hops: each is summed up once, not once for every frame that holds it.
  const parts = frameLength / hopLength;
  const { length, at } = framing(samples.data, parameters);
  const hops = perStretch(
    samples.data,
    at,
    hopLength,
    length + parts - 1,
    hopLength,
    parameters.padMode,
    energy,
  );
  const data = new Float32Array(length);
  for (let t = 0; t < length; t++) {
    let sum = 0;
    for (let i = t; i < t + parts; i++) sum += hops[i];
    data[t] = Math.sqrt(sum / frameLength);
  }
  return { data, shape: [1, length] };
}

function crossings(frame: Float32Array): number {
  let count = 0;
  let sign = frame[0] < -ZERO ? 1 : 0;
  for (let i = 1; i < frame.length; i++) {
    const next = frame[i] < -ZERO ? 1 : 0;
    count += next ^ sign;
    sign = next;
  }
  return count;
}

/** Two partial sums, so that additions need not wait for each other. */
function energy(frame: Float32Array): number {
  let [even, odd] = [0, 0];
  for (let i = 1; i < frame.length; i += 2) {
    even += frame[i - 1] * frame[i - 1];
    odd += frame[i] * frame[i];
  }
  const last = frame.length % 2 === 1 ? frame[frame.length - 1] : 0;
  return even + odd + last * last;
}

function perFrame(
  signal: Float32Array,
  parameters: FrameParameters,
  value: (frame: Float32Array) => number,
): FeatureArray {
  const { frameLength = 2048, hopLength = 512, padMode } = parameters;
  const { length, at } = framing(signal, parameters);
  const values = perStretch(signal, at, hopLength, length, frameLength, padMode, value);
  return { data: Float32Array.from(values), shape: [1, length] };
}

/** Number of frames, and the sample at which the first begins. */
function framing(signal: Float32Array, parameters: FrameParameters): { length: number; at: number } {
  const { frameLength = 2048, hopLength = 512, center = true } = parameters;
  const side = center ? Math.floor(frameLength / 2) : 0;
  const span = Math.max(0, signal.length + 2 * side - frameLength);
  return { length: 1 + Math.floor(span / hopLength), at: -side };
}

/** The value of `count` stretches of `size` samples, one every `step` from sample `at` on. */
function perStretch(
  signal: Float32Array,
  at: number,
  step: number,
  count: number,
  size: number,
  padMode: PadMode = 'constant',
  value: (stretch: Float32Array) => number,
): Float64Array {
  const stretch = new Float32Array(size);
  const values = new Float64Array(count);
  for (let t = 0; t < count; t++) {
    copyPadded(signal, at + t * step, size, padMode, stretch);
    values[t] = value(stretch);
  }
  return values;
}
