/** How loud a recording was mastered says nothing of its genre: here the columns that tell it lose that part. */
import type { Value } from '../../src/onnx/graph.ts';
import { div, log, max, mul, sub } from '../../src/onnx/ops-math.ts';
import { concat, gather, slice } from '../../src/onnx/ops-shape.ts';
import { int64 } from '../../src/onnx/tensor.ts';
import { PATCH_COLUMN_NAMES } from './patches.ts';
import { COLUMN_RECIPES } from './songs.ts';

const LEAST_RMS = 1e-6;
/** What the mean of a first cepstral coefficient gains when the natural logarithm of the amplitude gains 1. */
const LIBROSA_GAIN = (Math.sqrt(128) * 20) / Math.LN10;
const SPEECH_GAIN = Math.sqrt(26) * 2;

const NAMES = [
  ...COLUMN_RECIPES.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`)),
  ...PATCH_COLUMN_NAMES,
];
const RMS = 'librosa-48.rms_mean';
/** Grows with the square of the amplitude. */
const POWER = 'librosa-48.rms_var';
/** Grow in steps with its logarithm. */
const CEPSTRA = [
  { column: 'librosa-48.mfcc1_mean', gain: LIBROSA_GAIN },
  { column: 'mfcc-logcov.mean0', gain: SPEECH_GAIN },
];
const CHANGED = [RMS, POWER, ...CEPSTRA.map(({ column }) => column)];
const KEPT = NAMES.filter((name) => !CHANGED.includes(name));

/** Names of the columns that `withoutLevel` gives. */
export const LEVEL_FREE_COLUMNS: readonly string[] = [POWER, ...CEPSTRA.map(({ column }) => column), ...KEPT];

/** From the columns of all recipes and of the patches to `LEVEL_FREE_COLUMNS`, which no change of gain moves. */
export function withoutLevel(x: Value): Value {
  const rms = max(columnOf(x, RMS), LEAST_RMS);
  const power = div(columnOf(x, POWER), mul(rms, rms));
  const cepstra = CEPSTRA.map(({ column, gain }) => sub(columnOf(x, column), mul(log(rms), gain)));
  const kept = x.graph.constant(int64(KEPT.map((name) => NAMES.indexOf(name))));
  return concat([power, ...cepstra, gather(x, kept, 1)], 1);
}

function columnOf(x: Value, name: string): Value {
  const place = NAMES.indexOf(name);
  if (place < 0) throw new RangeError(`Expected a column ${name}, got none`);
  return slice(x, 1, place, place + 1);
}
