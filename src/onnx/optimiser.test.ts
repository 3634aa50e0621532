import { describe, expect, test } from 'vitest';
import { Graph } from './graph.ts';
import { adamStep, biasCorrection, cosineSchedule } from './optimiser.ts';
import { openSession } from './session.ts';
import { float64 } from './tensor.ts';

describe('adamStep', () => {
  test('adamStep equals the published algorithm, step by step', async () => {
    const graph = new Graph();
    const input = (name: string) => graph.input(name, 'float64', []);
    const state = { parameter: input('parameter'), mean: input('mean'), square: input('square') };
    const next = adamStep(state, input('gradient'), { rate: input('rate'), decay: input('decay') });
    graph.output('p', next.parameter);
    graph.output('m', next.mean);
    graph.output('v', next.square);
    const session = await openSession(graph.toBytes());

    const [rate, weightDecay] = [0.1, 0.01];
    let [p, m, v] = [1, 0, 0];
    let expected = { p: 1, m: 0, v: 0 };
    for (let step = 1; step <= 5; step++) {
      const gradient = Math.sin(step);
      expected = reference(expected, gradient, step, rate, weightDecay);
      const feeds = {
        parameter: p,
        mean: m,
        square: v,
        gradient,
        rate: rate * biasCorrection(step),
        decay: rate * weightDecay,
      };
      const tensors = Object.entries(feeds).map(([name, value]) => [name, float64([value], [])]);
      const result = await session.run(Object.fromEntries(tensors));
      [p, m, v] = ['p', 'm', 'v'].map((name) => Number(result[name].data[0]));
      expect(p).toBeCloseTo(expected.p, 6);
    }
    await session.release();
  });
});

describe('cosineSchedule', () => {
  test('warms up in a line, then falls to zero', () => {
    const schedule = cosineSchedule(0.1);
    expect([0, 0.05, 0.1, 0.55, 1].map(schedule)).toEqual([0, 0.5, 1, expect.closeTo(0.5, 12), 0]);
    expect(cosineSchedule()(0)).toBe(1);
  });
});

function reference(
  s: { p: number; m: number; v: number },
  g: number,
  step: number,
  rate: number,
  decay: number,
) {
  const m = 0.9 * s.m + 0.1 * g;
  const v = 0.999 * s.v + 0.001 * g * g;
  const [unbiased, square] = [m / (1 - 0.9 ** step), v / (1 - 0.999 ** step)];
  return { p: s.p - rate * (unbiased / (Math.sqrt(square) + 1e-8) + decay * s.p), m, v };
}
