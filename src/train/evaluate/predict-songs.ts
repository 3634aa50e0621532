/** Prediction of models for labelled songs, segment by segment. */
import { joinedProbabilities } from '../../classify/ranking.ts';
import { mean } from '../../dsp/statistics.ts';
import { reportError } from '../../errors.ts';
import { groupBy } from '../../group-by.ts';
import type { Model, ModelAnswer } from '../../models/model-file.ts';
import type { Collection } from '../data/collection.ts';
import type { Row } from '../data/row.ts';
import { labelsOf } from '../data/track.ts';
import type { Evaluation } from './evaluation.ts';

/** Probabilities of a song, with the time they took. */
export interface TimedAnswer {
  readonly probabilities: number[];
  /** Probability that it is of none of the genres. */
  readonly outside: number;
  readonly milliseconds: number;
}

/** Predicts a song: the mean over its segments, as in `classify`. */
export async function predictSong(segments: readonly Row[], model: Model): Promise<TimedAnswer> {
  const started = performance.now();
  const answers: ModelAnswer[] = [];
  for (const { features } of segments) answers.push(await model.predict(features));
  const probabilities = joinedProbabilities(
    answers.map((answer) => answer.probabilities),
    model.info,
  );
  const outside = mean(answers.map((answer) => answer.outside));
  return { probabilities, outside, milliseconds: performance.now() - started };
}

export function bySong(rows: readonly Row[]): Map<number, Row[]> {
  return groupBy(rows, ({ track }) => track);
}

export function describeData({ name, tracks, genres, broken, duplicates }: Collection): Evaluation['data'] {
  const count = (genre: string) => tracks.filter((track) => labelsOf(track).includes(genre)).length;
  return {
    name,
    tracks: tracks.length,
    tracksByGenre: Object.fromEntries(genres.map((genre) => [genre, count(genre)])),
    broken: broken.map(({ id, reason }) => ({ id, ...reportError(reason) })),
    duplicates: duplicates.map(({ a, b, kind }) => ({ a: tracks[a].id, b: tracks[b].id, kind })),
  };
}
