import { describe, expect, test } from 'vitest';
import { randomOf } from '../../dsp/random.ts';
import { linearScores } from '../../models/linear.ts';
import { radialSums } from '../../models/radial.ts';
import type { Value } from '../../onnx/graph.ts';
import { solvePositive } from './cholesky.ts';
import { fitDiscriminant } from './fit-linear.ts';
import { fitReducedRidge, fitRidge } from './fit-ridge.ts';
import { radialKernel } from './kernel.ts';
import { runGraph } from './learn.ts';

const random = randomOf(5);
const LABELS = Array.from({ length: 60 }, (_, i) => i % 3);
/** Three clouds in a plane. */
const ROWS = LABELS.map((label) => [2 * Math.cos(2 * label) + random(), 2 * Math.sin(2 * label) + random()]);

test('solvePositive solves', () => {
  const matrix = [
    [4, 2, 1],
    [2, 5, 3],
    [1, 3, 6],
  ].map((row) => Float64Array.from(row));
  const [x] = solvePositive(matrix, [Float64Array.of(7, 10, 10)]);
  expect(Array.from(x, (value) => Number(value.toFixed(9)))).toEqual([1, 1, 1]);
});

describe('fitRidge', () => {
  test('fitRidge gives the rows back without a ridge, and their mean with a huge one', async () => {
    const task = { kernel: radialKernel(ROWS, 5), labels: LABELS, genres: 3 };
    const machine = (ridge: number) => ({ vectors: ROWS, gamma: 5, outputs: fitRidge(task, ridge) });
    const scores = await scoresOf((x) => radialSums(x, machine(1e-9)));
    scores.forEach((row, i) => {
      expect(row[LABELS[i]]).toBeCloseTo(1, 1);
    });
    const flat = await scoresOf((x) => radialSums(x, machine(1e9)));
    expect(flat[0][0]).toBeCloseTo(1 / 3, 5);
  });

  test('believes heavier rows', async () => {
    const twice = { kernel: radialKernel([[0], [0]], 1), labels: [0, 1], genres: 2 };
    const outputs = fitRidge({ ...twice, weights: [9, 1] }, 1);
    const [first, second] = outputs.map(({ weights, bias }) => weights[0] + weights[1] + bias);
    expect(first).toBeGreaterThan(0.8);
    expect(first + second).toBeCloseTo(1, 9);
  });
});

describe('fitReducedRidge', () => {
  test('is the same as with all rows where all that teach are remembered', () => {
    const kernel = radialKernel(ROWS, 5);
    const weights = ROWS.map((_, i) => 0.5 + (i % 4));
    const lessons = LABELS.map((label, i) => ({ label, weight: weights[i] }));
    const reduced = fitReducedRidge({ kernel, rows: lessons, genres: 3 }, 0.2);
    const whole = fitRidge({ kernel, labels: LABELS, weights, genres: 3 }, 0.2);
    reduced.forEach((output, genre) => {
      expect(output.bias).toBe(whole[genre].bias);
      output.weights.forEach((weight, i) => {
        expect(weight).toBeCloseTo(whole[genre].weights[i], 6);
      });
    });
  });

  test('believes what is not remembered, too', () => {
    const near = [[1], [0.9], [0.9]].map((row) => Float64Array.from(row));
    const lessons = [0, 1, 1].map((label) => ({ label, weight: 1 }));
    const outputs = fitReducedRidge({ kernel: near, rows: lessons, genres: 2 }, 0.1);
    const [first, second] = outputs.map(({ weights, bias }) => weights[0] + bias);
    expect(second).toBeGreaterThan(first);
  });
});

describe('fitDiscriminant', () => {
  test('fitDiscriminant tells the clouds apart, and even shares forget how many there were', async () => {
    const scores = await scoresOf((x) => linearScores(x, fitDiscriminant(ROWS, LABELS, 3)));
    const right = scores.filter((row, i) => row.indexOf(Math.max(...row)) === LABELS[i]).length;
    expect(right).toBeGreaterThan(55);
    const few = LABELS.flatMap((label, i) => (label > 0 || i < 12 ? [i] : []));
    const [rows, labels] = [few.map((i) => ROWS[i]), few.map((i) => LABELS[i])];
    const counted = fitDiscriminant(rows, labels, 3);
    const even = fitDiscriminant(rows, labels, 3, { evenShares: true });
    expect(counted.biases[0] - even.biases[0]).toBeCloseTo(Math.log(4 / 44), 9);
  });

  test('fitDiscriminant gives the same borders from a system of the rows as from one of the columns', () => {
    const wide = ROWS.slice(0, 9).map(([a, b]) => [
      a,
      b,
      ...Array.from({ length: 10 }, () => random() - 0.5),
    ]);
    const weights = wide.map(() => 1 + random());
    const labels = LABELS.slice(0, 9);
    const few = fitDiscriminant(wide, labels, 3, { weights, shrinkage: 0.3 });
    const many = fitDiscriminant([...wide, ...wide], [...labels, ...labels], 3, {
      weights: [...weights, ...weights],
      shrinkage: 0.3,
    });
    many.weights.forEach((row, g) => {
      Array.from(row).forEach((value, c) => {
        expect(few.weights[g][c]).toBeCloseTo(value, 8);
      });
    });
  });

  test('fitDiscriminant counts a row of weight 2 as two rows', () => {
    const twice = fitDiscriminant([...ROWS, ROWS[0]], [...LABELS, LABELS[0]], 3, { shrinkage: 0.1 });
    const heavy = fitDiscriminant(ROWS, LABELS, 3, {
      weights: ROWS.map((_, i) => (i === 0 ? 2 : 1)),
      shrinkage: 0.1,
    });
    heavy.weights.forEach((row, g) => {
      expect(row[0]).toBeCloseTo(twice.weights[g][0], 9);
    });
  });

  test('fitDiscriminant refuses a genre without rows', () => {
    expect(() => fitDiscriminant(ROWS, LABELS, 4)).toThrow('Expected rows of each genre');
  });
});

function scoresOf(attach: (x: Value) => Value): Promise<Float32Array[]> {
  return runGraph(([x]) => attach(x), [Float32Array.from(ROWS.flat())], [[2]]);
}
