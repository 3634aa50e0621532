import { expect, test } from 'vitest';
import { bandsOf, PATCH_BANDS, type Patches, patchStatistics } from '../models/patches.ts';
import type { Value } from '../onnx/graph.ts';
import { fitPatches } from './fit-patches.ts';
import { askGraph } from './learn.ts';
import { randomOf } from './random.ts';

const COLUMNS = 60;
const OPTIONS = { patches: 12, columns: 8, samples: 600, directions: 10, seed: 3 };

/** A beat in the low bands every `period` columns, over noise. */
function beats(period: number, seed: number): Float32Array {
  const random = randomOf(seed);
  return Float32Array.from({ length: COLUMNS * PATCH_BANDS }, (_, i) => {
    const [column, band] = [Math.floor(i / PATCH_BANDS), i % PATCH_BANDS];
    return 0.3 * random() + (column % period === 0 && band < 12 ? 2 : 0);
  });
}

function statisticsOf(pictures: readonly Float32Array[], patches: Patches): Promise<Float32Array[]> {
  const flat = Float32Array.from(pictures.flatMap((picture) => Array.from(picture)));
  return askGraph(([bands]) => patchStatistics(bands, patches), [flat], [[COLUMNS, PATCH_BANDS]]);
}

const LEARNED = [3, 5].flatMap((period) => [beats(period, period), beats(period, 10 + period)]);

test('songs of one pattern have the same patches, songs of another have others', async () => {
  const patches = fitPatches(LEARNED, OPTIONS);
  const [a, b, other] = await statisticsOf([beats(3, 91), beats(3, 92), beats(5, 93)], patches);
  expect(a).toHaveLength(2 * OPTIONS.patches);
  expect(distance(a, other)).toBeGreaterThan(3 * distance(a, b));
});

test('a dictionary depends on its seed and songs alone', () => {
  const again = { ...OPTIONS, samples: 200 };
  expect(fitPatches(LEARNED, again)).toEqual(fitPatches(LEARNED, again));
  expect(fitPatches(LEARNED, { ...again, seed: 4 }).centres).not.toEqual(fitPatches(LEARNED, again).centres);
});

test.each([4, 8])('statistics are those of the definition, for patches of %i columns', async (columns) => {
  const patches = fitPatches(LEARNED, { ...OPTIONS, columns });
  const picture = beats(4, 94);
  const [got] = await statisticsOf([picture], patches);
  const expected = byDefinition(picture, patches);
  expect(distance(got, Float32Array.from(expected))).toBeLessThan(1e-4);
});

test('bands are means of bins, and what is far below the mean is silence', async () => {
  const flat = Float32Array.from({ length: 8 * 128 }, (_, i) => (i < 128 ? -100 : 1));
  const [bands] = await askGraph(([x]: readonly Value[]) => bandsOf(x), [flat], [[8, 128]]);
  bands.subarray(0, PATCH_BANDS).forEach((value) => {
    expect(value).toBeCloseTo(-6, 4);
  });
  bands.subarray(PATCH_BANDS).forEach((value) => {
    expect(value).toBeCloseTo(1, 5);
  });
});

function byDefinition(picture: Float32Array, { columns, directions, means, centres }: Patches): number[] {
  const amounts = centres.map((): number[] => []);
  for (let start = 0; start + columns <= COLUMNS; start += 2) {
    const patch = picture.subarray(start * PATCH_BANDS, (start + columns) * PATCH_BANDS);
    const along = directions.map((direction, k) => dot(direction, patch) - means[k]);
    centres.forEach((centre, i) => {
      amounts[i].push(Math.max(0, dot(centre, along) - 1));
    });
  }
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const middles = amounts.map(average);
  const deviations = amounts.map((values, i) =>
    Math.sqrt(average(values.map((value) => (value - middles[i]) ** 2))),
  );
  return [...middles, ...deviations];
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0));
}
