import type { FeatureArray } from './recipe.ts';

/**
 * Rate of change of a feature along time: the slope of a straight line fitted to each 9 frames (Savitzky-Golay of
 * order 1); the first and last frames take the slope of the outermost full window.
 *
 * @param feature [rows, frames], frames >= width
 * @param width an odd number of frames of at least 3
 * @param order 1 for the first difference, 2 for the curvature of a fitted parabola
 * @throws RangeError when there are fewer frames than `width`.
 */
export function delta(feature: FeatureArray, width = 9, order: 1 | 2 = 1): FeatureArray {
  const [rows, frames] = feature.shape;
  if (width < 3 || width % 2 === 0 || width > frames) {
    throw new RangeError(`Expected an odd width of 3 to ${frames} frames, got ${width}`);
  }
  const weights = derivativeWeights(width, order);
  const output = new Float32Array(feature.data.length);
  const half = (width - 1) / 2;
  for (let row = 0; row < rows; row++) {
    const line = feature.data.subarray(row * frames, (row + 1) * frames);
    for (let t = 0; t < frames; t++) {
      const centre = Math.max(half, Math.min(frames - 1 - half, t));
      output[row * frames + t] = weigh(line, centre - half, weights);
    }
  }
  return { data: output, shape: feature.shape };
}

function weigh(line: Float32Array, start: number, weights: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < weights.length; n++) sum += weights[n] * line[start + n];
  return sum;
}

/** Weights of a least-squares derivative: the slope of a line, or twice the leading coefficient of a parabola. */
function derivativeWeights(width: number, order: 1 | 2): Float64Array {
  const offsets = Float64Array.from({ length: width }, (_, n) => n - (width - 1) / 2);
  const squares = offsets.map((x) => x * x);
  const sumOfSquares = squares.reduce((sum, x) => sum + x, 0);
  if (order === 1) return offsets.map((x) => x / sumOfSquares);
  const mean = sumOfSquares / width;
  const spread = squares.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return squares.map((x) => (2 * (x - mean)) / spread);
}
