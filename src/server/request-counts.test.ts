import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestCounts } from './request-counts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function count(counts: RequestCounts, key: string): { current: number; ttl: number } {
  let answer = { current: 0, ttl: 0 };
  counts.incr(
    key,
    (_error, result) => {
      answer = result!;
    },
    1000,
  );
  return answer;
}

test('requests are counted for each client, and forgotten after the window', () => {
  const counts = new RequestCounts();
  expect(count(counts, 'a')).toEqual({ current: 1, ttl: 1000 });
  vi.advanceTimersByTime(400);
  expect(count(counts, 'a')).toEqual({ current: 2, ttl: 600 });
  expect(count(counts, 'b').current).toBe(1);
  vi.advanceTimersByTime(600);
  expect(count(counts, 'a').current).toBe(1);
});

test('whoever sets the clock of the machine forgets nothing and shuts out nobody', () => {
  const counts = new RequestCounts();
  count(counts, 'a');
  vi.setSystemTime(Date.now() + 3_600_000);
  expect(count(counts, 'a')).toEqual({ current: 2, ttl: 1000 });
  vi.setSystemTime(Date.now() - 7_200_000);
  vi.advanceTimersByTime(1000);
  expect(count(counts, 'a').current).toBe(1);
});

test('clients without number cost bounded memory: the oldest are forgotten', () => {
  const counts = new RequestCounts();
  for (let i = 0; i < 10_000; i++) count(counts, `client ${i}`);
  expect(count(counts, 'client 0').current).toBe(2);
  count(counts, 'one more');
  expect(count(counts, 'client 0').current).toBe(1);
});
