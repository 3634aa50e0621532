/** Gradient of batch normalisation, through the batch's own mean and variance too. */
import type { BackwardNode, Value } from './graph.ts';
import { add, div, mul, neg, reduceSum, sqrt, sub } from './ops-math.ts';
import { batchNormalise, NORM_EPSILON } from './ops-nn.ts';
import { reshape } from './ops-shape.ts';
import { sizeOf } from './tensor.ts';

/**
 * Gradient of batch normalisation. With s = scale / deviation and u = (x - mean) / deviation it is s (g -
 * mean(g) - u mean(g u)): one number a channel times g, plus x scaled and shifted by channel. Written so
 * because each pass over a large input costs as much as a small convolution.
 * @throws TypeError where moments are given, or learned from: they would have a gradient of their own.
 */
export function batchNormGradient({ gradients, inputs, outputs }: BackwardNode): (Value | undefined)[] {
  const [x, scale] = inputs as Value[];
  const [, mean, variance] = outputs;
  const [g, ...ofMoments] = gradients;
  if (mean === undefined || ofMoments.some((gradient) => gradient !== undefined))
    throw new TypeError(`Expected a normalisation by the moments of ${x.name} alone, got another`);
  const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  const deviation = sqrt(add(variance, NORM_EPSILON));
  const ofShift = reduceSum(g!, axes);
  const ofScale = div(sub(reduceSum(mul(g!, x), axes), mul(mean, ofShift)), deviation);
  const gain = div(scale, deviation);
  const share = x.shape[1] / sizeOf(x.shape);
  const throughMoments = batchNormalise(x, {
    scale: neg(mul(mul(gain, ofScale), share)),
    shift: neg(mul(mul(gain, ofShift), share)),
    mean,
    variance,
  });
  const channels = x.shape.map((size, axis) => (axis === 1 ? size : 1));
  return [add(mul(g!, reshape(gain, channels)), throughMoments), ofScale, ofShift];
}
