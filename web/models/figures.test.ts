import { expect, test } from 'vitest';
import { amount, type Figure, kilobytes, plusMinus } from './figures.ts';

const figure: Figure = {
  measure: 'accuracy',
  value: 0.7026,
  spread: 0.0001,
  spreadOf: 'folds',
  n: 640,
  protocol: 'by artist',
  data: 'clips',
};

test('figures are shares in percent, spreads in points', () => {
  expect(amount(figure)).toBe('70.3%');
  expect(plusMinus(figure)).toBe('0.1');
  expect(plusMinus({ ...figure, spread: 0.0276 })).toBe('2.8');
});

test('sizes of files', () => {
  expect([kilobytes(640_000), kilobytes(3_624_274)]).toEqual(['640 kB', '3.6 MB']);
});
