import { beforeAll, describe, expect, test } from 'vitest';
import { MADE_UP_GENRES, synthesise } from '../../../test/support/songs.ts';
import { Analysis } from '../../features/analysis.ts';
import { speechMfccCov } from '../../features/speech-mfcc.ts';
import { loadModel, writeModel } from '../../models/model-file.ts';
import { type Collection, prepareCollection } from '../data/collection.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Row } from '../data/row.ts';
import type { Track } from '../data/track.ts';
import { knnMfccCovariance } from '../fit/knn-preset.ts';
import type { Preset } from '../fit/preset.ts';
import { describeModel, evaluatePreset } from './evaluate.ts';
import { evaluateModel } from './evaluate-model.ts';
import { confidentMistakes, figuresOf } from './evaluation.ts';

const UNUSED = { cache: 'unused', workers: 1 };
let dataset: Dataset;
let collection: Collection;

/** A feature table of 3 genres x 5 artists x 2 songs. */
beforeAll(async () => {
  const tracks = MADE_UP_GENRES.flatMap((genre) =>
    Array.from({ length: 10 }, (_, i): Track => {
      const artist = i >> 1;
      const data = synthesise({ genre, artist, seed: i, seconds: 4 });
      const features = speechMfccCov.compute(new Analysis({ data, sampleRate: 22_050 })).data;
      const split = (['train', 'train', 'train', 'valid', 'test'] as const)[artist];
      return { id: `${genre} ${i}`, label: genre, artist: `${genre} ${artist}`, split, features };
    }),
  );
  dataset = { name: 'made up', genres: MADE_UP_GENRES, tracks, broken: [], columns: speechMfccCov.columns };
  collection = await prepareCollection(dataset, [knnMfccCovariance], UNUSED);
});

/** A preset that notes which rows it is given. */
function watched(seen: { train: readonly Row[]; valid?: readonly Row[] }[]): Preset {
  return {
    ...knnMfccCovariance,
    fit: (rows, options) => {
      seen.push({ train: rows, valid: options.validation });
      return knnMfccCovariance.fit(rows, options);
    },
  };
}

test('genres with levels are measured at each: what is right about the parent counts there', () => {
  const genres = ['electronic/house', 'electronic/techno', 'rock'];
  const song = (id: string, label: number, probabilities: number[]) => ({
    id,
    label,
    probabilities,
    seed: 1,
    fold: 0,
  });
  const answers = [
    song('a', 0, [0.3, 0.3, 0.4]),
    song('b', 1, [0.6, 0.3, 0.1]),
    song('c', 2, [0.1, 0.2, 0.7]),
    song('d', 0, [0.1, 0.1, 0.8]),
  ];
  const { accuracy, levels } = figuresOf(answers, genres, () => true);
  expect(accuracy.value).toBe(0.25);
  expect(levels).toMatchObject([{ level: 1, accuracy: { value: 0.75 } }]);
  expect(figuresOf(answers, ['a', 'b', 'c'], () => true)).not.toHaveProperty('levels');
});

