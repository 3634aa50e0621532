import { expect, test } from 'vitest';
import { Quota } from './quota.ts';

function quota(): Quota {
  return new Quota({ total: 10, perClient: 6, refusal: 'Everything is taken. Try again in a moment.' });
}

test('one client gets no more than its share, and others get the rest', () => {
  const places = quota();
  places.take('a', 6);
  expect(() => places.take('a')).toThrow('Everything is taken');
  places.take('b', 4);
  expect(() => places.take('c')).toThrow('Everything is taken');
  expect(places.used).toBe(10);
});

test('what is refused takes nothing', () => {
  const places = quota();
  expect(() => places.take('a', 7)).toThrow();
  expect(() => places.check('a', 7)).toThrow();
  places.take('a', 6);
});

test('this machine may have all', () => {
  const places = quota();
  places.take(undefined, 10);
  expect(() => places.take('a')).toThrow();
});

test('what is given back can be taken again', () => {
  const places = quota();
  places.take('a', 6);
  places.give('a', 2);
  places.take('a', 2);
  places.give('a', 6);
  expect(places.used).toBe(0);
  places.take(undefined, 10);
});
