import { describe, expect, test } from 'vitest';
import { randomOf } from '../../dsp/random.ts';
import type { FeatureArray, Recipe } from '../../features/recipe.ts';
import { loadModel, writeModel } from '../../models/model-file.ts';
import type { Row } from '../data/row.ts';
import { PRESETS } from './presets.ts';

const GENRES = ['a', 'b'];
/** Presets that train in well under a second on a few rows. */
const QUICK = ['svm', 'linear', 'ear-linear', 'ear-svm', 'ear-knn', 'dense-57'];

describe.each(PRESETS.filter(({ name }) => QUICK.includes(name)))('$name', (preset) => {
  test('fits a model file that answers with calibrated probabilities', async () => {
    const rows = rowsOf(preset.recipes, 40, 1);
    const { graph, unsureBelow, chosen } = await preset.fit(rows, { genres: GENRES, seed: 1 });
    const recipes = preset.recipes.map(({ name, version, parameters }) => ({ name, version, parameters }));
    const texts = { name: 'x', version: '1.0.0', description: '', trainedOn: '', license: 'MIT' };
    const { segments } = preset;
    const bytes = writeModel(graph, {
      ...texts,
      format: 1,
      genres: GENRES,
      recipes,
      segments,
      unsureBelow,
      report: [],
    });
    const model = await loadModel(bytes);
    let right = 0;
    for (const row of rowsOf(preset.recipes, 20, 2)) {
      const { probabilities } = await model.predict(row.features);
      if (probabilities[row.label] > 0.5) right++;
    }
    await model.release();
    expect(right).toBeGreaterThanOrEqual(18);
    expect(unsureBelow).toBeLessThanOrEqual(1);
    expect(chosen.temperature).toBeGreaterThan(0);
  });
});

test('presets have names of their own', () => {
  expect(new Set(PRESETS.map(({ name }) => name)).size).toBe(PRESETS.length);
});

/** The second genre is louder in every column. */
function rowsOf(recipes: readonly Recipe[], count: number, seed: number): Row[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, i) => {
    const label = i % 2;
    const features = recipes.map(({ shape }): FeatureArray => {
      const data = Float32Array.from({ length: shape[0] }, () => 100 * (label + random() * 2));
      return { data, shape };
    });
    return { track: i, label, group: i, features };
  });
}
