import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TonearmError } from '../../errors.ts';
import { GENRES } from '../../genres.ts';
import { namesOf, namesOfPath, parseGenreNames } from './names.ts';

test('every genre has a usual name; what nobody named is called as it is', () => {
  for (const genre of GENRES) expect(namesOf(genre)[0]).toMatch(/^[A-Z][a-z]+(-Hop)?$/);
  expect(namesOf('zouk')).toEqual(['zouk']);
  expect(namesOf('constructor')).toEqual(['constructor']);
});

test('a genre with levels is called by each of its steps, the narrowest first, unless it has a name', () => {
  const path = ['electronic', 'electronic/house', 'electronic/house/deep'];
  expect(namesOfPath(path)).toEqual(['deep', 'house', 'electronic']);
  expect(namesOfPath(['rock', 'rock/hiphop'])).toEqual(['Hip-Hop', 'Rock']);
  expect(namesOfPath(['R&B/Soul'])).toEqual(['R&B/Soul']);
  expect(namesOfPath(path, { 'electronic/house/deep': ['Deep House'] })).toEqual(['Deep House']);
  expect(namesOfPath(path, { electronic: ['Electronic'] })).toEqual(['deep', 'house', 'Electronic']);
});

test('a path from parent to child becomes several names, the narrowest first, each once', () => {
  const names = parseGenreNames({
    disco: 'Electronic > Dance >Disco',
    rock: ['Rock', 'Loud > Rock'],
    pop: ' Pop ',
  });
  expect(namesOf('disco', names)).toEqual(['Disco', 'Dance', 'Electronic']);
  expect(namesOf('rock', names)).toEqual(['Rock', 'Loud']);
  expect(namesOf('pop', names)).toEqual(['Pop']);
  expect(namesOf('jazz', names)).toEqual(['Jazz']);
});

test.each([
  [null],
  ['rock'],
  [['rock']],
  [{ rock: '' }],
  [{ rock: [] }],
  [{ rock: 7 }],
  [{ rock: 'a > > b' }],
  [{ rock: 'line\nfeed' }],
  [{ rock: 'null\0' }],
  [{ rock: 'x'.repeat(101) }],
  [{ rock: Array.from({ length: 11 }, (_, i) => `${i}`) }],
])('%j is refused', (value) => {
  expect(() => parseGenreNames(value)).toThrow(/^Expected .* got /);
});

test('whatever JSON says, names come out clean or a named error does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      try {
        for (const names of Object.values(parseGenreNames(value))) {
          for (const name of names) expect(name).toMatch(/^\P{Cc}{1,100}$/u);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(TonearmError);
      }
    }),
  );
});
