import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRows } from './rows.ts';

const value = fc.float({ min: -100, max: 100, noNaN: true });

test('distances are those of the definition, for any number of rows and any width', () => {
  const table = fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 11 }))
    .chain(([count, width]) =>
      fc.tuple(
        fc.array(fc.array(value, { minLength: width, maxLength: width }), {
          minLength: count,
          maxLength: count,
        }),
        fc.array(value, { minLength: width, maxLength: width }),
      ),
    );
  fc.assert(
    fc.property(table, ([rows, target]) => {
      const set = openRows(rows.length, target.length);
      rows.forEach((row, i) => {
        set.data.set(row, i * set.stride);
      });
      const found = set.squaredDistances(Float32Array.from(target));
      rows.forEach((row, i) => {
        const exact = row.reduce((sum, a, k) => sum + (a - target[k]) ** 2, 0);
        expect(Math.abs(found[i] - exact)).toBeLessThanOrEqual(1e-5 * exact + 1e-6);
      });
      expect(found).toHaveLength(rows.length);
    }),
  );
});

test('sets of rows do not touch each other', () => {
  const [one, other] = [openRows(2, 3), openRows(2, 3)];
  one.data.fill(1);
  other.data.fill(2);
  expect([...one.squaredDistances(new Float32Array(4))]).toEqual([4, 4]);
  expect([...other.squaredDistances(new Float32Array(4))]).toEqual([16, 16]);
});
