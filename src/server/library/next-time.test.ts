import { expect, test } from 'vitest';
import { nextTime, parseTime } from './next-time.ts';

test('a time of the day is read as people write it', () => {
  expect(parseTime('3:30')).toEqual({ hours: 3, minutes: 30, text: '03:30' });
  expect(parseTime(' 23:59 ')).toMatchObject({ hours: 23, minutes: 59 });
  for (const text of ['', '24:00', '12:60', '3', '3:3', 'noon', '-1:00', '3:30 pm'])
    expect(parseTime(text)).toBeUndefined();
});

test('the next time is later today, or else tomorrow, over the ends of months too', () => {
  const at = parseTime('03:30')!;
  expect(nextTime(at, new Date(2026, 10, 26, 3, 29))).toEqual(new Date(2026, 10, 26, 3, 30));
  expect(nextTime(at, new Date(2026, 10, 26, 3, 30))).toEqual(new Date(2026, 10, 27, 3, 30));
  expect(nextTime(at, new Date(2026, 11, 31, 12, 0))).toEqual(new Date(2027, 0, 1, 3, 30));
});
