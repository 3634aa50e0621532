import { linearScores } from '../../models/linear.ts';
import type { Scaler } from '../../models/scaler.ts';
import { fitColumns } from './columns.ts';
import { fitDiscriminant } from './fit-linear.ts';
import { fitQuantileScaler, type Rows } from './fit-scaler.ts';
import type { Learn } from './learn.ts';

/** Shrinkage discriminant analysis on scaled columns; several recipes stand side by side. */
export function discriminantLearner(fitScaler: (rows: Rows) => Scaler = fitQuantileScaler): Learn {
  return async (rows, { inputShapes, genres }) => {
    const columns = await fitColumns(rows, inputShapes, fitScaler);
    const labels = rows.map(({ label }) => label);
    const machine = fitDiscriminant(columns.rows, labels, genres.length);
    return { attach: (inputs) => linearScores(columns.attach(inputs), machine), curve: [], chosen: {} };
  };
}
