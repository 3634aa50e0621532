import { expect, test } from 'vitest';
import { suggestGenre } from '../../src/analysis/ear-neighbours.ts';
import type { HistoryEntry } from '../history/history-state.ts';
import { placesOf } from './labelled-places.ts';

test('two songs of one word near by speak for a song; a file that was heard twice is one', () => {
  const [first, second] = [named('a', [0, 0], 'klezmer'), named('b', [3, 0], 'klezmer')];
  expect(suggestGenre([0, 1], placesOf([first, second]))).toEqual({ genre: 'klezmer', songs: 2 });
  expect(suggestGenre([0, 1], placesOf([first, first]))).toBeUndefined();
});

test('songs far away, of other words, or without a word or a place say nothing', () => {
  const [near, far] = [named('a', [0, 0], 'klezmer'), named('b', [11, 0], 'klezmer')];
  expect(suggestGenre([0, 0], placesOf([near, far]))).toBeUndefined();
  expect(suggestGenre([0, 0], placesOf([near, named('c', [1, 0], 'jazz')]))).toBeUndefined();
  expect(placesOf([named('d', undefined, 'jazz'), named('e', [0, 0], undefined)])).toEqual([]);
});

test('none of these is an answer, too', () => {
  const label = [named('a', [0, 0], null), named('b', [1, 0], null)];
  expect(suggestGenre([0, 0], placesOf(label))).toEqual({ genre: null, songs: 2 });
});

function named(hash: string, place: number[] | undefined, label: string | null | undefined): HistoryEntry {
  return { id: 1, heardAt: 0, hash, place, label } as HistoryEntry;
}
