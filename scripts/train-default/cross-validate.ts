/** Artist-grouped cross-validation: what the default model is worth, and how its scores become probabilities. */
import { softmaxOf } from '../../src/train/calibration.ts';
import type { HeldOut } from '../../src/train/learn.ts';
import { fitWeights } from '../../src/train/learn-ensemble.ts';
import {
  argmax,
  classFigures,
  equalMassBins,
  expectedCalibrationError,
  macroF1,
  mean,
} from '../../src/train/metrics.ts';
import { assignFolds } from '../../src/train/split.ts';
import { ask, fitMembers, kindOf, memberScores, teaches } from './members.ts';
import type { Song } from './songs.ts';

/** Scores of each song by members that learned from neither it nor its artist. */
export interface CrossScores {
  readonly folds: readonly number[];
  /** [member][song] */
  readonly scores: readonly Float32Array[][];
}

export const FOLDS = 5;
const ECE_BINS = 10;

export async function crossValidate(
  songs: readonly Song[],
  genres: number,
  seed: number,
): Promise<CrossScores> {
  const folds = foldsOf(songs, seed);
  const scores: Float32Array[][] = [new Array(songs.length), new Array(songs.length)];
  for (let fold = 0; fold < FOLDS; fold++) {
    const train = songs.filter((song, i) => folds[i] !== fold && mayTeach(song));
    const members = await fitMembers(train, genres);
    const places = [...songs.keys()].filter((i) => folds[i] === fold);
    const asked = places.map((i) => songs[i]);
    for (const member of [0, 1]) {
      const answers = await ask((x) => memberScores(x, members)[member], asked);
      places.forEach((place, i) => {
        scores[member][place] = answers[i];
      });
    }
    console.error(`seed ${seed}: fold ${fold + 1} of ${FOLDS}`);
  }
  return { folds, scores };
}

/** Probabilities of each song under weights that were fitted without its fold. */
export function honestProbabilities(
  songs: readonly Song[],
  { folds, scores }: CrossScores,
  genres: number,
): number[][] {
  const probabilities = new Array<number[]>(songs.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = fitWeights(heldOut(songs, scores, genres, (i) => folds[i] !== fold));
    songs.forEach((_, i) => {
      if (folds[i] !== fold) return;
      const sum = scores[0][i].map((score, g) => weights[0] * score + weights[1] * scores[1][i][g]);
      probabilities[i] = shared(softmaxOf(sum));
    });
  }
  return probabilities;
}

/** The last probability, of no genre, in equal shares to all. */
function shared(probabilities: readonly number[]): number[] {
  const genres = probabilities.length - 1;
  return probabilities.slice(0, -1).map((value) => value + probabilities[genres] / genres);
}

/** Scores of the songs whose kind is sure, where `wanted`. */
export function heldOut(
  songs: readonly Song[],
  scores: CrossScores['scores'],
  genres: number,
  wanted: (song: number) => boolean = () => true,
): HeldOut[] {
  const places = [...songs.keys()].filter(
    (i) => ['sure', 'outside'].includes(songs[i].strength) && wanted(i),
  );
  const labels = places.map((i) => kindOf(songs[i], genres));
  return scores.map((member) => ({ labels, scores: places.map((i) => member[i]) }));
}

export interface Worth {
  readonly n: number;
  readonly accuracy: number;
  readonly macroF1: number;
  /** Mean over the genres that occur. */
  readonly macroRecall: number;
  readonly ece: number;
  readonly recalls: readonly number[];
}

export function worthOf(songs: readonly Song[], probabilities: readonly number[][], genres: number): Worth {
  const labels = songs.map(({ label }) => label);
  const figures = classFigures(probabilities, labels, genres);
  const recalls = figures.map(({ recall }) => recall);
  const right = labels.filter((label, i) => argmax(probabilities[i]) === label).length;
  return {
    n: songs.length,
    accuracy: right / songs.length,
    macroF1: macroF1(figures),
    macroRecall: mean(recalls.filter(Number.isFinite)),
    ece: expectedCalibrationError(equalMassBins(probabilities, labels, ECE_BINS)),
    recalls,
  };
}

/** Songs that share an artist with the clips that are measured do not teach. */
function mayTeach(song: Song): boolean {
  return teaches(song) && (song.collection === 'gtzan' || !song.known);
}

/** Each collection has folds of its own; their artists do not meet but for songs that do not teach. */
function foldsOf(songs: readonly Song[], seed: number): number[] {
  const folds = new Array<number>(songs.length);
  for (const collection of ['gtzan', 'extra']) {
    const places = [...songs.keys()].filter((i) => songs[i].collection === collection);
    const part = places.map((i) => songs[i]);
    const assigned = assignFolds(
      part.map(({ label }) => label),
      part.map(({ group }) => group),
      FOLDS,
      seed,
    );
    places.forEach((place, i) => {
      folds[place] = assigned[i];
    });
  }
  return folds;
}
