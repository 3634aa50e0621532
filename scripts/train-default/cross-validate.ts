/** Cross-validation: what the default model is worth, and how its scores become probabilities. */
import { GENRES } from '../../src/genres.ts';
import { concat } from '../../src/onnx/ops-shape.ts';
import { softmaxOf } from '../../src/train/calibration.ts';
import type { HeldOut } from '../../src/train/learn.ts';
import { fitWeights } from '../../src/train/learn-ensemble.ts';
import { assignFolds } from '../../src/train/split.ts';
import { ask, fitMembers, kindOf, lessonsOf, memberScores, teaches } from './members.ts';
import { learnPatches, withPatches } from './patches.ts';
import type { Song } from './songs.ts';

export interface Run {
  readonly seed: number;
  readonly folds: readonly number[];
  /** [member][song]: by members that learned from no song of its fold. */
  readonly scores: readonly Float32Array[][];
  /** Of each song, under weights that were fitted without its fold. */
  readonly probabilities: readonly number[][];
}

/** `random` splits by song alone and shares artists, as published figures do. */
export type Split = 'artist' | 'random';

export const FOLDS = 5;

export async function crossValidate(songs: readonly Song[], seed: number, split: Split): Promise<Run> {
  const folds = foldsOf(songs, seed, split);
  const scores: Float32Array[][] = [new Array(songs.length), new Array(songs.length)];
  for (let fold = 0; fold < FOLDS; fold++) {
    const learned = songs.filter((song, i) => folds[i] !== fold && mayTeach(song));
    const places = [...songs.keys()].filter((i) => folds[i] === fold);
    const answers = await scoresBy(
      learned,
      places.map((i) => songs[i]),
    );
    places.forEach((place, i) => {
      for (const member of [0, 1]) scores[member][place] = answers[member][i];
    });
    console.error(`${split}, seed ${seed}: fold ${fold + 1} of ${FOLDS}`);
  }
  return { seed, folds, scores, probabilities: honestProbabilities(songs, folds, scores) };
}

/** Scores of the songs whose kind is sure, where `wanted`. */
export function heldOut(
  songs: readonly Song[],
  scores: Run['scores'],
  wanted: (index: number) => boolean = () => true,
): HeldOut[] {
  const places = [...songs.keys()].filter(
    (i) => ['sure', 'outside'].includes(songs[i].strength) && wanted(i),
  );
  const labels = places.map((i) => kindOf(songs[i], GENRES.length));
  return scores.map((member) => ({ labels, scores: places.map((i) => member[i]) }));
}

/** [member][song]; patches, scalers and members are learned from `learned` alone. */
async function scoresBy(learned: readonly Song[], asked: readonly Song[]): Promise<Float32Array[][]> {
  const patches = learnPatches(learned);
  const members = await fitMembers(await withPatches(lessonsOf(learned), patches), GENRES.length);
  const heard = await withPatches(asked, patches);
  const both = await ask((x) => concat(memberScores(x, members), 1), heard);
  const kinds = GENRES.length + 1;
  return [0, 1].map((member) => both.map((row) => row.slice(member * kinds, (member + 1) * kinds)));
}

function honestProbabilities(
  songs: readonly Song[],
  folds: readonly number[],
  scores: Run['scores'],
): number[][] {
  const weights = Array.from({ length: FOLDS }, (_, fold) =>
    fitWeights(heldOut(songs, scores, (i) => folds[i] !== fold)),
  );
  return songs.map((_, i) => {
    const [linear, local] = weights[folds[i]];
    return shared(softmaxOf(scores[0][i].map((score, kind) => linear * score + local * scores[1][i][kind])));
  });
}

/** The last probability, of no genre, in equal shares to all. */
function shared(probabilities: readonly number[]): number[] {
  const genres = probabilities.length - 1;
  return probabilities.slice(0, -1).map((value) => value + probabilities[genres] / genres);
}

/** Songs that share an artist with the clips that are measured do not teach. */
function mayTeach(song: Song): boolean {
  return teaches(song) && (song.collection === 'gtzan' || !song.known);
}

/** Each collection has folds of its own; their artists do not meet but for songs that do not teach. */
function foldsOf(songs: readonly Song[], seed: number, split: Split): number[] {
  const folds = new Array<number>(songs.length);
  for (const collection of ['gtzan', 'extra']) {
    const places = [...songs.keys()].filter((i) => songs[i].collection === collection);
    const labels = places.map((i) => songs[i].label);
    const groups = places.map((i) => (split === 'artist' ? songs[i].group : i));
    assignFolds(labels, groups, FOLDS, seed).forEach((fold, i) => {
      folds[places[i]] = fold;
    });
  }
  return folds;
}
