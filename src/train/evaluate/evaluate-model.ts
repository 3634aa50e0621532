/** Figures of a finished model. */
import { median } from '../../dsp/statistics.ts';
import { TonearmError } from '../../errors.ts';
import { isConfident } from '../../models/confidence.ts';
import type { Model } from '../../models/model-file.ts';
import type { ModelInfo } from '../../models/model-info.ts';
import type { Collection } from '../data/collection.ts';
import type { Protocol } from '../data/split.ts';
import { askAbout, bySong, describeData } from './asking.ts';
import { type Answer, type Evaluation, figuresOf } from './evaluation.ts';
import type { Leak } from './leaks.ts';

/**
 * Asks a finished model about every track (of the test side, where the collection lists one and `protocol` is
 * `manifest`). Songs that it was trained on are named as leaks, where the model tells what those were.
 */
export async function evaluateModel(
  collection: Collection,
  model: Model,
  options: { protocol?: Protocol; signal?: AbortSignal; onProgress?: (fraction: number) => void },
): Promise<Evaluation> {
  const { info, recipes } = model;
  if (info.claimedFrom) {
    const message =
      'Expected a model of one genre a song, got one of several: its figures are in the model itself.';
    throw new TonearmError('bad-request', message);
  }
  const unknown = collection.genres.find((genre) => !info.genres.includes(genre));
  if (unknown !== undefined) {
    throw new TonearmError(
      'bad-request',
      `Expected the model's genres (${info.genres.join(', ')}), got ${JSON.stringify(unknown)}.`,
    );
  }
  const asked = askedTracks(collection, options.protocol);
  const rows = await collection.rows(
    { recipes, segments: info.segments },
    collection.tracks.map((_, i) => i),
  );
  const songs = [...bySong(rows)].filter(([track]) => asked.has(track));
  const answers: Answer[] = [];
  const latencies: number[] = [];
  for (const [track, segments] of songs) {
    options.signal?.throwIfAborted();
    const { id, label } = collection.tracks[track];
    const { probabilities, milliseconds } = await askAbout(segments, model);
    latencies.push(milliseconds);
    answers.push({ id, label: info.genres.indexOf(label), probabilities, seed: 0, fold: 0 });
    options.onProgress?.(answers.length / songs.length);
  }
  const leaks = songsMet(
    collection,
    info,
    songs.map(([track]) => track),
  );
  return {
    format: 1,
    model: { name: info.name, description: info.description },
    data: describeData(collection),
    protocol: {
      name: 'model',
      description: describeAsking(info, leaks, songs.length),
      folds: 1,
      seeds: [0],
      leaks,
    },
    genres: info.genres,
    figures: figuresOf(answers, info.genres, ({ probabilities }) => isConfident(probabilities, info)),
    fits: [],
    latencyMs: median(latencies),
    answers,
  };
}

/** Songs that the model learned from: the same file, or the same row of a table. Another encoding is not known. */
function songsMet({ tracks, contentHashes }: Collection, info: ModelInfo, asked: readonly number[]): Leak[] {
  const learned = new Set(info.trainingSongs);
  return asked
    .filter((track) => learned.has(contentHashes[track]))
    .map((track) => {
      const { id } = tracks[track];
      const message = `Expected "${id}" to be unheard of, got a song that the model was trained on.`;
      return { kind: 'track', trained: id, tested: id, message };
    });
}

function describeAsking(
  { trainingSongs, trainedOn }: ModelInfo,
  met: readonly Leak[],
  songs: number,
): string {
  if (trainingSongs === undefined)
    return `the finished model; whether it was trained on these songs it does not tell (trained on: ${trainedOn})`;
  if (met.length === 0) return 'the finished model, which was trained on none of these files';
  return `the finished model, which was trained on ${met.length} of these ${songs} songs: the figures flatter it`;
}

function askedTracks({ tracks }: Collection, protocol: Protocol | undefined): Set<number> {
  const all = tracks.map((_, index) => index);
  if (protocol !== 'manifest') return new Set(all);
  const [fold] = [tracks.some(({ split }) => split === 'test') ? 'test' : 'valid'];
  const listed = all.filter((index) => tracks[index].split === fold);
  if (listed.length === 0)
    throw new TonearmError('bad-request', 'Expected a column split with test (or valid) rows, got none.');
  return new Set(listed);
}
