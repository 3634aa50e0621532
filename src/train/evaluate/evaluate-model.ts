/** Evaluation of a finished model. */
import { median } from '../../dsp/statistics.ts';
import { TonearmError } from '../../errors.ts';
import { isConfident } from '../../models/confidence.ts';
import type { Model } from '../../models/model-file.ts';
import type { ModelInfo } from '../../models/model-info.ts';
import type { Collection } from '../data/collection.ts';
import type { Protocol } from '../data/split.ts';
import { type PredictedSong, type SeveralEvaluation, severalEvaluation } from './evaluate-several.ts';
import { type Answer, type Evaluation, figuresOf } from './evaluation.ts';
import type { Leak } from './leaks.ts';
import { bySong, describeData, predictSong, type TimedAnswer } from './predict-songs.ts';

export interface EvaluateModelOptions {
  readonly protocol?: Protocol;
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Evaluates a finished model on every track (of the test side, if the collection lists one and `protocol` is
 * `manifest`). Songs that it was trained on are reported as leaks, if the model lists them.
 */
export async function evaluateModel(
  collection: Collection,
  model: Model,
  options: EvaluateModelOptions,
): Promise<Evaluation> {
  const { info } = model;
  const { songs, latencies } = await predictTestTracks(collection, model, options);
  const answers = songs.map(({ track, probabilities, outside }): Answer => {
    const { id, label } = collection.tracks[track];
    return { id, label: info.genres.indexOf(label), probabilities, outside, seed: 0, fold: 0 };
  });
  const leaks = trainingLeaks(
    collection,
    info,
    songs.map(({ track }) => track),
  );
  return {
    format: 1,
    model: { name: info.name, description: info.description },
    data: describeData(collection),
    protocol: {
      name: 'model',
      description: describeEvaluation(info, leaks, songs.length),
      folds: 1,
      seeds: [0],
      leaks,
    },
    genres: info.genres,
    figures: figuresOf(answers, info.genres, ({ probabilities, outside }) =>
      isConfident(probabilities, info, outside),
    ),
    fits: [],
    latencyMs: median(latencies),
    answers,
  };
}

/** Evaluates a multi-label model. */
export async function evaluateSeveralModel(
  collection: Collection,
  model: Model,
  options: EvaluateModelOptions,
): Promise<SeveralEvaluation> {
  const { info } = model;
  const { songs } = await predictTestTracks(collection, model, options);
  const tracks = songs.map(({ track }) => track);
  const leaks = trainingLeaks(collection, info, tracks);
  const predicted = songs.map(({ track, probabilities }): PredictedSong => {
    return { id: collection.tracks[track].id, probabilities, claimedFrom: info.claimedFrom! };
  });
  return severalEvaluation(
    collection,
    info,
    describeEvaluation(info, leaks, songs.length),
    info.genres,
    predicted,
  );
}

interface TestedSong extends Pick<TimedAnswer, 'probabilities' | 'outside'> {
  readonly track: number;
}

/** @throws bad-request for songs of genres that the model does not know */
async function predictTestTracks(collection: Collection, model: Model, options: EvaluateModelOptions) {
  const { info, recipes } = model;
  const unknown = collection.genres.find((genre) => !info.genres.includes(genre));
  if (unknown !== undefined) {
    throw new TonearmError(
      'bad-request',
      `Expected the model's genres (${info.genres.join(', ')}), got ${JSON.stringify(unknown)}.`,
    );
  }
  const tested = testTracks(collection, options.protocol);
  const rows = await collection.rows(
    { recipes, segments: info.segments },
    collection.tracks.map((_, i) => i),
  );
  const wanted = [...bySong(rows)].filter(([track]) => tested.has(track));
  const songs: TestedSong[] = [];
  const latencies: number[] = [];
  for (const [track, segments] of wanted) {
    options.signal?.throwIfAborted();
    const { probabilities, outside, milliseconds } = await predictSong(segments, model);
    latencies.push(milliseconds);
    songs.push({ track, probabilities, outside });
    options.onProgress?.(songs.length / wanted.length);
  }
  return { songs, latencies };
}

/** Songs that the model was trained on: the same file, or the same row of a table. Another encoding is not detected. */
function trainingLeaks(
  { tracks, contentHashes }: Collection,
  info: ModelInfo,
  tested: readonly number[],
): Leak[] {
  const learned = new Set(info.trainingSongs);
  return tested
    .filter((track) => learned.has(contentHashes[track]))
    .map((track) => {
      const { id } = tracks[track];
      const message = `Expected "${id}" to be unheard of, got a song that the model was trained on.`;
      return { kind: 'track', trained: id, tested: id, message };
    });
}

function describeEvaluation(
  { trainingSongs, trainedOn }: ModelInfo,
  met: readonly Leak[],
  songs: number,
): string {
  if (trainingSongs === undefined)
    return `the finished model; whether it was trained on these songs it does not tell (trained on: ${trainedOn})`;
  if (met.length === 0) return 'the finished model, which was trained on none of these files';
  return `the finished model, which was trained on ${met.length} of these ${songs} songs: the figures flatter it`;
}

function testTracks({ tracks }: Collection, protocol: Protocol | undefined): Set<number> {
  const all = tracks.map((_, index) => index);
  if (protocol !== 'manifest') return new Set(all);
  const [fold] = [tracks.some(({ split }) => split === 'test') ? 'test' : 'valid'];
  const listed = all.filter((index) => tracks[index].split === fold);
  if (listed.length === 0)
    throw new TonearmError('bad-request', 'Expected a column split with test (or valid) rows, got none.');
  return new Set(listed);
}
