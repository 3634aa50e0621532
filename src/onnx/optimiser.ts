/** Adam with decoupled weight decay (Loshchilov and Hutter, 2019) as nodes, and schedules of its step size. */
import type { Value } from './graph.ts';
import { add, div, mul, sqrt, sub } from './ops-math.ts';

/** Decay of the running means of gradients and of their squares. */
const [BETA_1, BETA_2] = [0.9, 0.999];
const EPSILON = 1e-8;

/** A parameter with the running means of its gradient and of its square, all of one shape. */
export interface AdamState {
  readonly parameter: Value;
  readonly mean: Value;
  readonly square: Value;
}

/** Rates that change from step to step, scalars fed at each run. */
export interface AdamRates {
  /** Step size with the correction of `biasCorrection`. */
  readonly rate: Value;
  /** Step size times weight decay: the share of a parameter that is taken away; nothing where it is left out. */
  readonly decay?: Value;
}

/** The state after one step. */
export function adamStep(
  { parameter, mean, square }: AdamState,
  gradient: Value,
  { rate, decay }: AdamRates,
): AdamState {
  const newMean = add(mul(mean, BETA_1), mul(gradient, 1 - BETA_1));
  const newSquare = add(mul(square, BETA_2), mul(mul(gradient, gradient), 1 - BETA_2));
  const change = mul(div(newMean, add(sqrt(newSquare), EPSILON)), rate);
  const kept = decay ? sub(parameter, mul(parameter, decay)) : parameter;
  return { parameter: sub(kept, change), mean: newMean, square: newSquare };
}

/** Bias correction of the first steps, whose running means start at zero; `step` counts from 1. */
export function biasCorrection(step: number): number {
  return Math.sqrt(1 - BETA_2 ** step) / (1 - BETA_1 ** step);
}

/** Share of the full step size at a point of training, `progress` from 0 to 1. */
export type Schedule = (progress: number) => number;

/** Grows in a line over the share `warmUp`, then falls to 0 along half a cosine. */
export function cosineSchedule(warmUp = 0): Schedule {
  return (progress) => {
    if (progress < warmUp) return progress / warmUp;
    return (1 + Math.cos((Math.PI * (progress - warmUp)) / (1 - warmUp))) / 2;
  };
}

/** Schedule of a constant rate. */
export function constantSchedule(): Schedule {
  return () => 1;
}
