/** Cross-validation: what the default model is worth, and how its scores become probabilities. */

import { softmaxOf } from '../../src/dsp/statistics.ts';
import { assignFolds } from '../../src/train/data/split.ts';
import { confidenceThreshold, fitTemperature } from '../../src/train/fit/calibration.ts';
import { fitMachine, isTrainable, predictScores } from './machine.ts';
import { isMeasured, OUTSIDE, type Song } from './songs.ts';

export interface Run {
  readonly seed: number;
  readonly folds: readonly number[];
  /** Scores of each song, by a machine trained without its fold. */
  readonly scores: readonly Float32Array[];
  /** The same as probabilities of all kinds, with a temperature of the other folds. */
  readonly probabilities: readonly (readonly number[])[];
  /** The same of the first altered copy of each song, of the second ... */
  readonly ofCopies: readonly (readonly (readonly number[])[])[];
  /** Confidence threshold of each fold, chosen on the other folds. */
  readonly unsureBelow: readonly number[];
}

/** `random` splits by song alone and shares artists, as published figures do. */
export type Split = 'artist' | 'random';

export const FOLDS = 5;
export const SURENESS = 'overall';
/** Required precision of the claims in each collection. */
const CLAIMS_RIGHT = 0.9;

export async function crossValidate(songs: readonly Song[], seed: number, split: Split): Promise<Run> {
  const folds = foldsOf(songs, seed, split);
  /** Scores of each song, followed by those of its copies. */
  const answers = new Array<Float32Array[]>(songs.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const machine = await fitMachine(songs.filter((song, i) => folds[i] !== fold && mayTeach(song)));
    const places = [...songs.keys()].filter((i) => folds[i] === fold);
    const versions = places.map((i) => [songs[i].row, ...songs[i].copies.map(({ row }) => row)]);
    const said = await predictScores(machine, versions.flat());
    places.forEach((place, i) => {
      answers[place] = said.splice(0, versions[i].length);
    });
    console.error(`${split}, seed ${seed}: fold ${fold + 1} of ${FOLDS}`);
  }
  const scores = answers.map(([first]) => first);
  const temperatures = Array.from({ length: FOLDS }, (_, fold) =>
    temperatureOf(songs, scores, (i) => folds[i] !== fold),
  );
  const [probabilities, ...ofCopies] = answers[0].map((_, version) =>
    answers.map((versions, i) => softmaxOf(versions[version], temperatures[folds[i]])),
  );
  const unsureBelow = temperatures.map((_, fold) =>
    claimedFrom(songs, probabilities, (i) => folds[i] !== fold),
  );
  return { seed, folds, scores, probabilities, ofCopies, unsureBelow };
}

/** Confidence threshold at which claims are precise enough in each collection, that is, in the harder one. */
export function claimedFrom(
  songs: readonly Song[],
  probabilities: readonly (readonly number[])[],
  wanted: (index: number) => boolean = () => true,
): number {
  const measured = [...songs.keys()].filter((i) => isMeasured(songs[i]) && wanted(i));
  const thresholds = (['gtzan', 'extra'] as const).map((collection) => {
    const places = measured.filter((i) => songs[i].collection === collection);
    // Of all kinds the first genre has its probability among the genres times that of being of one: `SURENESS`.
    return confidenceThreshold(
      places.map((i) => probabilities[i].slice(0, OUTSIDE)),
      places.map((i) => songs[i].label),
      { claimsRight: CLAIMS_RIGHT },
    );
  });
  return Math.max(...thresholds);
}

/** Probabilities of the genres alone, conditional on being one of them. */
export function genresOf(probabilities: readonly number[]): number[] {
  const inside = 1 - probabilities[OUTSIDE];
  return probabilities.slice(0, OUTSIDE).map((value) => value / inside);
}

/** Temperature that maximises the likelihood of the sure genres, conditional on being one of them. */
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
  return isTrainable(song) && (song.collection === 'gtzan' || !song.known);
}

/** Artists and copies are dealt whole, over both collections at once. */
function foldsOf(songs: readonly Song[], seed: number, split: Split): number[] {
  const strata = songs.map(({ label, collection }) => 2 * (label + 1) + Number(collection === 'extra'));
  const groups = songs.map(({ group }, i) => (split === 'artist' ? group : i));
  return assignFolds(strata, groups, FOLDS, seed);
}
