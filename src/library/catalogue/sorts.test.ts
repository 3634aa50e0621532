import { expect, test } from 'vitest';
import type { Entry } from '../songs/entry.ts';
import { SORTS } from './sorts.ts';

test('keys are sorted as on the wheel, 2A before 10A, and songs without one have no place', () => {
  const of = (camelot: string | null) => SORTS.camelot({ camelot, name: 'x' } as Entry);
  const wheel = ['1A', '1B', '2A', '9B', '10A', '12B'];
  expect(wheel.toReversed().toSorted((a, b) => (String(of(a)) < String(of(b)) ? -1 : 1))).toEqual(wheel);
  expect(of(null)).toBeNull();
});
