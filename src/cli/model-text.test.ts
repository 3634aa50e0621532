import { expect, test } from 'vitest';
import type { Figure, ModelInfo } from '../models/model-info.ts';
import { modelText } from './model-text.ts';

const FIGURE: Figure = {
  measure: 'accuracy',
  value: 0.8662,
  spread: 0.0028,
  spreadOf: 'standard deviation over 3 foldings',
  n: 548,
  protocol: 'artist-grouped 5-fold',
  data: 'GTZAN',
};

const INFO: ModelInfo = {
  format: 1,
  name: 'tonearm',
  version: '2.3.1',
  description: 'Tells genres.',
  trainedOn: 'songs',
  license: 'MIT',
  genres: ['a', 'b'],
  recipes: [],
  segments: { seconds: 30, hopSeconds: 15 },
  unsureBelow: 0.5,
  report: [],
};

test('figures are told in words, aligned, with their protocol and their songs once', () => {
  const report: Figure[] = [
    FIGURE,
    { ...FIGURE, measure: 'claimsRight', value: 1, spread: 0.0001 },
    { ...FIGURE, n: 1, data: 'others' },
    { ...FIGURE, protocol: 'random 5-fold' },
    { ...FIGURE, measure: 'ece', value: 0.0206 },
  ];
  expect(modelText({ ...INFO, report }, true).split('\n')).toEqual([
    'tonearm 2.3.1 (default)',
    '  Tells genres.',
    '  Trained on: songs',
    '',
    '  Measured artist-grouped 5-fold; ± standard deviation over 3 foldings',
    '    GTZAN: 548 songs',
    '      right                     86.6 % ± 0.3',
    '      right when it names one  100.0 % ± 0.1',
    '      confidence is off by       2.1 % ± 0.3',
    '    others: 1 song',
    '      right   86.6 % ± 0.3',
    '',
    '  Measured random 5-fold; ± standard deviation over 3 foldings',
    '    GTZAN: 548 songs',
    '      right   86.6 % ± 0.3',
  ]);
});

test('a measure without words of its own keeps its name, and a model without figures is a few lines', () => {
  const report = [{ ...FIGURE, measure: 'accuracy at level 1' }];
  expect(modelText({ ...INFO, report }, false)).toContain('      accuracy at level 1   86.6 % ± 0.3');
  expect(modelText(INFO, false).split('\n')).toHaveLength(3);
});
