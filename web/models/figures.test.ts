import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { words } from '../language/en/models.ts';
import { amount, type Figure, howMeasured, kilobytes, plusMinus, splitOf, standardError } from './figures.ts';

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

test('a first figure is given or taken by its standard error, whatever spread the model notes', () => {
  expect(standardError({ ...figure, value: 0.8662, n: 548 })).toBe('1.5');
  expect(standardError({ ...figure, value: 1 })).toBe('0.1');
});

test('protocols are told in words, and one that is not known as it is', () => {
  const told = (protocol: string) => howMeasured({ ...figure, protocol });
  expect(told('artist-grouped 5-fold, calibrated, and told what to claim, without the measured fold')).toBe(
    'Cut into 5 parts, each artist in one alone; each part was tested on a model that learned from the others. When to say “not sure” was settled without the part that was tested.',
  );
  expect(
    told('artist-grouped 4-fold (the artist is known of 596 of 640 songs; the others may share one)'),
  ).toContain('known of 596 of 640 songs');
  expect(told('random 5-fold: shares artists')).toContain('at random');
  expect(splitOf({ ...figure, protocol: 'random 5-fold: shares artists' })).toBe('at random');
  expect(told('train, valid and test as listed')).toBe('train, valid and test as listed');
});

test('sizes of files', () => {
  expect([kilobytes(640_000), kilobytes(3_624_274)]).toEqual(['640 kB', '3.6 MB']);
});

test('what is translated of a model is what a shipped one says of itself', () => {
  const folder = join(import.meta.dirname, '../../models');
  const files = ['tonearm.onnx', 'nearest-songs.onnx'].map((name) =>
    readFileSync(join(folder, name), 'latin1'),
  );
  for (const said of Object.keys(words.told))
    expect(files.filter((file) => file.includes(JSON.stringify(said)))).toHaveLength(1);
});
