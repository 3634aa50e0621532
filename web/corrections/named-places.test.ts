import { expect, test } from 'vitest';
import { suggestGenre } from '../../src/analysis/ear-neighbours.ts';
import type { HeardSong } from '../history/heard.ts';
import { namedPlaces } from './named-places.ts';

test('two songs of one word near by speak for a song; a file that was heard twice is one', () => {
  const [first, second] = [named('a', [0, 0], 'klezmer'), named('b', [3, 0], 'klezmer')];
  expect(suggestGenre([0, 1], namedPlaces([first, second]))).toEqual({ genre: 'klezmer', songs: 2 });
  expect(suggestGenre([0, 1], namedPlaces([first, first]))).toBeUndefined();
});

test('songs far away, of other words, or without a word or a place say nothing', () => {
  const [near, far] = [named('a', [0, 0], 'klezmer'), named('b', [11, 0], 'klezmer')];
  expect(suggestGenre([0, 0], namedPlaces([near, far]))).toBeUndefined();
  expect(suggestGenre([0, 0], namedPlaces([near, named('c', [1, 0], 'jazz')]))).toBeUndefined();
  expect(namedPlaces([named('d', undefined, 'jazz'), named('e', [0, 0], undefined)])).toEqual([]);
});

test('none of these is an answer, too', () => {
  const said = [named('a', [0, 0], null), named('b', [1, 0], null)];
  expect(suggestGenre([0, 0], namedPlaces(said))).toEqual({ genre: null, songs: 2 });
});

function named(hash: string, place: number[] | undefined, said: string | null | undefined): HeardSong {
  return { id: 1, heardAt: 0, hash, place, said } as HeardSong;
}
