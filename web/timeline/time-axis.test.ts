import { expect, test } from 'vitest';
import { clock, secondsAt, shareOf, spokenTime, ticks } from './time-axis.ts';

test.each([
  [0, '0:00'],
  [9.99, '0:09'],
  [61, '1:01'],
  [3599.9, '59:59'],
  [3661, '1:01:01'],
  [-3, '0:00'],
])('%d s on a clock is %s', (seconds, label) => {
  expect(clock(seconds)).toBe(label);
});

test('times are spoken in words', () => {
  expect(spokenTime(0.4)).toBe('0 seconds');
  expect(spokenTime(65)).toBe('1 minute 5 seconds');
  expect(spokenTime(7322)).toBe('2 hours 2 minutes 2 seconds');
});

test.each([3, 30, 95, 247, 3600, 10_800, 100_000])(
  'ticks of %d s are few, round, in order, inside',
  (duration) => {
    for (const most of [4, 8, 12]) {
      const found = ticks(duration, most);
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThanOrEqual(most);
      expect(found[0]!.label).toBe('0:00');
      expect(found.at(-1)!.seconds).toBeLessThan(duration);
      expect(new Set(found.map((tick) => tick.label)).size).toBe(found.length);
    }
  },
);

test('half a minute is cut at every five seconds', () => {
  expect(ticks(30, 8).map((tick) => tick.label)).toEqual(['0:00', '0:05', '0:10', '0:15', '0:20', '0:25']);
});

test('no song, no ticks', () => {
  expect(ticks(0, 8)).toEqual([]);
  expect(ticks(Number.NaN, 8)).toEqual([]);
});

test('pixels and seconds are inverse, and stay inside the song', () => {
  expect(secondsAt(250, 1000, 60)).toBe(15);
  expect(shareOf(15, 60)).toBe(0.25);
  expect(secondsAt(-5, 1000, 60)).toBe(0);
  expect(secondsAt(2000, 1000, 60)).toBe(60);
  expect(secondsAt(5, 0, 60)).toBe(0);
  expect(shareOf(5, 0)).toBe(0);
});
