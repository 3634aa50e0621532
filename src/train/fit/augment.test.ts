import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareCollection } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { MADE_UP_GENRES, writeCollection } from '../../../test/support/songs.ts';
import { randomOf } from '../../dsp/random.ts';
import { openDataset } from '../data/dataset.ts';
import type { Row } from '../data/row.ts';
import { innerFolds } from '../data/split.ts';
import { evaluatePreset } from '../evaluate/evaluate.ts';
import { augmented } from './augment.ts';
import { augmentBatch } from './augment-batch.ts';
import { linearPreset } from './classifier-presets.ts';
import type { Preset } from './preset.ts';
import { findPreset } from './presets.ts';

let folder: string;

/** 3 genres x 3 artists x 2 songs, four seconds each. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-augment-'));
  await writeCollection(join(folder, 'songs'), { artists: 3, songs: 2, seconds: 4 });
});
afterAll(() => removeFolder(folder));

test('altered copies are learned from, and never choose, calibrate or test', {
  timeout: 120_000,
}, async () => {
  const seen: { train: readonly Row[]; valid: readonly Row[] }[] = [];
  const preset = augmented(linearPreset, ['sound']);
  const watched: Preset = {
    ...preset,
    fit: (rows, options) => {
      seen.push({ train: rows, valid: options.validation ?? [] });
      return preset.fit(rows, options);
    },
  };
  const dataset = await openDataset(join(folder, 'songs'));
  const splits = dataset.tracks.map((track) => {
    const artist = Number(/artist (\d)/.exec(track.id)![1]);
    return { ...track, split: (['train', 'valid', 'test'] as const)[artist] };
  });
  const options = { cache: join(folder, 'cache'), workers: 1 };
  const collection = await prepareCollection({ ...dataset, tracks: splits }, [watched], options);
  const found = await evaluatePreset(collection, watched, { protocol: 'manifest', folds: 1, seeds: [1] });
  const [{ train, valid }] = seen;
  expect(train.map(({ copy }) => copy)).toEqual(Array(6).fill([undefined, 1, 2]).flat());
  expect(train.map(({ track }) => splits[track].split)).toEqual(Array(18).fill('train'));
  expect(valid.map(({ copy, track }) => [copy, splits[track].split])).toEqual(
    Array(6).fill([undefined, 'valid']),
  );
  expect(found.answers).toHaveLength(6);
  expect(found.model.name).toBe('linear+sound');

  for (const fold of innerFolds(train, 3, 1)) {
    expect(fold.valid.every(({ copy }) => copy === undefined)).toBe(true);
    const held = new Set(fold.valid.map(({ track }) => track));
    expect(fold.train.filter(({ track }) => held.has(track))).toEqual([]);
    expect(fold.train.some(({ copy }) => copy === 2)).toBe(true);
  }
  const [song, first, second] = train.map(({ features }) => [...features[0].data]);
  expect(first).not.toEqual(song);
  expect(second).not.toEqual(first);
});

test('a copy of a network is cut to the frames of a song', { timeout: 120_000 }, async () => {
  const preset = findPreset('lstm-mfcc+sound');
  const options = { cache: join(folder, 'cache'), workers: 1 };
  const collection = await prepareCollection(await openDataset(join(folder, 'songs')), [preset], options);
  const rows = await collection.rows(
    preset,
    collection.tracks.map((_, i) => i),
  );
  expect(rows.length).toBeGreaterThanOrEqual(54);
  expect(new Set(rows.map(({ features }) => features[0].shape.join())).size).toBe(1);
});

test.each([
  ['dense-57+masks', 'Expected augmentations that dense-57 can use (sound, mixup), got "masks".'],
  ['nearest-songs+sound', 'Expected augmentations that nearest-songs can use (none), got "sound".'],
  ['svm+', 'Expected augmentations that svm can use (sound), got "".'],
])('%s is refused', (name, message) => {
  expect(() => findPreset(name)).toThrow(message);
});

test('a table has no sound to alter', async () => {
  const tracks = MADE_UP_GENRES.map((label) => ({ id: label, label, features: new Float32Array(104) }));
  const columns = linearPreset.recipes[0].columns;
  const table = { name: 'table', genres: MADE_UP_GENRES, tracks, broken: [], columns };
  const hearing = { cache: 'unused', workers: 1 };
  await expect(prepareCollection(table, [findPreset('linear+sound')], hearing)).rejects.toThrow(
    'Expected audio',
  );
});

test('masks hide whole frames and whole bands', () => {
  const [frames, bands] = [64, 24];
  const inputs = new Float32Array(3 * frames * bands).fill(1);
  augmentBatch({ inputs, targets: new Float32Array(3) }, [frames, bands], ['masks'], randomOf(4));
  for (let row = 0; row < 3; row++) {
    const at = (frame: number, band: number) => inputs[(row * frames + frame) * bands + band];
    const hiddenFrames = Array.from({ length: frames }, (_, t) => t).filter((t) => {
      return Array.from({ length: bands }, (_, b) => at(t, b)).every((value) => value === 0);
    });
    const hiddenBands = Array.from({ length: bands }, (_, b) => b).filter((b) => {
      return Array.from({ length: frames }, (_, t) => at(t, b)).every((value) => value === 0);
    });
    expect(hiddenFrames.length).toBeLessThanOrEqual(2 * (frames / 8));
    expect(hiddenBands.length).toBeLessThanOrEqual(2 * (bands / 6));
    const zeros = inputs
      .subarray(row * frames * bands, (row + 1) * frames * bands)
      .filter((v) => v === 0).length;
    const outside = (frames - hiddenFrames.length) * hiddenBands.length;
    expect(zeros).toBe(hiddenFrames.length * bands + outside);
  }
  expect(inputs.some((value) => value === 0)).toBe(true);
});

test('mixup mixes rows and what they are called alike', () => {
  const batch = () => ({
    inputs: Float32Array.of(1, 1, 2, 2, 4, 4),
    targets: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  });
  const [first, again] = [batch(), batch()];
  augmentBatch(first, [2], ['mixup'], randomOf(3));
  augmentBatch(again, [2], ['mixup'], randomOf(3));
  expect(again).toEqual(first);
  const share = first.targets[0];
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(1);
  expect([...first.inputs]).toEqual(
    [1, 1, 2, 2, 4, 4].map((own, i) => {
      return expect.closeTo(share * own + (1 - share) * [2, 2, 4, 4, 1, 1][i], 5);
    }),
  );
  expect([...first.targets]).toEqual(
    [share, 1 - share, 0, 0, share, 1 - share, 1 - share, 0, share].map((v) => expect.closeTo(v, 6)),
  );
});
