import { nearness } from '../../models/radial.ts';
import { scale } from '../../models/scaler.ts';
import type { Value } from '../../onnx/graph.ts';
import { add, cast, log, reduceSum } from '../../onnx/ops-math.ts';
import { gather, oneHot, topK } from '../../onnx/ops-shape.ts';
import { int64 } from '../../onnx/tensor.ts';
import { fitEmbeddingScaler } from './fit-scaler.ts';
import { usualGamma } from './kernel.ts';
import { askGraph, flatInputs, type Learn } from './learn.ts';

/** A genre without a vote is not impossible. */
const SMOOTHING = 0.5;

/** The `k` nearest rows by one recipe's columns, scaled, have one vote each. */
export function neighbourLearner(k: number): Learn {
  return async (rows, { inputShapes, genres }) => {
    const scaler = fitEmbeddingScaler(rows.map(({ features }) => features[0].data));
    const inputs = [flatInputs(rows, 0, inputShapes[0])];
    const scaled = await askGraph(([x]) => scale(x, scaler), inputs, inputShapes);
    const gamma = usualGamma(scaled);
    const asked = Math.min(k, rows.length);
    const attach = ([x]: readonly Value[]) => {
      const { indices } = topK(nearness(scale(x, scaler), scaled, gamma), asked, { largest: true });
      const labels = gather(x.graph.constant(int64(rows.map(({ label }) => label))), indices, 0);
      return log(add(reduceSum(cast(oneHot(labels, genres.length), 'float32'), [1]), SMOOTHING));
    };
    return { attach, curve: [], chosen: { k: asked } };
  };
}
