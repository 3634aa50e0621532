import { describe, expect, test } from 'vitest';
import { confusedMost, readReport, rowShares } from './report.ts';

const REPORT = {
  format: 1,
  genres: ['jazz', 'rock'],
  protocol: { description: 'by artist' },
  figures: {
    n: 5,
    confusion: [
      [3, 1],
      [0, 1],
    ],
    reliability: [
      { from: 0, to: 0.5, n: 0, confidence: null, accuracy: null },
      { from: 0.5, to: 1, n: 5, confidence: 0.7, accuracy: 0.8 },
    ],
  },
};

describe('the report of a model', () => {
  test('is read as far as it is drawn, without empty bins', () => {
    expect(readReport(REPORT)).toMatchObject({ n: 5, protocol: 'by artist', genres: ['jazz', 'rock'] });
    expect(readReport(REPORT)!.reliability.map(({ n }) => n)).toEqual([5]);
  });

  test.each([
    null,
    [],
    {},
    { ...REPORT, genres: ['jazz'] },
    { ...REPORT, figures: { ...REPORT.figures, confusion: [[1, 'x'], []] } },
  ])('of another shape is left out', (value) => {
    expect(readReport(value)).toBeUndefined();
  });

  test('what is confused most stands beside the diagonal, the worst first', () => {
    const confusion = [
      [5, 3, 2],
      [0, 10, 0],
      [4, 5, 1],
    ];
    const report = { genres: ['blues', 'jazz', 'rock'], confusion };
    expect(confusedMost(report, { most: 3, least: 0.25 })).toEqual([
      { actual: 'rock', called: 'jazz', share: 0.5 },
      { actual: 'rock', called: 'blues', share: 0.4 },
      { actual: 'blues', called: 'jazz', share: 0.3 },
    ]);
    expect(confusedMost(report, { most: 1, least: 0.25 })).toHaveLength(1);
  });

  test('shares are of the row', () => {
    expect(rowShares(REPORT.figures.confusion)).toEqual([
      [0.75, 0.25],
      [0, 1],
    ]);
    expect(rowShares([[0, 0]])).toEqual([[0, 0]]);
  });
});
