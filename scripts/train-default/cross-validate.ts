/** Cross-validation: what the default model is worth, and how its scores become probabilities. */

import { softmaxOf } from '../../src/dsp/statistics.ts';
import { assignFolds } from '../../src/train/data/split.ts';
import { fitTemperature } from '../../src/train/fit/calibration.ts';
import { askMachine, fitMachine, teaches } from './machine.ts';
import { isMeasured, OUTSIDE, type Song } from './songs.ts';

export interface Run {
  readonly seed: number;
  readonly folds: readonly number[];
  /** Of each song, by a machine that learned from no song of its fold. */
  readonly scores: readonly Float32Array[];
  /** The same as probabilities of all kinds, with a temperature of the other folds. */
  readonly probabilities: readonly (readonly number[])[];
}

/** `random` splits by song alone and shares artists, as published figures do. */
export type Split = 'artist' | 'random';

export const FOLDS = 5;

export async function crossValidate(songs: readonly Song[], seed: number, split: Split): Promise<Run> {
  const folds = foldsOf(songs, seed, split);
  const scores = new Array<Float32Array>(songs.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const machine = await fitMachine(songs.filter((song, i) => folds[i] !== fold && mayTeach(song)));
    const places = [...songs.keys()].filter((i) => folds[i] === fold);
    const answers = await askMachine(
      machine,
      places.map((i) => songs[i]),
    );
    places.forEach((place, i) => {
      scores[place] = answers[i];
    });
    console.error(`${split}, seed ${seed}: fold ${fold + 1} of ${FOLDS}`);
  }
  const temperatures = Array.from({ length: FOLDS }, (_, fold) =>
    temperatureOf(songs, scores, (i) => folds[i] !== fold),
  );
  return {
    seed,
    folds,
    scores,
    probabilities: scores.map((row, i) => softmaxOf(row, temperatures[folds[i]])),
  };
}

/** Under which the genres of songs whose genre is sure are the most likely, given that they are of one. */
export function temperatureOf(
  songs: readonly Song[],
  scores: readonly Float32Array[],
  wanted: (index: number) => boolean = () => true,
): number {
  const places = [...songs.keys()].filter((i) => isMeasured(songs[i]) && wanted(i));
  return fitTemperature(
    places.map((i) => scores[i].subarray(0, OUTSIDE)),
    places.map((i) => songs[i].label),
  );
}

/** Songs that share an artist with the clips that are measured do not teach. */
function mayTeach(song: Song): boolean {
  return teaches(song) && (song.collection === 'gtzan' || !song.known);
}

/** Artists and copies are dealt whole, over both collections at once. */
function foldsOf(songs: readonly Song[], seed: number, split: Split): number[] {
  const strata = songs.map(({ label, collection }) => 2 * (label + 1) + Number(collection === 'extra'));
  const groups = songs.map(({ group }, i) => (split === 'artist' ? group : i));
  return assignFolds(strata, groups, FOLDS, seed);
}
