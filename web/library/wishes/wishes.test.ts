import { expect, test } from 'vitest';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { NONE, queryOf, tempoAt, withSong } from './wishes.ts';

const song = (id: number) => ({ id }) as LibrarySong;

test('only what is wished for is asked', () => {
  expect(queryOf(NONE)).toBe('');
  const wishes = {
    ...NONE,
    parts: { energy: 20, beatsPerMinute: 100 },
    like: [song(3), song(4)],
    unlike: [song(9)],
  };
  expect(queryOf(wishes)).toBe('energy=0.2&beatsPerMinute=170&like=3%2C4&unlike=9');
});

test('tempi go up by even steps to the ear', () => {
  expect([0, 50, 100].map(tempoAt)).toEqual([60, 101, 170]);
});

test('a song is liked, not liked, or neither, and never both', () => {
  const liked = withSong(NONE, song(1), 'like');
  expect(liked).toMatchObject({ like: [{ id: 1 }], unlike: [] });
  const unliked = withSong(liked, song(1), 'unlike');
  expect(unliked).toMatchObject({ like: [], unlike: [{ id: 1 }] });
  expect(withSong(unliked, song(1), 'unlike')).toEqual(NONE);
});
