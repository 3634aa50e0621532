/** Input columns of classifiers on statistics: those of all recipes side by side, scaled. */
import { type Scaler, scale } from '../../models/scaler.ts';
import type { Value } from '../../onnx/graph.ts';
import { concat } from '../../onnx/ops-shape.ts';
import type { Shape } from '../../onnx/tensor.ts';
import type { Row } from '../data/row.ts';
import type { Rows } from './fit-scaler.ts';
import { flatInputs, runGraph } from './learn.ts';

export interface Columns {
  /** Rows that the scaler was fitted on. */
  readonly rows: readonly Float32Array[];
  /** Adds the nodes from the inputs to the same columns, [batch, columns]. */
  attach(inputs: readonly Value[]): Value;
}

export async function fitColumns(
  rows: readonly Row[],
  inputShapes: readonly Shape[],
  fitScaler: (rows: Rows) => Scaler,
): Promise<Columns> {
  const scaler = fitScaler(rows.map(({ features }) => features.flatMap(({ data }) => Array.from(data))));
  const attach = (values: readonly Value[]) =>
    scale(values.length === 1 ? values[0] : concat(values, 1), scaler);
  const inputs = inputShapes.map((shape, i) => flatInputs(rows, i, shape));
  return { rows: await runGraph(attach, inputs, inputShapes), attach };
}
