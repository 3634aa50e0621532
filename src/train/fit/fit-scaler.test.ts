import { expect, test } from 'vitest';
import { type Scaler, scale } from '../../models/scaler.ts';
import { Graph } from '../../onnx/graph.ts';
import { openSession } from '../../onnx/session.ts';
import { float32 } from '../../onnx/tensor.ts';
import { fitQuantileScaler, fitStandardScaler, normalQuantile } from './fit-scaler.ts';

/** A wide column, one with few values, a constant one. */
const ROWS = Array.from({ length: 200 }, (_, i) => [1e3 + Math.exp(i / 20), i % 3, 7]);

test('normalQuantile equals the tables', () => {
  const known = [0.5, 0.975, 0.025, 0.999, 0.8413447460685429];
  const expected = [0, 1.959963984540054, -1.959963984540054, 3.090232306167813, 1];
  known.forEach((p, i) => {
    expect(normalQuantile(p)).toBeCloseTo(expected[i], 9);
  });
});

test('the standard scaler gives mean 0 and variance 1', async () => {
  const scaled = await run(
    fitStandardScaler([
      [1, 5],
      [3, 5],
    ]),
    [
      [1, 5],
      [3, 5],
      [5, 6],
    ],
  );
  expect(scaled).toEqual([
    [-1, 0],
    [1, 0],
    [3, 1],
  ]);
});

test('the quantile scaler makes columns normal, keeps their order, and ends at the tails', async () => {
  const scaled = await run(fitQuantileScaler(ROWS), [...ROWS, [1e9, 9, 8], [-1e9, -9, 6]]);
  const wide = scaled.slice(0, 200).map(([value]) => value);
  for (const [i, share] of [
    [20, 0.1],
    [100, 0.5],
    [190, 0.95],
  ]) {
    expect(Math.abs(wide[i] - normalQuantile(share))).toBeLessThan(0.06);
  }
  expect(wide.every((value, i) => i === 0 || value >= wide[i - 1])).toBe(true);
  const [above, below] = scaled.slice(200);
  expect(above[0]).toBeCloseTo(normalQuantile(0.998), 4);
  expect(below[0]).toBeCloseTo(normalQuantile(0.002), 4);
  expect(scaled[0][1]).toBeLessThan(scaled[1][1]);
  expect(scaled[1][1]).toBeCloseTo(0, 1);
  expect(new Set(scaled.map((row) => row[2])).size).toBe(1);
});

async function run(scaler: Scaler, rows: number[][]): Promise<number[][]> {
  const columns = rows[0].length;
  const graph = new Graph();
  graph.output('y', scale(graph.input('x', 'float32', [-1, columns]), scaler));
  const session = await openSession(graph.toBytes());
  const { y } = await session.run({ x: float32(rows.flat(), [rows.length, columns]) });
  await session.release();
  return rows.map((_, i) => Array.from(y.data.subarray(i * columns, (i + 1) * columns) as Float32Array));
}
