import { expect, test } from 'vitest';
import { FilesProgressCounter } from './progress.ts';

/** Milliseconds at which each file ends, and whether it was known. */
type Ends = readonly (readonly [at: number, cached: boolean])[];

function lastOf(total: number, ends: Ends) {
  let now = 0;
  const counter = new FilesProgressCounter(total, () => now);
  return ends.map(([at, cached]) => {
    now = at;
    return counter.count(cached);
  });
}

const analysed = (at: number) => [at, false] as const;
const known = (at: number) => [at, true] as const;

test('what processes need to start does not count for the songs to come', () => {
  const ends = [9000, 10_000, 11_000, 12_000].map(analysed);
  const progress = lastOf(64, ends);
  expect(progress.map(({ secondsLeft }) => secondsLeft)).toEqual([undefined, undefined, undefined, 60]);
  expect(progress.at(-1)!.rate).toBe(1);
  expect(progress[0]!.rate).toBe(0);
});

test('where nine of ten are known, the rest is taken to be so, too', () => {
  const ends = Array.from({ length: 500 }, (_, i) => (i % 10 === 0 ? analysed(i * 100) : known(i * 100)));
  const { secondsLeft, rate, cached, done } = lastOf(1000, ends).at(-1)!;
  expect([done, cached]).toEqual([500, 450]);
  expect(rate).toBeCloseTo(1, 1);
  expect(secondsLeft).toBeCloseTo(50, 0);
});

test('nothing is said of a rate while everything is known', () => {
  expect(lastOf(3, [1, 2, 3].map(known)).at(-1)).toEqual({
    done: 3,
    total: 3,
    cached: 3,
    rate: 0,
    secondsLeft: undefined,
  });
});

test('songs that end at one moment are no division by nothing', () => {
  const { rate, secondsLeft } = lastOf(
    5,
    Array.from({ length: 4 }, () => analysed(5)),
  ).at(-1)!;
  expect(Number.isFinite(rate)).toBe(true);
  expect(secondsLeft).toBeLessThan(1);
});
