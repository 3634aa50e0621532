import { beforeAll, expect, test } from 'vitest';
import { joinedProbabilities } from '../../classify/ranking.ts';
import { randomOf } from '../../dsp/random.ts';
import { TonearmError } from '../../errors.ts';
import { mfccLogCov } from '../../features/log-covariance.ts';
import { loadModel, type Model, writeModel } from '../../models/model-file.ts';
import { decodeSummary } from '../../onnx/decode-summary.ts';
import type { Row } from '../data/row.ts';
import { severalFigures } from '../evaluate/several-figures.ts';
import { earLinear, linearPreset, svmPreset } from './classifier-presets.ts';
import { severalGenres } from './several-genres.ts';

const GENRES = ['fast', 'loud', 'never'];
const COLUMNS = mfccLogCov.columns.length;

const TELLING = 8;

/** Noise in which some columns tell whether it is fast, others, for themselves, whether it is loud. */
function rowsOf(count: number, seed: number): Row[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, i) => {
    const [fast, loud] = [i % 2 === 0, i % 3 === 0];
    const data = Float32Array.from({ length: COLUMNS }, () => random() - 0.5);
    for (let c = 0; c < TELLING; c++) {
      data[c] += fast ? 0.5 : 0;
      data[TELLING + c] += loud ? 0.5 : 0;
    }
    const labels = [...(fast ? [0] : []), ...(loud ? [1] : [])];
    return { track: i, group: i, label: labels[0] ?? 2, labels, features: [{ data, shape: [COLUMNS] }] };
  });
}

let model: Model;

beforeAll(async () => {
  const preset = severalGenres(linearPreset);
  const fitted = await preset.fit(rowsOf(180, 1), { genres: GENRES, seed: 1 });
  const { name, version, parameters } = mfccLogCov;
  const bytes = writeModel(fitted.graph, {
    format: 1,
    name: 'several',
    version: '1.0.0',
    description: preset.description,
    genres: GENRES,
    recipes: [{ name, version, parameters }],
    segments: preset.segments,
    unsureBelow: fitted.unsureBelow,
    claimedFrom: fitted.claimedFrom,
    trainedOn: 'noise',
    report: [],
    license: 'MIT',
  });
  model = await loadModel(bytes);
});

test('each genre is told for itself: both, one or neither, and never one that no song had', async () => {
  const rows = rowsOf(120, 2);
  const asked = [];
  for (const { features, labels } of rows) {
    const { probabilities } = await model.predict(features);
    const claimed = [...probabilities].map(
      (probability, genre) => probability >= model.info.claimedFrom![genre],
    );
    asked.push({
      probabilities: [...probabilities],
      claimed,
      truths: GENRES.map((_, genre) => labels!.includes(genre)),
    });
  }
  const { precision, recall, byGenre, n } = severalFigures(asked, GENRES);
  expect(n).toBe(120);
  expect(precision).toBeGreaterThan(0.6);
  expect(recall).toBeGreaterThan(0.6);
  for (const { genre, averagePrecision } of byGenre.slice(0, 2)) {
    expect(averagePrecision, genre).toBeGreaterThan(0.75);
  }
  expect(asked.every(({ claimed }) => !claimed[2])).toBe(true);
  expect(asked.some(({ claimed }) => claimed[0] && claimed[1])).toBe(true);
  expect(asked.some(({ claimed }) => !claimed[0] && !claimed[1])).toBe(true);
});

test('where genres are told without a fault, none is claimed beside those that are there', async () => {
  const rows = rowsOf(120, 4).map((row) => {
    const data = row.features[0].data.map((value, c) =>
      c < 2 * TELLING ? 20 * Number(row.labels!.includes(c < TELLING ? 0 : 1)) + value : value,
    );
    return { ...row, features: [{ ...row.features[0], data }] };
  });
  const { claimedFrom } = await severalGenres(linearPreset).fit(rows, { genres: GENRES, seed: 1 });
  for (const from of claimedFrom!.slice(0, 2)) {
    expect(from).toBeGreaterThan(0.25);
    expect(from).toBeLessThan(0.75);
  }
});

test('the segments of a song are averaged genre by genre, and need not sum to 1', () => {
  const segments = [
    [0.9, 0.8, 0],
    [0.7, 0.4, 0],
  ];
  const joined = joinedProbabilities(segments, model.info, [1, 3]);
  for (const [i, expected] of [0.75, 0.5, 0].entries()) expect(joined[i]).toBeCloseTo(expected, 9);
});

test('figures of several genres a song count what was claimed and what is there', () => {
  const song = (claimed: boolean[], truths: boolean[], probabilities: number[]) => ({
    claimed,
    truths,
    probabilities,
  });
  const found = severalFigures(
    [
      song([true, true], [true, false], [0.9, 0.8]),
      song([false, false], [true, true], [0.4, 0.3]),
      song([true, false], [true, false], [0.8, 0.1]),
    ],
    ['a', 'b'],
  );
  expect(found).toMatchObject({ precision: 2 / 3, recall: 1 / 2, unclaimed: 1 / 3 });
  expect(found.byGenre.map(({ averagePrecision }) => averagePrecision)).toEqual([1, 0.5]);
  expect(found.byGenre).toMatchObject([
    { precision: 1, recall: 2 / 3 },
    { precision: 0, recall: 0 },
  ]);
  expect(found.precisionByRecall.at(-1)).toEqual({ recall: 1, precision: 4 / 6 });
  expect(found.reliability.reduce((sum, { n }) => sum + n, 0)).toBe(6);
});

test('figures of models that claim nothing are numbers, as a model file wants them', () => {
  const silent = { claimed: [false, false], truths: [true, false], probabilities: [0.2, 0.1] };
  expect(severalFigures([silent], ['a', 'b'])).toMatchObject({ precision: 0, recall: 0, unclaimed: 1 });
});

test('every preset that can makes a model that reads all of its recipes', async () => {
  for (const kind of [earLinear, linearPreset]) {
    const preset = severalGenres(kind);
    const random = randomOf(3);
    const rows = rowsOf(30, 3).map((row) => {
      const features = preset.recipes.map(({ columns }) => {
        return { data: Float32Array.from(columns, random), shape: [columns.length] };
      });
      return { ...row, features };
    });
    const { graph } = await preset.fit(rows, { genres: GENRES, seed: 1 });
    expect(decodeSummary(graph.toBytes()).inputs.map(({ name }) => name)).toEqual(
      preset.recipes.map(({ name }) => name),
    );
  }
});

test('a preset that cannot is refused by name', () => {
  expect(() => severalGenres(svmPreset)).toThrow(TonearmError);
  expect(() => severalGenres(svmPreset)).toThrow('(ear-linear, linear), got svm');
});
