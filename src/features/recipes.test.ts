import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { pretrainedEar } from '../models/ear.ts';
import { Analysis } from './analysis.ts';
import { librosa48 } from './librosa-48.ts';
import { librosa57 } from './librosa-57.ts';
import { findRecipe, RECIPES } from './recipes.ts';

const ear = pretrainedEar((file) => readFile(new URL(`../../models/${file}`, import.meta.url)));

const samplesOf = (length: number, value: (i: number) => number) => ({
  data: Float32Array.from({ length }, (_, i) => value(i)),
  sampleRate: 22_050,
});

const SOUNDS: Readonly<Record<string, ReturnType<typeof samplesOf>>> = {
  'one sample': samplesOf(1, () => 0.5),
  'two samples': samplesOf(2, (i) => i - 0.5),
  'a frame and a bit': samplesOf(2100, (i) => Math.sin(i * 0.1)),
  silence: samplesOf(44_100, () => 0),
  'a constant': samplesOf(22_050, () => 0.25),
  'an impulse': samplesOf(22_050, (i) => (i === 7000 ? 1 : 0)),
  'a square at half the sample rate': samplesOf(22_050, (i) => (i % 2 === 0 ? 1 : -1)),
  'a faint tone': samplesOf(22_050, (i) => 1e-9 * Math.sin(i * 0.2)),
  'far beyond full scale': samplesOf(22_050, (i) => 1e30 * Math.sin(i)),
  'not numbers': samplesOf(22_050, (i) => [Number.NaN, Infinity, -Infinity, 0.1][i % 4]),
};

describe.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))('recipe %s', (_, recipe) => {
  test('names its columns, each once', () => {
    expect(recipe.columns).toHaveLength(recipe.shape.at(-1) ?? 0);
    expect(new Set(recipe.columns).size).toBe(recipe.columns.length);
    expect(findRecipe(recipe.name, recipe.version)).toBe(recipe);
  });

  test.each(Object.keys(SOUNDS))('is finite and has its shape for %s', async (name) => {
    const { data, shape } = await recipe.compute(new Analysis(SOUNDS[name], { ear }));
    expect(shape).toHaveLength(recipe.shape.length);
    recipe.shape.forEach((size, axis) => {
      if (size >= 0) expect(shape[axis]).toBe(size);
    });
    expect(data).toHaveLength(shape.reduce((a, b) => a * b));
    expect(data.findIndex((value) => !Number.isFinite(value))).toBe(-1);
  });
});

test('librosa-48 has the values of librosa-57', () => {
  const noise = new Analysis(samplesOf(44_100, (i) => Math.sin(i * i * 1e-4) * Math.exp(-((i / 9000) % 1))));
  const all = librosa57.compute(noise).data;
  const few = librosa48.compute(noise).data;
  const places = librosa48.columns.map((column) => librosa57.columns.indexOf(column));
  expect(Array.from(few)).toEqual(places.map((place) => all[place]));
});
