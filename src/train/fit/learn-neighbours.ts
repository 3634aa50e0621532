import { radialKernel } from '../../models/radial.ts';
import { add, cast, log, reduceSum } from '../../onnx/ops-math.ts';
import { gather, oneHot, topK } from '../../onnx/ops-shape.ts';
import { int64 } from '../../onnx/tensor.ts';
import { fitColumns } from './columns.ts';
import { fitEmbeddingScaler } from './fit-scaler.ts';
import { usualGamma } from './kernel.ts';
import type { Learn, Learned } from './learn.ts';

/** Smoothing of the votes: a genre without one is not impossible. */
const SMOOTHING = 0.5;

/**
 * Nearest-neighbour learner: the `k` nearest rows by scaled columns have one vote each; several recipes stand
 * side by side.
 */
export function neighbourLearner(k: number): Learn {
  return async (rows, { inputShapes, genres }) => {
    const columns = await fitColumns(rows, inputShapes, fitEmbeddingScaler);
    const gamma = usualGamma(columns.rows);
    const asked = Math.min(k, rows.length);
    const attach: Learned['attach'] = (inputs) => {
      const x = columns.attach(inputs);
      const { indices } = topK(radialKernel(x, columns.rows, gamma), asked, { largest: true });
      const labels = gather(x.graph.constant(int64(rows.map(({ label }) => label))), indices, 0);
      return log(add(reduceSum(cast(oneHot(labels, genres.length), 'float32'), [1]), SMOOTHING));
    };
    return { attach, curve: [], chosen: { k: asked } };
  };
}
