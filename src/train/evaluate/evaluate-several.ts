/** Evaluation of multi-label models, by the same folds as of single-label ones. */
import type { Collection } from '../data/collection.ts';
import { labelsOf } from '../data/track.ts';
import type { Preset } from '../fit/preset.ts';
import { describeFolds, type EvaluateOptions, testFolds } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { describeData } from './predict-songs.ts';
import { type SeveralAnswer, type SeveralFigures, severalFigures } from './several-figures.ts';

/** Content of a report. */
export interface SeveralEvaluation extends Pick<Evaluation, 'format' | 'model' | 'data' | 'genres'> {
  /** Protocol of the figures. */
  readonly protocol: string;
  readonly figures: SeveralFigures;
  readonly answers: readonly SeveralAnswer[];
}

export async function evaluateSeveral(
  collection: Collection,
  preset: Preset,
  options: EvaluateOptions,
): Promise<SeveralEvaluation> {
  const folds = await testFolds(collection, preset, options);
  const told = folds.flatMap(({ answers, fit }) =>
    answers.map(({ id, probabilities }) => ({ id, probabilities, claimedFrom: fit.claimedFrom! })),
  );
  return severalEvaluation(collection, preset, describeFolds(collection, options), collection.genres, told);
}

/** Prediction of a model for a labelled song. */
export interface PredictedSong {
  readonly id: string;
  readonly probabilities: readonly number[];
  /** Claim thresholds of the genres. */
  readonly claimedFrom: readonly number[];
}

export function severalEvaluation(
  collection: Collection,
  { name, description }: Evaluation['model'],
  protocol: string,
  genres: readonly string[],
  told: readonly PredictedSong[],
): SeveralEvaluation {
  const labels = new Map(collection.tracks.map((track) => [track.id, labelsOf(track)]));
  const answers = told.map(({ id, probabilities, claimedFrom }): SeveralAnswer => {
    const claimed = probabilities.map((probability, genre) => probability >= claimedFrom[genre]);
    return { id, probabilities, claimed, truths: genres.map((genre) => labels.get(id)!.includes(genre)) };
  });
  const figures = severalFigures(answers, genres);
  return {
    format: 1,
    model: { name, description },
    data: describeData(collection),
    protocol,
    genres,
    figures,
    answers,
  };
}
