/**
 * Accuracy of presets on the ear's embedding from few songs a genre, by artist: five folds, each trained on
 * so many songs a genre outside it.
 *
 *     node --import tsx scripts/few-songs.ts DATA [CACHE]
 *
 * DATA and CACHE as for `train-default.ts`.
 */

import { randomOf, shuffled } from '../src/dsp/random.ts';
import { argmax, mean, standardDeviation } from '../src/dsp/statistics.ts';
import { GENRES } from '../src/genres.ts';
import { loadModel, writeModel } from '../src/models/model-file.ts';
import type { Row } from '../src/train/data/row.ts';
import { assignFolds } from '../src/train/data/split.ts';
import type { Preset } from '../src/train/fit/preset.ts';
import { findPreset } from '../src/train/fit/presets.ts';
import { RECIPES, readSongs, type Song } from './train-default/songs.ts';

const SONGS_A_GENRE = [10, 20, 50];
const PRESETS = ['ear-linear', 'ear-svm', 'ear-knn'];
const FOLDS = 5;
const SEEDS = [11, 12];
const [data, cache = '.tonearm/features'] = process.argv.slice(2);

if (data === undefined) throw new Error('Expected the folder of the data, got nothing.');
const songs = (await readSongs(data, cache)).filter(
  ({ label, strength }) => strength === 'single' && label >= 0 && label < GENRES.length,
);
for (const name of PRESETS) {
  for (const count of SONGS_A_GENRE) {
    const accuracies = [];
    for (const seed of SEEDS) accuracies.push(await accuracyOf(findPreset(name), count, seed));
    const spread = standardDeviation(accuracies);
    console.log(
      `${name}, ${count} songs a genre: ${mean(accuracies).toFixed(3)} ± ${spread.toFixed(3)} (n ${songs.length})`,
    );
  }
}

/** Share of songs that are named right by a model that learned from no song of their fold. */
async function accuracyOf(preset: Preset, count: number, seed: number): Promise<number> {
  const folds = assignFolds(
    songs.map(({ label }) => label),
    songs.map(({ group }) => group),
    FOLDS,
    seed,
  );
  let right = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const rowOf = rowsFor(preset);
    const taught = some(
      songs.filter((_, i) => folds[i] !== fold),
      count,
      seed,
    );
    const asked = songs.filter((_, i) => folds[i] === fold).map(rowOf);
    const { graph, unsureBelow } = await preset.fit(taught.map(rowOf), { genres: GENRES, seed });
    const recipes = preset.recipes.map(({ name, version, parameters }) => ({ name, version, parameters }));
    const texts = { name: preset.name, version: '1', description: '', trainedOn: '', license: '' };
    const info = {
      ...texts,
      format: 1,
      genres: GENRES,
      segments: preset.segments,
      unsureBelow,
      report: [],
    } as const;
    const model = await loadModel(writeModel(graph, { ...info, recipes }));
    for (const { features, label } of asked) {
      if (argmax((await model.predict(features)).probabilities) === label) right++;
    }
    await model.release();
  }
  return right / songs.length;
}

function some(all: readonly Song[], count: number, seed: number): Song[] {
  const mixed = shuffled(all, randomOf(seed));
  return GENRES.flatMap((_, genre) => mixed.filter(({ label }) => label === genre).slice(0, count));
}

/** The columns of a song that a preset is given. */
function rowsFor({ recipes }: Preset): (song: Song, track: number) => Row {
  const places = recipes.map((recipe) => {
    const before = RECIPES.slice(0, RECIPES.indexOf(recipe));
    const start = before.reduce((sum, { columns }) => sum + columns.length, 0);
    return [start, start + recipe.columns.length] as const;
  });
  return ({ label, group, row }, track) => {
    const features = places.map(([start, end]) => ({ data: row.slice(start, end), shape: [end - start] }));
    return { track, label, group, features };
  };
}