describe('a preset across folds', () => {
  test('a preset across folds answers every song once a seed, from a model that never met its artist', async () => {
    const seen: { train: readonly Row[] }[] = [];
    const options = { protocol: 'artist', folds: 2, seeds: [1, 2] } as const;
    const { answers, figures, fits, protocol } = await evaluatePreset(collection, watched(seen), options);
    expect(answers).toHaveLength(60);
    expect(new Set(answers.map(({ id, seed }) => `${id} ${seed}`)).size).toBe(60);
    const artistOf = new Map(collection.tracks.map(({ id, artist }) => [id, artist]));
    seen.forEach(({ train }, run) => {
      const met = new Set(train.map(({ track }) => collection.tracks[track].artist));
      const tested = answers.filter(({ seed, fold }) => (seed - 1) * 2 + fold === run);
      expect(tested.length).toBeGreaterThan(0);
      expect(tested.filter(({ id }) => met.has(artistOf.get(id)))).toEqual([]);
      const groups = new Map(train.map(({ group, track }) => [collection.tracks[track].artist, group]));
      expect(new Set(groups.values()).size).toBe(groups.size);
    });
    expect(figures.n).toBe(30);
    expect(figures.accuracy.value).toBeGreaterThan(0.75);
    expect(figures.accuracy.low).toBeGreaterThan(1 / 3);
    expect(fits.map(({ chosen }) => [5, 8].includes(Number(chosen.k)))).toEqual(Array(4).fill(true));
    expect(protocol.description).toBe('artist-grouped 2-fold');
  });

  test.each([
    [
      0,
      '2-fold, no artist known (one artist may be on both sides; compare only with figures of the same kind)',
    ],
    [1, 'artist-grouped 2-fold (the artist is known of 1 of 30 songs; the others may share one)'],
  ])('folds are called by artist only where an artist is known: of %i songs', async (known, description) => {
    const tracks = dataset.tracks.map((track, i) => (i < known ? track : { ...track, artist: undefined }));
    const untagged = await prepareCollection({ ...dataset, tracks }, [knnMfccCovariance], UNUSED);
    const options = { protocol: 'artist', folds: 2, seeds: [1] } as const;
    const { protocol } = await evaluatePreset(untagged, knnMfccCovariance, options);
    expect(protocol).toMatchObject({ name: 'artist', description });
  });

  test('a preset on listed folds stops by valid rows and is asked about test rows', async () => {
    const seen: { train: readonly Row[]; valid?: readonly Row[] }[] = [];
    const options = { protocol: 'manifest', folds: 5, seeds: [1] } as const;
    const { answers, figures, protocol } = await evaluatePreset(collection, watched(seen), options);
    expect(seen.map(({ train, valid }) => [train.length, valid?.length])).toEqual([[18, 6]]);
    expect(answers).toHaveLength(6);
    expect(figures.n).toBe(6);
    expect(protocol.leaks).toEqual([]);
  });

  test('a preset on listed folds names a planted leak', async () => {
    const tracks = dataset.tracks.map((track, i) => (i === 9 ? { ...track, artist: 'drums 0' } : track));
    const leaky = await prepareCollection({ ...dataset, tracks }, [knnMfccCovariance], UNUSED);
    const { protocol } = await evaluatePreset(leaky, knnMfccCovariance, {
      protocol: 'manifest',
      folds: 1,
      seeds: [1],
    });
    expect(protocol.leaks).toMatchObject([{ kind: 'artist', tested: 'drums 9', trained: 'drums 0' }]);
  });

  test('the same seeds give the same answers', async () => {
    const run = async () =>
      (await evaluatePreset(collection, knnMfccCovariance, { protocol: 'random', folds: 2, seeds: [7] }))
        .answers;
    expect(await run()).toEqual(await run());
  });

  test('stops when called off', async () => {
    const options = {
      protocol: 'random',
      folds: 2,
      seeds: [1],
      signal: AbortSignal.abort(new Error('enough')),
    } as const;
    await expect(evaluatePreset(collection, knnMfccCovariance, options)).rejects.toThrow('enough');
  });
});

test('a finished model is asked about every song, or about the listed test side', async () => {
  const rows = await collection.rows(
    knnMfccCovariance,
    collection.tracks.map((_, i) => i),
  );
  const fitted = await knnMfccCovariance.fit(rows, { genres: collection.genres, seed: 1 });
  const model = await loadModel(
    writeModel(fitted.graph, describeModel(collection, knnMfccCovariance, fitted)),
  );
  const all = await evaluateModel(collection, model, {});
  expect(all.figures.n).toBe(30);
  expect(all.protocol.description).toContain('trained on 30 of these 30 songs: the figures flatter it');
  expect(all.protocol.leaks).toHaveLength(30);
  expect(all.protocol.leaks[0]).toMatchObject({ kind: 'track', tested: 'drums 0' });
  expect((await evaluateModel(collection, model, { protocol: 'manifest' })).figures.n).toBe(6);
  const other = await prepareCollection(
    {
      ...dataset,
      genres: ['drums', 'polka'],
      tracks: dataset.tracks.slice(0, 2).map((t, i) => (i ? { ...t, label: 'polka' } : t)),
    },
    [knnMfccCovariance],
    UNUSED,
  );
  await expect(evaluateModel(other, model, {})).rejects.toThrow(
    'Expected the model\'s genres (drums, organ, strings), got "polka".',
  );
  await model.release();
});

test('a table without the columns of a recipe is refused by name', async () => {
  const poor = { ...dataset, columns: speechMfccCov.columns.slice(1) };
  const message = 'Expected the columns of the recipe speech-mfcc-cov, got none called mean0.';
  await expect(prepareCollection(poor, [knnMfccCovariance], UNUSED)).rejects.toThrow(message);
});

test('figures over two seeds: n counts songs, claims are those above the threshold', () => {
  const answer = (id: string, label: number, p: number, seed: number) => ({
    id,
    label,
    probabilities: [p, 1 - p],
    seed,
    fold: 0,
  });
  const answers = [
    answer('a', 0, 0.9, 1),
    answer('b', 1, 0.6, 1),
    answer('a', 0, 0.8, 2),
    answer('b', 1, 0.3, 2),
  ];
  const figures = figuresOf(answers, ['x', 'y'], ({ probabilities }) => Math.max(...probabilities) >= 0.75);
  expect(figures.n).toBe(2);
  expect(figures.accuracy.value).toBe(0.75);
  expect(figures.accuracySpread.overSeeds).toBeCloseTo(Math.SQRT1_2 / 2, 12);
  expect(figures.claims).toEqual({ coverage: 0.5, accuracy: 1 });
  expect(figures.confusion).toEqual([
    [2, 0],
    [1, 1],
  ]);
  expect(confidentMistakes({ answers, genres: ['x', 'y'] })).toEqual([
    { id: 'b', label: 'y', called: 'x', confidence: 0.6 },
  ]);
});
