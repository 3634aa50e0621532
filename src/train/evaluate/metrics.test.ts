import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean, standardDeviation } from '../../dsp/statistics.ts';
import { coverageCurve } from '../fit/coverage.ts';
import {
  accuracy,
  auroc,
  brierScore,
  classFigures,
  confusionMatrix,
  equalMassBins,
  equalWidthBins,
  expectedCalibrationError,
  macroF1,
  negativeLogLikelihood,
  topAccuracy,
  wilson,
} from './metrics.ts';

/** Twelve tracks of three classes; the expected figures were computed with numpy by their definitions. */
const P = [
  [0.395, 0.593, 0.012],
  [0.001, 0.252, 0.747],
  [0.159, 0.178, 0.663],
  [0.648, 0.352, 0.0],
  [0.665, 0.021, 0.314],
  [0.195, 0.724, 0.081],
  [0.167, 0.813, 0.02],
  [0.07, 0.531, 0.399],
  [0.668, 0.159, 0.173],
  [0.475, 0.442, 0.083],
  [0.107, 0.62, 0.273],
  [0.273, 0.334, 0.393],
];
const Y = [0, 2, 1, 1, 2, 1, 0, 0, 2, 1, 1, 1];
const CALLED = [1, 2, 2, 0, 0, 1, 1, 1, 0, 0, 1, 2];

describe('twelve tracks, against numpy', () => {
  test('confusion matrix: rows are the truth', () => {
    expect(confusionMatrix(CALLED, Y, 3)).toEqual([
      [0, 3, 0],
      [2, 2, 2],
      [2, 0, 1],
    ]);
  });

  test('precision, recall, F1, AUROC', () => {
    const figures = classFigures(P, Y, 3);
    const expected = [
      [0, 0, 0, 1 / 3, 3],
      [0.4, 1 / 3, 0.36363636, 0.58333333, 6],
      [1 / 3, 1 / 3, 1 / 3, 0.74074074, 3],
    ];
    figures.forEach(({ precision, recall, f1, auroc, n }, i) => {
      [precision, recall, f1, auroc, n].forEach((value, j) => {
        expect(value).toBeCloseTo(expected[i][j], 8);
      });
    });
    expect(macroF1(figures)).toBeCloseTo(0.23232323, 8);
  });

  test('accuracy and top 2', () => {
    expect(accuracy(P, Y).value).toBeCloseTo(3 / 12, 12);
    expect(topAccuracy(P, Y, 2).value).toBeCloseTo(11 / 12, 12);
    expect(topAccuracy(P, Y, 3).value).toBe(1);
  });

  test('log likelihood and Brier score', () => {
    expect(negativeLogLikelihood(P, Y)).toBeCloseTo(1.1722135242925105, 12);
    expect(brierScore(P, Y)).toBeCloseTo(0.7602701666666666, 12);
  });

  test('reliability in bins of equal width', () => {
    const bins = equalWidthBins(P, Y, 5);
    expect(bins.map(({ n }) => n)).toEqual([0, 1, 3, 7, 1]);
    expect(bins[3].confidence).toBeCloseTo(0.6764285714285715, 12);
    expect(bins[3].accuracy).toBeCloseTo(3 / 7, 12);
    expect(expectedCalibrationError(bins)).toBeCloseTo(0.37833333333, 10);
  });

  test('reliability in bins of equal mass', () => {
    const error = (bins: number) => expectedCalibrationError(equalMassBins(P, Y, bins));
    expect(error(12)).toBeCloseTo(0.5298333333333333, 10);
    expect(error(6)).toBeCloseTo(0.3783333333333334, 10);
    expect(error(100)).toBeCloseTo(error(12), 12);
    expect(equalMassBins(P, Y, 5).map(({ n }) => n)).toEqual([2, 2, 3, 2, 3]);
  });

  test('coverage against accuracy', () => {
    const curve = coverageCurve(P, Y);
    expect(curve.map((point) => point.accuracy)).toEqual([
      0,
      1 / 2,
      2 / 3,
      2 / 4,
      2 / 5,
      2 / 6,
      2 / 7,
      3 / 8,
      3 / 9,
      3 / 10,
      3 / 11,
      3 / 12,
    ]);
  });
});

describe("Wilson's interval, against the roots of its equation", () => {
  test.each([
    [8, 10, 0.4901624715366418, 0.9433178485456248],
    [0, 5, 0, 0.43448246478317476],
    [5, 5, 0.5655175352168254, 1],
    [290, 640, 0.41495230424364093, 0.4918570520381052],
  ])('%d of %d', (right, n, low, high) => {
    const interval = wilson(right, n);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  test('nothing says nothing', () => {
    expect(wilson(0, 0)).toEqual({ value: Number.NaN, low: 0, high: 1 });
  });
});

test('ties: the lower class is called, equal scores count half, equal confidences are one point', () => {
  expect(accuracy([[0.5, 0.5]], [1]).value).toBe(0);
  expect(accuracy([[0.5, 0.5]], [0]).value).toBe(1);
  expect(auroc([0.3, 0.3, 0.1], [true, false, false])).toBe(0.75);
  expect(
    coverageCurve(
      [
        [0.6, 0.4],
        [0.6, 0.4],
      ],
      [0, 1],
    ),
  ).toEqual([{ threshold: 0.6, coverage: 1, accuracy: 0.5 }]);
});

test('spread', () => {
  expect(standardDeviation([4, 7, 13, 16])).toBeCloseTo(5.477225575051661, 12);
  expect(standardDeviation([4])).toBe(0);
});

const distributions = fc
  .array(
    fc.tuple(
      fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
      fc.nat(3),
    ),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((pairs) => ({
    probabilities: pairs.map(([scores]) => scores.map((score) => score / scores.reduce((a, b) => a + b))),
    labels: pairs.map(([, label]) => label),
  }));

test('laws that hold for all probabilities', () => {
  fc.assert(
    fc.property(distributions, fc.integer({ min: 1, max: 15 }), ({ probabilities, labels }, bins) => {
      const right = accuracy(probabilities, labels);
      expect(right.low).toBeLessThanOrEqual(right.value);
      expect(right.high).toBeGreaterThanOrEqual(right.value);
      expect(topAccuracy(probabilities, labels, 4).value).toBe(1);
      expect(coverageCurve(probabilities, labels).at(-1)).toMatchObject({
        coverage: 1,
        accuracy: right.value,
      });
      const confidence = mean(probabilities.map((p) => Math.max(...p)));
      for (const each of [equalMassBins, equalWidthBins]) {
        const cut = each(probabilities, labels, bins);
        expect(cut.reduce((sum, { n }) => sum + n, 0)).toBe(labels.length);
        const error = expectedCalibrationError(cut);
        expect(error).toBeGreaterThanOrEqual(Math.abs(confidence - right.value) - 1e-9);
        expect(error).toBeLessThanOrEqual(1);
      }
    }),
  );
});
