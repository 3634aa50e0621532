import { linearScores } from '../models/linear.ts';
import { scale } from '../models/scaler.ts';
import { fitDiscriminant } from './fit-linear.ts';
import { fitQuantileScaler } from './fit-scaler.ts';
import { askGraph, flatInputs, type Learn } from './learn.ts';

/** Shrinkage discriminant analysis of one recipe's columns, made normal. */
export const discriminantLearner: Learn = async (rows, { inputShapes, genres }) => {
  const scaler = fitQuantileScaler(rows.map(({ features }) => features[0].data));
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
