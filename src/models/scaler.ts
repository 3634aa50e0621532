/** Scalers as graph nodes: what training learned of the columns travels inside the model file. */
import type { Value } from '../onnx/graph.ts';
import { add, div, max, min, mul, reduceSum, sub } from '../onnx/ops-math.ts';
import { unsqueeze } from '../onnx/ops-shape.ts';
import { float32 } from '../onnx/tensor.ts';

/** Mean and standard deviation by column. */
export interface StandardScaler {
  readonly kind: 'standard';
  readonly means: readonly number[];
  /** Above 0. */
  readonly deviations: readonly number[];
}

/** Piecewise linear map by column that makes its values normally distributed. */
export interface QuantileScaler {
  readonly kind: 'quantile';
  /** Rising values of a column; at least one. */
  readonly knots: readonly (readonly number[])[];
  /** Output at each knot by column; constant beyond the last ones. */
  readonly levels: readonly (readonly number[])[];
}

/** Maximum number of deviations: a column that hardly varied in training must not outweigh all others. */
export const STANDARD_LIMIT = 10;

export type Scaler = StandardScaler | QuantileScaler;

/** `x` [batch, columns] scaled. */
export function scale(x: Value, scaler: Scaler): Value {
  return scaler.kind === 'standard' ? standardise(x, scaler) : quantileNormal(x, scaler);
}

function standardise(x: Value, { means, deviations }: StandardScaler): Value {
  const row = (values: readonly number[]) => x.graph.constant(float32(values, [values.length]));
  return min(max(div(sub(x, row(means)), row(deviations)), -STANDARD_LIMIT), STANDARD_LIMIT);
}

/** Sum over the pieces of rise times the share of the piece that lies below the value. */
function quantileNormal(x: Value, { knots, levels }: QuantileScaler): Value {
  const pieces = Math.max(1, ...knots.map((row) => row.length - 1));
  const table = (cell: (column: number, piece: number) => number) => {
    const data = Float32Array.from({ length: knots.length * pieces }, (_, i) =>
      cell(Math.floor(i / pieces), i % pieces),
    );
    return x.graph.constant(float32(data, [knots.length, pieces]));
  };
  const exists = (column: number, piece: number) => piece + 1 < knots[column].length;
  const from = table((c, p) => (exists(c, p) ? knots[c][p] : 0));
  const width = table((c, p) => (exists(c, p) ? knots[c][p + 1] - knots[c][p] : 1));
  const rise = table((c, p) => (exists(c, p) ? levels[c][p + 1] - levels[c][p] : 0));
  const lowest = x.graph.constant(
    float32(
      levels.map((row) => row[0]),
      [levels.length],
    ),
  );
  const share = min(max(div(sub(unsqueeze(x, [2]), from), width), 0), 1);
  return add(reduceSum(mul(share, rise), [2]), lowest);
}
