import { expect, test } from 'vitest';
import { groupBy } from './group-by.ts';

test('groups and their items stand in the order in which they appear', () => {
  const groups = groupBy(['pear', 'apple', 'plum', 'avocado'], ([first]) => first);
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum']],
    ['a', ['apple', 'avocado']],
  ]);
});
