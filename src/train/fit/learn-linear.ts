import { linearScores } from '../../models/linear.ts';
import { type Scaler, scale } from '../../models/scaler.ts';
import { fitDiscriminant } from './fit-linear.ts';
import { fitQuantileScaler, type Rows } from './fit-scaler.ts';
import { askGraph, flatInputs, type Learn } from './learn.ts';

/** Shrinkage discriminant analysis of one recipe's columns, scaled. */
export function discriminantLearner(fitScaler: (rows: Rows) => Scaler = fitQuantileScaler): Learn {
  return async (rows, { inputShapes, genres }) => {
    const scaler = fitScaler(rows.map(({ features }) => features[0].data));
    const scaled = await askGraph(
      ([x]) => scale(x, scaler),
      [flatInputs(rows, 0, inputShapes[0])],
      inputShapes,
    );
    const machine = fitDiscriminant(
      scaled,
      rows.map(({ label }) => label),
      genres.length,
    );
    return { attach: ([x]) => linearScores(scale(x, scaler), machine), curve: [], chosen: {} };
  };
}
