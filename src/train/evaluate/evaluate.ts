/** Honest figures: every answer comes from a model that never met the song, its artist or a copy of it. */
import { meanProbabilities } from '../../classify/ranking.ts';
import { reportError, TonearmError } from '../../errors.ts';
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
import { checkLeaks, type Leak } from './leaks.ts';

export interface EvaluateOptions {
  readonly protocol: Protocol;
  readonly folds: number;
  /** A repetition each, with its own folds and its own start of learning. */
  readonly seeds: readonly number[];
  readonly signal?: AbortSignal;
  /** Share of all fits done, 0..1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Fits a preset on the training side of every fold and asks it about the other side.
 *
 * A model is written and loaded as a file for that, so what is measured is what would be shipped. A song's
 * answer is the mean over its windows, as in `classify`.
 */
export async function evaluatePreset(
  collection: Collection,
  preset: Preset,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const { tracks, duplicates, genres } = collection;
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
  const answers = tested.flatMap((fold) => fold.answers);
  const fits = tested.map(({ fit }) => fit);
  const thresholds = new Map(fits.map((fit) => [`${fit.seed} ${fit.fold}`, fit.unsureBelow]));
  const folds = protocol === 'manifest' ? 1 : options.folds;
  const description = describeProtocol(protocol, folds) + artistsNote(collection, protocol);
  const leaks = protocol === 'manifest' ? checkLeaks(runs[0].fold, tracks, duplicates) : [];
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
  for (const [track, windows] of songs) {
    options.signal?.throwIfAborted();
    const { id, label } = collection.tracks[track];
    const started = performance.now();
    const probabilities = await askAbout(windows, model);
    latencies.push(performance.now() - started);
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

/** The description of a model of this preset; figures are added by whoever measured them. */
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
    trainedOn: `${collection.name}, ${collection.tracks.length} songs`,
    ...(collection.contentHashes.length <= MAX_TRAINING_SONGS && { trainingSongs: collection.contentHashes }),
    report: [],
    license: 'that of the training data',
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

interface TestedFold {
  readonly fit: FitRecord;
  readonly answers: Answer[];
  readonly latencies: number[];
}

/** Fits on one side of a fold and asks about the other. */
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
  for (const [track, windows] of bySong(sides.test)) {
    const started = performance.now();
    const probabilities = await askAbout(windows, model);
    latencies.push(performance.now() - started);
    answers.push({
      id: collection.tracks[track].id,
      label: windows[0].label,
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
  const { unsureBelow, chosen, curve } = fitted;
  const record = { trainSeconds, modelBytes: bytes.length, unsureBelow, chosen, curve };
  return { model: await loadModel(bytes), record };
}

async function askAbout(windows: readonly Row[], model: Model): Promise<number[]> {
  const answers = [];
  for (const { features } of windows) answers.push((await model.predict(features)).probabilities);
  return meanProbabilities(answers);
}

function bySong(rows: readonly Row[]): Map<number, Row[]> {
  const songs = new Map<number, Row[]>();
  for (const row of rows) {
    const windows = songs.get(row.track);
    if (windows) windows.push(row);
    else songs.set(row.track, [row]);
  }
  return songs;
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

function describeData({ name, tracks, genres, broken, duplicates }: Collection): Evaluation['data'] {
  const count = (genre: string) => tracks.filter(({ label }) => label === genre).length;
  return {
    name,
    tracks: tracks.length,
    tracksByGenre: Object.fromEntries(genres.map((genre) => [genre, count(genre)])),
    broken: broken.map(({ id, reason }) => ({ id, ...reportError(reason) })),
    duplicates: duplicates.map(({ a, b, kind }) => ({ a: tracks[a].id, b: tracks[b].id, kind })),
  };
}

/** Grouping by artist is only as good as what is known of artists. */
function artistsNote({ tracks }: Collection, protocol: Protocol): string {
  const known = tracks.filter(({ artist }) => artist !== undefined).length;
  if (protocol !== 'artist' || known === tracks.length) return '';
  return ` (the artist is known of ${known} of ${tracks.length} songs; the others may share one)`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
