import { expect, test } from 'vitest';
import { choicesOf, genreOnEnter, isNewGenre, matching } from './choices.ts';

const CHOICES = choicesOf(['rock', 'jazz'], ['Klezmer', 'rock', 'Cumbia']);

test('ours keep their places, others follow by name, each once', () => {
  expect(CHOICES.slice(0, 2)).toEqual(['blues', 'classical']);
  expect(CHOICES.slice(-3)).toEqual(['rock', 'Cumbia', 'Klezmer']);
});

test('what begins so comes before what holds it', () => {
  expect(matching(CHOICES, 'r')).toEqual(['reggae', 'rock', 'country', 'Klezmer']);
  expect(matching(CHOICES, 'hip hop')).toEqual(['hiphop']);
  expect(matching(CHOICES, '')).toEqual(CHOICES);
});

test('Enter means a name that is whole, else the first that fits, else a new genre', () => {
  expect(genreOnEnter(CHOICES, 'Hip-Hop')).toBe('hiphop');
  expect(genreOnEnter(CHOICES, 'cu')).toBe('Cumbia');
  expect(genreOnEnter(CHOICES, ' Nu Cumbia ')).toBe('Nu Cumbia');
  expect(genreOnEnter(CHOICES, ' ')).toBeUndefined();
});

test('a genre is new unless it is there by its whole name', () => {
  expect(isNewGenre(CHOICES, 'klezmer')).toBe(false);
  expect(isNewGenre(CHOICES, 'Klez')).toBe(true);
  expect(isNewGenre(CHOICES, '')).toBe(false);
});
