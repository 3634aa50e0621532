import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLevel, isWithin, levelsOf, parentsIn, pathOf, probabilityOf } from './levels.ts';

const GENRES = [
  'rock',
  'electronic/house',
  'electronic/techno/minimal',
  'electronic/techno/acid',
  'R&B/Soul',
];
const FIRST = [0.3, 0.2, 0.25, 0.15, 0.1].map((probability, i) => ({ genre: GENRES[i], probability }));

const step = fc.constantFrom('a', 'b', 'ab', 'c');
const rankings = fc
  .uniqueArray(
    fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('/')),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((genres) =>
    fc.tuple(
      ...genres.map((genre) =>
        fc.record({ genre: fc.constant(genre), probability: fc.double({ min: 0, max: 1, noNaN: true }) }),
      ),
    ),
  );

test('a parent is as probable as its genres together, the most probable first', () => {
  const parents = parentsIn(FIRST);
  expect(parents.map(({ genre }) => genre)).toEqual(['electronic', 'electronic/techno']);
  expect(parents[0].probability).toBeCloseTo(0.6);
  expect(parents[1].probability).toBeCloseTo(0.4);
  expect(probabilityOf('electronic', FIRST)).toBeCloseTo(0.6);
  expect(probabilityOf('rock', FIRST)).toBe(0.3);
});

test('a genre whose name has a slash is no level unless another shares what stands before it', () => {
  expect(parentsIn(FIRST).some(({ genre }) => genre === 'R&B')).toBe(false);
  expect(pathOf('R&B/Soul', GENRES)).toEqual(['R&B/Soul']);
  expect(pathOf('electronic/techno/acid', GENRES)).toEqual([
    'electronic',
    'electronic/techno',
    'electronic/techno/acid',
  ]);
  expect(levelsOf(GENRES)).toBe(3);
  expect(levelsOf(['rock', 'R&B/Soul'])).toBe(1);
  expect(isWithin('electronica', 'electronic')).toBe(false);
});

test('a genre that has songs of its own counts among what lies below it', () => {
  const ranking = [
    { genre: 'rock', probability: 0.5 },
    { genre: 'rock/indie', probability: 0.25 },
  ];
  expect(parentsIn(ranking)).toEqual([{ genre: 'rock', probability: 0.75 }]);
});

test('whatever the genres: every parent is the sum of all below it, is shared, and is no less than any of them', () => {
  fc.assert(
    fc.property(rankings, (ranking) => {
      const genres = ranking.map(({ genre }) => genre);
      const parents = parentsIn(ranking);
      for (const { genre, probability } of parents) {
        const below = ranking.filter((one) => isWithin(one.genre, genre));
        expect(below.length).toBeGreaterThan(1);
        expect(probability).toBeCloseTo(probabilityOf(genre, ranking), 9);
        for (const one of below) expect(probability).toBeGreaterThanOrEqual(one.probability);
      }
      const onPaths = new Set(genres.flatMap((genre) => pathOf(genre, genres)));
      for (const { genre } of parents) expect(onPaths).toContain(genre);
      expect(onPaths.size).toBe(new Set([...genres, ...parents.map(({ genre }) => genre)]).size);
    }),
  );
});

test('whatever the genres: at the deepest level each is itself, at the first a single step', () => {
  fc.assert(
    fc.property(rankings, (ranking) => {
      for (const { genre } of ranking) {
        expect(atLevel(genre, 9)).toBe(genre);
        expect(atLevel(genre, 1)).not.toContain('/');
        expect(isWithin(genre, atLevel(genre, 1))).toBe(true);
      }
    }),
  );
});
