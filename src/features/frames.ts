import type { FeatureArray } from './recipe.ts';

/** A feature as it is computed, frame by frame: `data` is [frames][width]. */
export interface Frames {
  readonly data: Float32Array;
  readonly width: number;
}

/** The feature as the field lays it out: shape [width, frames]. */
export function byRow({ data, width }: Frames): FeatureArray {
  const frames = data.length / width;
  const output = new Float32Array(data.length);
  for (let row = 0; row < width; row++) {
    for (let t = 0; t < frames; t++) output[row * frames + t] = data[t * width + row];
  }
  return { data: output, shape: [width, frames] };
}

/** Turns shape [rows, frames] back into frames. */
export function byFrame({ data, shape }: FeatureArray): Frames {
  const [width, frames] = shape;
  return { data: byRow({ data, width: frames }).data, width };
}
