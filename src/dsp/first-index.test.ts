import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstIndex } from './first-index.ts';

test('it is the index that a look at each finds', () => {
  const lists = fc.array(fc.integer({ min: 0, max: 20 })).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(lists, fc.integer({ min: -1, max: 21 }), (list, wanted) => {
      const found = list.findIndex((value) => value >= wanted);
      expect(firstIndex(list.length, (i) => list[i] >= wanted)).toBe(found < 0 ? list.length : found);
    }),
  );
});
