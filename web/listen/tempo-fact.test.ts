import { expect, test } from 'vitest';
import { tempoFact } from './tempo-fact.ts';

test('the tempo on the page is that of the description, with those that others may tap', () => {
  expect(tempoFact({ beatsPerMinute: 160.46, confidence: 0.78, alternatives: [80.4, 107.4] })).toEqual({
    name: 'Tempo',
    value: '160 beats a minute',
    detail: 'or 80, 107',
  });
});

test('a tempo that was not found is called unknown', () => {
  expect(tempoFact(undefined)).toEqual({ name: 'Tempo', value: 'unknown' });
});
