import { expect, test } from 'vitest';
import { wordsBeyond } from './words.ts';

test('of a song of none of the genres, no word names one of them, however it is written', () => {
  const words = ['rock', 'Hip-Hop', 'electronic', 'instrumental'].map((word) => ({ word }));
  expect(wordsBeyond(words, ['hiphop', 'rock']).map(({ word }) => word)).toEqual([
    'electronic',
    'instrumental',
  ]);
});
