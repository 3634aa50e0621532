import { describe, expect, test } from 'vitest';
import { randomOf } from '../../dsp/random.ts';
import { radialSums } from '../../models/radial.ts';
import { Graph } from '../../onnx/graph.ts';
import { openSession } from '../../onnx/session.ts';
import { float32 } from '../../onnx/tensor.ts';
import { usualGamma } from './kernel.ts';
import { solveBinary, trainSvm } from './smo.ts';

const random = randomOf(3);
const ROWS = Array.from({ length: 60 }, () => [random() * 2 - 1, random() * 2 - 1]);
/** Two rings and a corner: nothing a straight line could tell apart. */
const LABELS = ROWS.map(([x, y]) => (x + y > 0.9 ? 2 : x * x + y * y < 0.4 ? 0 : 1));

describe('solveBinary', () => {
  test('solveBinary finds the known answer for two points', () => {
    const points = [[0], [2]];
    const { weights, bias } = solveBinary([1, -1], [10, 10], (i, j) => points[i][0] * points[j][0]);
    expect([...weights]).toEqual([0.5, -0.5]);
    expect(bias).toBeCloseTo(1, 12);
  });

  test('meets the conditions of the optimum, costs of its own for each row included', () => {
    const signs = LABELS.map((label) => (label === 0 ? 1 : -1));
    const costs = ROWS.map((_, i) => (i % 2 === 0 ? 3 : 0.5));
    const kernel = (i: number, j: number) =>
      Math.exp(-((ROWS[i][0] - ROWS[j][0]) ** 2) - (ROWS[i][1] - ROWS[j][1]) ** 2);
    const { weights, bias } = solveBinary(signs, costs, kernel);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 9);
    signs.forEach((sign, i) => {
      const alpha = weights[i] * sign;
      const margin = sign * (weights.reduce((sum, weight, j) => sum + weight * kernel(i, j), 0) + bias);
      if (alpha < 1e-9) expect(margin).toBeGreaterThan(1 - 2e-3);
      else if (alpha > costs[i] - 1e-9) expect(margin).toBeLessThan(1 + 2e-3);
      else expect(Math.abs(margin - 1)).toBeLessThan(2e-3);
      expect(alpha).toBeGreaterThanOrEqual(0);
      expect(alpha).toBeLessThanOrEqual(costs[i]);
    });
  });

  test('solveBinary answers where a class has no rows', () => {
    expect(solveBinary([1, 1], [1, 1], (i, j) => Number(i === j)).bias).toBeGreaterThan(0);
    expect(solveBinary([], [], () => 0).bias).toBe(0);
  });
});

describe('trainSvm', () => {
  test('learns rings, and its graph gives the same margins', async () => {
    const machine = trainSvm({ rows: ROWS, labels: LABELS, genres: 3 }, { cost: 100, gamma: 2 });
    const graph = new Graph();
    graph.output('margins', radialSums(graph.input('x', 'float32', [-1, 2]), machine));
    const session = await openSession(graph.toBytes());
    const { margins } = await session.run({ x: float32(ROWS.flat(), [ROWS.length, 2]) });
    await session.release();
    const right = LABELS.filter((label, i) => {
      const [zeroOne, zeroTwo, oneTwo] = margins.data.subarray(3 * i, 3 * i + 3) as Float32Array;
      const votes = [Number(zeroOne > 0) + Number(zeroTwo > 0), Number(zeroOne <= 0) + Number(oneTwo > 0)];
      votes.push(2 - Number(zeroTwo > 0) - Number(oneTwo > 0));
      return votes[label] === 2;
    });
    expect(right.length).toBeGreaterThan(55);
  });
});

test('usualGamma is one over columns times variance', () => {
  expect(
    usualGamma([
      [0, 2],
      [0, 2],
    ]),
  ).toBe(0.5);
});
