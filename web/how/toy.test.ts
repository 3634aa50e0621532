import { expect, test } from 'vitest';
import { accuracyOf, collection, nearest, votes } from './toy.ts';

test('the collection is the same every time and inside its square', () => {
  expect(collection()).toEqual(collection());
  for (const { x, y } of collection()) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(3);
    expect(Math.max(x, y)).toBeLessThanOrEqual(97);
  }
});

test('pieces of a song on both sides make a figure that songs apart do not have', () => {
  const pieces = collection();
  expect(accuracyOf(pieces, 'pieces')).toBeGreaterThan(0.9);
  expect(accuracyOf(pieces, 'songs')).toBeLessThan(0.75);
});

test('neighbours come nearest first, and vote', () => {
  const pieces = collection();
  const [first] = nearest(pieces[5]!, pieces, 5);
  expect(first).toBe(pieces[5]);
  expect(votes(nearest(pieces[5]!, pieces, 5)).reduce((a, b) => a + b)).toBe(5);
});
