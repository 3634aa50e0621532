import { expect, test } from 'vitest';
import { canonicalGenre, genresOfTag, isPlainName, namesGenre } from './genre-words.ts';

test.each([
  ['Hip Hop', ['hiphop']],
  ['Rap', ['hiphop']],
  ['Trip-Hop', []],
  ['Blues Rock', ['blues', 'rock']],
  ['Synthpop', ['pop']],
  ['Melodic Death Metal', ['metal']],
  ['Metalcore', ['metal']],
  ['Pop/Rock', ['pop', 'rock']],
  ['Bossa Nova', []],
  ['Música Clásica', []],
  ['Roots Reggae', ['reggae']],
  ['', []],
])('%s means %j', (tag, genres) => {
  expect(genresOfTag(tag)).toEqual(genres);
});

test('a plain name says nothing finer', () => {
  expect(['Rock', 'hip hop', 'Hip-Hop', ' JAZZ '].map(isPlainName)).toEqual([true, true, true, true]);
  expect(['Indie Rock', 'Latin', 'Bebop', ''].map(isPlainName)).toEqual([false, false, false, false]);
});

test('what was typed becomes one of ours, one that is known, or a new one', () => {
  expect(canonicalGenre(' Hip  hop')).toBe('hiphop');
  expect(canonicalGenre('cumbia', ['Cumbia'])).toBe('Cumbia');
  expect(canonicalGenre('  Nu   Cumbia ')).toBe('Nu Cumbia');
});

test('a tag names a genre of one’s own by its whole name', () => {
  expect(namesGenre('cumbia', 'Cumbia')).toBe(true);
  expect(namesGenre('Indie Rock', 'rock')).toBe(true);
  expect(namesGenre('Latin', 'Cumbia')).toBe(false);
});
