import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestCounts } from './request-counts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function count(counts: RequestCounts, key: string): Promise<{ current: number; ttl: number }> {
  return new Promise((resolve) => counts.incr(key, (_error, result) => resolve(result!), 1000));
}

test('requests are counted for each client, and forgotten after the window', async () => {
  const counts = new RequestCounts();
  expect(await count(counts, 'a')).toEqual({ current: 1, ttl: 1000 });
  vi.advanceTimersByTime(400);
  expect(await count(counts, 'a')).toEqual({ current: 2, ttl: 600 });
  expect((await count(counts, 'b')).current).toBe(1);
  vi.advanceTimersByTime(600);
  expect((await count(counts, 'a')).current).toBe(1);
});

test('whoever sets the clock of the machine forgets nothing and shuts out nobody', async () => {
  const counts = new RequestCounts();
  await count(counts, 'a');
  vi.setSystemTime(Date.now() + 3_600_000);
  expect(await count(counts, 'a')).toEqual({ current: 2, ttl: 1000 });
  vi.setSystemTime(Date.now() - 7_200_000);
  vi.advanceTimersByTime(1000);
  expect((await count(counts, 'a')).current).toBe(1);
});

test('clients without number cost bounded memory: the oldest are forgotten', async () => {
  const counts = new RequestCounts();
  for (let i = 0; i < 10_000; i++) count(counts, `client ${i}`);
  expect((await count(counts, 'client 0')).current).toBe(2);
  await count(counts, 'one more');
  expect((await count(counts, 'client 0')).current).toBe(1);
});
