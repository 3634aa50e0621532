/** Cross-validation: every answer comes from a model that was not trained on the song, its artist or a copy of it. */
import { median } from '../../dsp/statistics.ts';
import { isConfident } from '../../models/confidence.ts';
import { loadModel, type Model, writeModel } from '../../models/model-file.ts';
import type { ModelInfo } from '../../models/model-info.ts';
import { MAX_TRAINING_SONGS } from '../../models/parse-info.ts';
import type { Collection } from '../data/collection.ts';
import { groupTracks } from '../data/groups.ts';
import type { Row } from '../data/row.ts';
import { describeProtocol, type Fold, makeFolds, type Protocol } from '../data/split.ts';
import type { Fitted, Preset } from '../fit/preset.ts';
import { type Answer, type Evaluation, type FitRecord, figuresOf } from './evaluation.ts';
import { checkLeaks } from './leaks.ts';
import { bySong, describeData, predictSong } from './predict-songs.ts';

const NO_ARTISTS =
  'no artist known (one artist may be on both sides; compare only with figures of the same kind)';

export interface EvaluateOptions {
  readonly protocol: Protocol;
  readonly folds: number;
  /** Seeds, one repetition each, with its own folds and initial values. */
  readonly seeds: readonly number[];
  readonly signal?: AbortSignal;
  /** Share of all fits done, 0..1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Evaluates a preset: fits it on the training side of every fold and tests on the other.
 *
 * Each model is written and loaded as a file, so what is measured is what would be shipped. A song's answer
 * is the mean over its segments, as in `classify`.
 */
export async function evaluatePreset(
  collection: Collection,
  preset: Preset,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const { tracks, duplicates, genres } = collection;
  const { protocol, seeds } = options;
  const tested = await testFolds(collection, preset, options);
  const answers = tested.flatMap((fold) => fold.answers);
  const fits = tested.map(({ fit }) => fit);
  const thresholds = new Map(fits.map((fit) => [`${fit.seed} ${fit.fold}`, fit.unsureBelow]));
  const folds = protocol === 'manifest' ? 1 : options.folds;
  const description = describeFolds(collection, options);
  const leaks =
    protocol === 'manifest'
      ? checkLeaks(makeFolds(tracks, protocol, { folds, seed: seeds[0] })[0], tracks, duplicates)
      : [];
  return {
    format: 1,
    model: { name: preset.name, description: preset.description },
    data: describeData(collection),
    protocol: { name: protocol, description, folds, seeds, leaks },
    genres,
    figures: figuresOf(answers, genres, ({ probabilities, seed, fold }) =>
      isConfident(probabilities, { unsureBelow: thresholds.get(`${seed} ${fold}`)! }),
    ),
    fits,
    latencyMs: median(tested.flatMap(({ latencies }) => latencies)),
    answers,
  };
}

/** Fits on the training side of every fold and tests on the other. */
export async function testFolds(
  collection: Collection,
  preset: Preset,
  options: EvaluateOptions,
): Promise<TestedFold[]> {
  const { tracks, duplicates } = collection;
  const { protocol, seeds, signal } = options;
  // Inner choices part artists only where the outer folds do: a random split is random all the way down.
  const groups = groupTracks(tracks, { byArtist: protocol !== 'random', duplicates });
  const rows = await collection.rows(preset, groups);
  const runs = seeds.flatMap((seed) => foldsOf(collection, options, seed));
  const tested: TestedFold[] = [];
  for (const [done, run] of runs.entries()) {
    signal?.throwIfAborted();
    const onProgress = (part: number) => options.onProgress?.((done + part) / runs.length);
    tested.push(await testFold(collection, preset, rows, run, { seed: run.seed, signal, onProgress }));
    onProgress(1);
  }
  return tested;
}

/** Description of the protocol and folds, for reports. */
export function describeFolds(collection: Collection, { protocol, folds }: EvaluateOptions): string {
  if (lacksArtists(collection, protocol)) return `${folds}-fold, ${NO_ARTISTS}`;
  return describeProtocol(protocol, folds) + artistsNote(collection, protocol);
}

/** Description of a model of this preset; its figures are added later. */
export function describeModel(collection: Collection, preset: Preset, fitted: Fitted): ModelInfo {
  return {
    format: 1,
    name: preset.name,
    version: '1.0.0',
    description: preset.description,
    genres: collection.genres,
    recipes: preset.recipes.map(({ name, version, parameters }) => ({ name, version, parameters })),
    segments: preset.segments,
    unsureBelow: fitted.unsureBelow,
    ...(fitted.claimedFrom && { claimedFrom: fitted.claimedFrom }),
    trainedOn: `${collection.name}, ${collection.tracks.length} songs`,
    ...(collection.contentHashes.length <= MAX_TRAINING_SONGS && { trainingSongs: collection.contentHashes }),
    report: [],
    license: 'that of the training data',
  };
}

interface Run {
  readonly seed: number;
  readonly fold: Fold;
  readonly index: number;
}

interface Sides {
  readonly train: Row[];
  readonly valid: Row[];
  readonly test: Row[];
}

export interface TestedFold {
  readonly fit: FitRecord;
  readonly answers: Answer[];
  readonly latencies: number[];
}

/** Fits on one side of a fold and tests on the other. */
async function testFold(
  collection: Collection,
  preset: Preset,
  rows: readonly Row[],
  { seed, fold, index }: Run,
  options: { seed: number; signal?: AbortSignal; onProgress: (fraction: number) => void },
): Promise<TestedFold> {
  const sides = rowsOf(rows, fold);
  const { model, record } = await fitAndLoad(collection, preset, sides, options);
  const answers: Answer[] = [];
  const latencies: number[] = [];
  for (const [track, segments] of bySong(sides.test)) {
    const { probabilities, milliseconds } = await predictSong(segments, model);
    latencies.push(milliseconds);
    answers.push({
      id: collection.tracks[track].id,
      label: segments[0].label,
      probabilities,
      seed,
      fold: index,
    });
  }
  await model.release();
  return { fit: { seed, fold: index, ...record }, answers, latencies };
}

function foldsOf({ tracks, duplicates }: Collection, options: EvaluateOptions, seed: number): Run[] {
  const { protocol, folds } = options;
  return makeFolds(tracks, protocol, { folds, seed, duplicates }).map((fold, index) => ({
    seed,
    fold,
    index,
  }));
}

function rowsOf(rows: readonly Row[], fold: Fold): Sides {
  const [train, valid, test] = [fold.train, fold.valid, fold.test].map((side) => {
    const wanted = new Set(side);
    return rows.filter(({ track }) => wanted.has(track));
  });
  return { train, valid: valid.filter(unaltered), test: test.filter(unaltered) };
}

function unaltered({ copy }: Row): boolean {
  return copy === undefined;
}

async function fitAndLoad(
  collection: Collection,
  preset: Preset,
  { train, valid }: Sides,
  options: { seed: number; signal?: AbortSignal; onProgress: (fraction: number) => void },
): Promise<{ model: Model; record: Omit<FitRecord, 'seed' | 'fold'> }> {
  const started = performance.now();
  const validation = valid.length > 0 ? valid : undefined;
  const fitted = await preset.fit(train, { genres: collection.genres, validation, ...options });
  const trainSeconds = (performance.now() - started) / 1000;
  const bytes = writeModel(fitted.graph, describeModel(collection, preset, fitted));
  const { unsureBelow, claimedFrom, chosen, curve } = fitted;
  const record = { trainSeconds, modelBytes: bytes.length, unsureBelow, claimedFrom, chosen, curve };
  return { model: await loadModel(bytes), record };
}

/** Whether songs should be grouped by artist, but none has one. */
export function lacksArtists({ tracks }: Collection, protocol: string): boolean {
  return protocol === 'artist' && tracks.every(({ artist }) => artist === undefined);
}

/** Note on the number of songs with an artist: grouping by artist is only as good. */
function artistsNote({ tracks }: Collection, protocol: Protocol): string {
  const known = tracks.filter(({ artist }) => artist !== undefined).length;
  if (protocol !== 'artist' || known === tracks.length) return '';
  return ` (the artist is known of ${known} of ${tracks.length} songs; the others may share one)`;
}
