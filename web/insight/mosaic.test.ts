import { expect, test } from 'vitest';
import { Mosaic } from './mosaic.ts';

function frames(from: number, count: number) {
  const data = Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? from + (i >> 1) : 1));
  return { data, width: 2 };
}

test('few frames are a column each', () => {
  const mosaic = new Mosaic(2);
  mosaic.add(frames(0, 3), 0);
  mosaic.add(frames(3, 2), 1);
  const { columns, rows, data } = mosaic.picture();
  expect([columns, rows]).toEqual([4, 2]);
  expect([...data]).toEqual([0, 1, 1, 1, 2, 1, 4, 1]);
});

test.each([1024, 1025, 2048, 4097, 10_000, 50_001])('%d frames are means, in order, and bounded', (count) => {
  const mosaic = new Mosaic(2);
  for (let at = 0; at < count; at += 1000) mosaic.add(frames(at, Math.min(1000, count - at)), 0);
  const { columns, data } = mosaic.picture();
  expect(columns).toBeGreaterThan(500);
  expect(columns).toBeLessThanOrEqual(1024);
  const perColumn = 2 ** Math.ceil(Math.log2(count / 1024));
  const column = (i: number) => data[2 * i]!;
  expect(column(0)).toBeCloseTo((perColumn - 1) / 2, 3);
  expect(column(columns - 1)).toBeLessThanOrEqual(count - 1);
  expect(column(columns - 1)).toBeGreaterThanOrEqual(count - perColumn);
  expect(data.every((value, i) => i % 2 === 0 || Math.abs(value - 1) < 1e-6)).toBe(true);
});

test('nothing is an empty picture', () => {
  expect(new Mosaic(3).picture()).toEqual({ rows: 3, columns: 0, data: new Float32Array(0) });
});
