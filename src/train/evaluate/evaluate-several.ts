/** Figures of models of several genres a song, by the same folds as those of one. */
import { mean } from '../../dsp/statistics.ts';
import type { Collection } from '../data/collection.ts';
import { labelsOf } from '../data/track.ts';
import type { Preset } from '../fit/preset.ts';
import { describeFolds, type EvaluateOptions, testFolds } from './evaluate.ts';
import { auroc } from './metrics.ts';

export interface SeveralEvaluation {
  readonly protocol: string;
  /** Songs. */
  readonly n: number;
  /** Of all genres that songs were called, the share that they have; of all that they have, the share called. */
  readonly precision: number;
  readonly recall: number;
  /** Mean over the genres. */
  readonly macroF1: number;
  /** Mean over the genres of the area under precision by recall. */
  readonly meanAveragePrecision: number;
  /** Share of the songs of which nothing was claimed. */
  readonly unclaimed: number;
  readonly byGenre: readonly GenreFigures[];
}

export interface GenreFigures {
  readonly genre: string;
  readonly n: number;
  readonly f1: number;
  readonly averagePrecision: number;
  readonly auroc: number;
}

/** A song that was asked about. */
interface Asked {
  readonly probabilities: readonly number[];
  readonly claimed: readonly boolean[];
  readonly truths: readonly boolean[];
}

export async function evaluateSeveral(
  collection: Collection,
  preset: Preset,
  options: EvaluateOptions,
): Promise<SeveralEvaluation> {
  const { genres, tracks } = collection;
  const labels = new Map(tracks.map((track) => [track.id, labelsOf(track)]));
  const folds = await testFolds(collection, preset, options);
  const asked = folds.flatMap(({ answers, fit }) =>
    answers.map(({ id, probabilities }): Asked => {
      const claimed = probabilities.map((probability, genre) => probability >= fit.claimedFrom![genre]);
      return { probabilities, claimed, truths: genres.map((genre) => labels.get(id)!.includes(genre)) };
    }),
  );
  return { protocol: describeFolds(collection, options), ...severalFigures(asked, genres) };
}

/** What claims of several genres a song are worth. */
export function severalFigures(
  asked: readonly Asked[],
  genres: readonly string[],
): Omit<SeveralEvaluation, 'protocol'> {
  const byGenre = genres.map((genre, g): GenreFigures => {
    const truths = asked.map((song) => song.truths[g]);
    const scores = asked.map((song) => song.probabilities[g]);
    const [right, claimed, n] = countsOf(asked.map((song) => [song.claimed[g], song.truths[g]]));
    return {
      genre,
      n,
      f1: claimed + n === 0 ? 0 : (2 * right) / (claimed + n),
      averagePrecision: averagePrecision(scores, truths),
      auroc: auroc(scores, truths),
    };
  });
  const all = asked.flatMap((song) => song.claimed.map((is, g): [boolean, boolean] => [is, song.truths[g]]));
  const [right, claimed, there] = countsOf(all);
  return {
    n: asked.length,
    precision: claimed === 0 ? 0 : right / claimed,
    recall: right / there,
    macroF1: mean(byGenre.map(({ f1 }) => f1)),
    meanAveragePrecision: mean(byGenre.map((figures) => figures.averagePrecision)),
    unclaimed: asked.filter((song) => !song.claimed.includes(true)).length / asked.length,
    byGenre,
  };
}

/** Of pairs of claimed and true: how many are both, the first, the second. */
function countsOf(pairs: readonly (readonly [boolean, boolean])[]): [number, number, number] {
  const count = (holds: (pair: readonly [boolean, boolean]) => boolean) => pairs.filter(holds).length;
  return [count(([a, b]) => a && b), count(([a]) => a), count(([, b]) => b)];
}

/** Mean over the true ones of the precision down to each, best score first; 0 without any. */
function averagePrecision(scores: readonly number[], truths: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  let right = 0;
  let sum = 0;
  order.forEach((place, i) => {
    if (!truths[place]) return;
    right++;
    sum += right / (i + 1);
  });
  return right === 0 ? 0 : sum / right;
}
