import { expect, test } from 'vitest';
import { genresAfter } from './decide.ts';
import { surpriseOf, type TaggedPrediction } from './surprise.ts';

const JAZZ: TaggedPrediction = {
  genre: 'jazz',
  genres: ['jazz'],
  confidence: 0.8,
  unsure: false,
  outside: false,
  ranking: () => [
    { genre: 'jazz', probability: 0.8 },
    { genre: 'blues', probability: 0.15 },
    { genre: 'rock', probability: 0.05 },
  ],
  taggedGenres: [],
  taught: null,
};

test.each([
  ['no tag', [], null],
  ['the same by another word', ['Bebop'], null],
  ['one of several', ['Latin', 'Jazz'], null],
  ['a word that Tonearm does not know', ['Soundtrack'], null],
  ['another genre', ['Rock'], 0.75],
  ['one that is likely too', ['Blues Rock'], 0.6],
])('%s: %j', (_, taggedGenres, surprise) => {
  const found = surpriseOf({ ...JAZZ, taggedGenres });
  if (surprise === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(surprise);
});

test('of several genres that are claimed a tag that names any does not surprise', () => {
  expect(surpriseOf({ ...JAZZ, genres: ['jazz', 'rock'], taggedGenres: ['Rock'] })).toBeNull();
});

test('what is no claim does not surprise; what a person said does, whatever the tag', () => {
  expect(surpriseOf({ ...JAZZ, taggedGenres: ['Rock'], unsure: true })).toBeNull();
  expect(surpriseOf({ ...JAZZ, taggedGenres: ['Rock'], outside: true })).toBeNull();
  expect(surpriseOf({ ...JAZZ, taggedGenres: ['Soundtrack'], taught: { by: 'you', songs: 1 } })).toBe(1);
  const byOthers = { ...JAZZ, taggedGenres: ['Rock'], taught: { by: 'neighbours', songs: 2 } } as const;
  expect(surpriseOf(byOthers)).toBe(0.8);
});

test.each([
  ['accept', ['Rock'], ['Jazz']],
  ['accept', ['Latin', 'Rock'], ['Jazz', 'Latin']],
  ['accept', ['Indie Rock'], ['Jazz', 'Indie Rock']],
  ['accept', ['jazz', 'hip hop'], ['Jazz']],
  ['add', ['Latin', 'Rock'], ['Latin', 'Rock', 'Jazz']],
  ['replace', ['Latin', 'Rock'], ['Jazz']],
] as const)('%s makes %j to %j', (action, before, after) => {
  expect(genresAfter(before, 'jazz', action)).toEqual(after);
});

test('a genre of one’s own is written as it was typed', () => {
  expect(genresAfter(['Rock'], 'Nu Cumbia', 'accept')).toEqual(['Nu Cumbia']);
});
