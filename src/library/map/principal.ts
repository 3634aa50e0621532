/** First two principal components of points. */
import { setImmediate } from 'node:timers/promises';
import { dot } from '../../dsp/linear-algebra.ts';
import type { Rows } from '../../dsp/rows.ts';

const ROUNDS = 60;

/**
 * Projections of the chosen rows onto their first two principal components, two numbers each, with mean 0.
 * Found by power iteration from a fixed start; the sign is such that the largest share of a component is
 * positive. Yields to other work between iterations.
 */
export async function principalPlaces(
  { data, stride }: Rows,
  chosen: readonly number[],
): Promise<Float64Array> {
  const centred = new Float64Array(chosen.length * stride);
  for (let column = 0; column < stride; column++) {
    const mean = chosen.reduce((sum, row) => sum + data[row * stride + column], 0) / chosen.length;
    chosen.forEach((row, i) => {
      centred[i * stride + column] = data[row * stride + column] - mean;
    });
  }
  const first = await component(centred, stride, []);
  const second = await component(centred, stride, [first]);
  const places = new Float64Array(chosen.length * 2);
  for (let i = 0; i < chosen.length; i++) {
    const row = centred.subarray(i * stride, (i + 1) * stride);
    places[2 * i] = dot(row, first);
    places[2 * i + 1] = dot(row, second);
  }
  return places;
}

async function component(
  rows: Float64Array,
  width: number,
  before: readonly Float64Array[],
): Promise<Float64Array> {
  let direction = Float64Array.from({ length: width }, (_, i) => 1 + i / width + before.length * (i % 3));
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(width);
    for (let at = 0; at < rows.length; at += width) {
      const row = rows.subarray(at, at + width);
      const along = dot(row, direction);
      for (let i = 0; i < width; i++) next[i] += along * row[i];
    }
    for (const known of before) {
      const along = dot(next, known);
      for (let i = 0; i < width; i++) next[i] -= along * known[i];
    }
    const length = Math.sqrt(dot(next, next));
    // Points that do not differ have no direction.
    if (!(length > 0)) return new Float64Array(width);
    direction = next.map((value) => value / length);
    await setImmediate();
  }
  const largest = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}
