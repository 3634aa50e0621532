import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachInSlices, mergeInSlices, sortInSlices } from './slices.ts';

interface Item {
  readonly key: number;
  readonly at: number;
}

const byKey = (a: Item, b: Item) => a.key - b.key;
const items = fc
  .array(fc.integer({ min: 0, max: 9 }))
  .map((keys) => keys.map((key, at): Item => ({ key, at })));

test('sorted as all at once, equal ones in their order', async () => {
  const many = Array.from({ length: 20_000 }, (_, at) => ({ key: (at * 7919) % 100, at }));
  expect(await sortInSlices(many, byKey)).toEqual(many.toSorted(byKey));
  await fc.assert(
    fc.asyncProperty(items, async (some) => {
      expect(await sortInSlices(some, byKey)).toEqual(some.toSorted(byKey));
    }),
  );
});

test('two sorted lists become one, of equal items the first list’s first', async () => {
  await fc.assert(
    fc.asyncProperty(items, items, async (one, other) => {
      const [first, second] = [one.toSorted(byKey), other.toSorted(byKey)];
      expect(await mergeInSlices(first, second, byKey)).toEqual([...first, ...second].toSorted(byKey));
    }),
  );
});

test('others are served while long work goes on', async () => {
  let served = 0;
  const clock = setInterval(() => served++, 1);
  const places: number[] = [];
  await forEachInSlices(new Array(200).fill(0), (_, place) => {
    places.push(place);
    const until = performance.now() + 1;
    while (performance.now() < until);
  });
  clearInterval(clock);
  expect(places).toEqual(Array.from({ length: 200 }, (_, place) => place));
  expect(served).toBeGreaterThan(3);
});
