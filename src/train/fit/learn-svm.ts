import { argmax } from '../../dsp/statistics.ts';
import type { Scaler } from '../../models/scaler.ts';
import { svmScores } from '../../models/svm.ts';
import type { Value } from '../../onnx/graph.ts';
import type { Row } from '../data/row.ts';
import { innerFolds } from '../data/split.ts';
import { fitColumns } from './columns.ts';
import { fitQuantileScaler, type Rows } from './fit-scaler.ts';
import { usualGamma } from './kernel.ts';
import { flatInputs, type Learn, type LearnOptions, runGraph } from './learn.ts';
import { trainSvm } from './smo.ts';

export interface SvmChoice {
  /** Candidates for C, chosen by inner artist-grouped folds; a single one is taken as it is. */
  readonly costs: readonly number[];
  /** Scaler of the columns. Default: quantile scaler. */
  readonly fitScaler?: (rows: Rows) => Scaler;
}

const INNER_FOLDS = 3;
/** Steepness of the logistic curve from margin to a pair's probability; the temperature does the rest. */
const MARGIN_SLOPE = 2;

/** Radial support vector machines on scaled columns; several recipes stand side by side. */
export function svmLearner({ costs, fitScaler = fitQuantileScaler }: SvmChoice): Learn {
  return async (rows, options) => {
    const cost = costs.length === 1 ? costs[0] : await chooseCost(rows, options, { costs, fitScaler });
    return { attach: await fitMachine(rows, options, { cost, fitScaler }), curve: [], chosen: { cost } };
  };
}

async function chooseCost(
  rows: readonly Row[],
  options: LearnOptions,
  { costs, fitScaler }: Required<SvmChoice>,
): Promise<number> {
  const folds = innerFolds(rows, INNER_FOLDS, options.seed);
  const right = await Promise.all(
    costs.map(async (cost) => {
      let count = 0;
      for (const { train, valid } of folds) {
        options.signal?.throwIfAborted();
        const attach = await fitMachine(train, options, { cost, fitScaler });
        const inputs = options.inputShapes.map((shape, i) => flatInputs(valid, i, shape));
        const scores = await runGraph(attach, inputs, options.inputShapes);
        count += scores.filter((row, i) => argmax(row) === valid[i].label).length;
      }
      return count;
    }),
  );
  return costs[argmax(right)];
}

async function fitMachine(
  rows: readonly Row[],
  { inputShapes, genres }: LearnOptions,
  { cost, fitScaler }: { cost: number; fitScaler: (rows: Rows) => Scaler },
) {
  const columns = await fitColumns(rows, inputShapes, fitScaler);
  const labels = rows.map(({ label }) => label);
  const machine = trainSvm(
    { rows: columns.rows, labels, genres: genres.length },
    { cost, gamma: usualGamma(columns.rows) },
  );
  return (inputs: readonly Value[]) => svmScores(columns.attach(inputs), machine, MARGIN_SLOPE);
}
