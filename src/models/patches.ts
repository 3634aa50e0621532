/** Small patches of a song's picture: how much of each it has, whatever the time. */
import { pictureFilters } from '../features/picture-blocks.ts';
import type { Value } from '../onnx/graph.ts';
import { matMul, max, mul, reduceMean, relu, sqrt, sub } from '../onnx/ops-math.ts';
import { concat, slice } from '../onnx/ops-shape.ts';
import { float32, type Shape } from '../onnx/tensor.ts';

/** A dictionary of patches: directions in which patches differ, and the patches in them. */
export interface Patches {
  /** Columns of a patch. */
  readonly columns: number;
  /** [directions][columns * PATCH_BANDS] */
  readonly directions: readonly Float64Array[];
  /** Of the mean patch along each direction. */
  readonly means: readonly number[];
  /** [patches][directions], of length 1. */
  readonly centres: readonly Float64Array[];
}

export const PATCH_BANDS = 36;
/** Columns from one patch to the next. */
const PATCH_STEP = 2;
/** How far along a centre a patch must lie to count: noise does not. */
const THRESHOLD = 1;
const BINS = 128;
/** Standard deviations below the mean at which everything is silence. */
const FLOOR = -6;

/** `picture` [batch, columns, 128] (`linear-spectrogram`) in mel bands: [batch, columns, PATCH_BANDS]. */
export function bandsOf(picture: Value): Value {
  const filters = new Float32Array(BINS * PATCH_BANDS);
  pictureFilters(PATCH_BANDS).forEach((filter, band) => {
    for (const { bin, weight } of filter) filters[bin * PATCH_BANDS + band] = weight;
  });
  return matMul(max(picture, FLOOR), picture.graph.constant(float32(filters, [BINS, PATCH_BANDS])));
}

/**
 * Of each patch the mean and the standard deviation over time of how much `bands` (of `bandsOf`, at least as many
 * columns as a patch) has of it: [batch, 2 patches].
 */
export function patchStatistics(bands: Value, { columns, directions, means, centres }: Patches): Value {
  const constant = (values: readonly number[], shape: Shape) => bands.graph.constant(float32(values, shape));
  const project = constant(columnsOf(directions), [directions[0].length, directions.length]);
  const compare = constant(columnsOf(centres), [directions.length, centres.length]);
  const along = sub(matMul(windowsOf(bands, columns), project), constant(means, [means.length]));
  const amounts = relu(sub(matMul(along, compare), THRESHOLD));
  const centred = sub(amounts, reduceMean(amounts, [1], true));
  return concat([reduceMean(amounts, [1]), sqrt(reduceMean(mul(centred, centred), [1]))], 1);
}

/** Each PATCH_STEP columns the `columns` that follow, one after another: [batch, places, columns * bands]. */
function windowsOf(bands: Value, columns: number): Value {
  const shifted = Array.from({ length: columns }, (_, first) => {
    const last = first - columns + 1;
    return slice(bands, 1, first, last < 0 ? last : Number.MAX_SAFE_INTEGER, PATCH_STEP);
  });
  return concat(shifted, 2);
}

/** The transposed matrix, row-major. */
function columnsOf(rows: readonly Float64Array[]): number[] {
  return Array.from(rows[0], (_, c) => rows.map((row) => row[c])).flat();
}
