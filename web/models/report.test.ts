import { describe, expect, test } from 'vitest';
import { readReport, rowShares } from './report.ts';

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

  test('shares are of the row', () => {
    expect(rowShares(REPORT.figures.confusion)).toEqual([
      [0.75, 0.25],
      [0, 1],
    ]);
    expect(rowShares([[0, 0]])).toEqual([[0, 0]]);
  });
});
