import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { TonearmError } from '../../errors.ts';
import { bytes, percent, plural } from '../../format.ts';
import { writeAtomically } from '../../jobs/write-atomically.ts';
import { labelsOf } from '../../library/training/labels.ts';
import { manifestOf, refuseTooFew, rightBefore } from '../../library/training/train-library.ts';
import { writeModel } from '../../models/model-file.ts';
import type { Figure } from '../../models/model-info.ts';
import type { Collection } from '../../train/data/collection.ts';
import { groupTracks } from '../../train/data/groups.ts';
import { PROTOCOLS, type Protocol } from '../../train/data/split.ts';
import { describeModel, evaluatePreset } from '../../train/evaluate/evaluate.ts';
import { evaluateSeveral, type SeveralEvaluation } from '../../train/evaluate/evaluate-several.ts';
import type { Evaluation } from '../../train/evaluate/evaluation.ts';
import type { Preset } from '../../train/fit/preset.ts';
import { DEFAULT_PRESET, PRESETS } from '../../train/fit/presets.ts';
import { severalGenres } from '../../train/fit/several-genres.ts';
import { withBar } from '../bars.ts';
import { printable } from '../format.ts';
import { DEFAULT_LIBRARY, note, withLibrary } from '../library.ts';
import { stopSignal } from '../stop-signal.ts';
import {
  type DataOptions,
  foldCount,
  openCollection,
  type PresetOptions,
  presetOf,
  report,
  severalReport,
  severalSummary,
  summary,
  warnOfNoArtists,
  withDataOptions,
  withPresetOptions,
} from '../training.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options extends DataOptions, PresetOptions {
  readonly preset: string;
  readonly out: string;
  readonly protocol: Protocol | 'none';
  readonly folds: number;
  readonly seed: number;
  readonly report?: string;
  readonly trainedOn?: string;
  readonly license?: string;
  readonly library?: string | true;
  readonly tags: boolean;
  readonly multi?: boolean;
}

const NEVER_SURE =
  'Note: no confidence of this model was right four times in five on held-out songs, so it will always say "not sure". More songs may help.';

export function trainCommand(): Command {
  const presets = PRESETS.map(({ name }) => name).join(', ');
  const protocol = new Option('--protocol <name>', 'how the figures in the model are measured first');
  const command = new Command('train').description('make a model of your own from songs with labels');
  return withPresetOptions(withDataOptions(command, '[data]'))
    .option('--preset <name>', `kind of model: ${presets}`, DEFAULT_PRESET)
    .option('--multi', 'several genres a song: in several folders, or parted by ; in a CSV')
    .requiredOption('--out <file>', 'the model, an .onnx file', onnxName)
    .addOption(protocol.choices([...PROTOCOLS, 'none']).default('artist'))
    .option('--folds <n>', 'parts, each of which is tested once', foldCount, 5)
    .option('--seed <n>', 'decides folds and learning', wholeNumber, 1)
    .option('--report <folder>', 'write the report of the measurement there')
    .option('--trained-on <text>', 'what the model says it learned from')
    .option('--license <text>', 'the licence that the model states')
    .option('--library [file]', 'in place of data: the songs that you said something of, or whose tags do')
    .option('--no-tags', 'of a library: only what you said, not what tags say')
    .action((data: string | undefined, options: Options) => trainOn(data, options));
}

/** Trains from a list of labelled songs. */
async function trainOn(data: string | undefined, options: Options): Promise<void> {
  if ((data === undefined) === (options.library === undefined)) {
    throw new TonearmError(
      'bad-request',
      'Expected either labelled songs or --library, got both or neither.',
    );
  }
  if (data !== undefined) return run(data, options);
  await checkFolder(options.out);
  const path = options.library === true ? DEFAULT_LIBRARY : options.library!;
  const { songs, left } = await withLibrary(path, (library) => labelsOf(library, { tags: options.tags }));
  for (const { genre, songs: count, artists } of left) {
    note(`too little yet: ${printable(genre)}, ${plural(count, 'song')} by ${plural(artists, 'artist')}`);
  }
  refuseTooFew(songs);
  const { value, low, high } = rightBefore(songs);
  note(
    `before: ${percent(value)} right (95 %: ${percent(low)} to ${percent(high)}; n = ${songs.length}), by the model that heard the library`,
  );
  const manifest = `${options.out}.songs.csv`;
  await writeAtomically(manifest, Buffer.from(manifestOf(songs)));
  await run(manifest, options).finally(() => rm(manifest, { force: true }));
}

/**
 * Evaluates by cross-validation first, then trains on all songs: the figures are of models that were trained
 * on fewer.
 */
async function run(data: string, options: Options): Promise<void> {
  const { multi: several = false } = options;
  const named = presetOf(options.preset, options);
  const preset = several ? severalGenres(named) : named;
  await checkFolder(options.out);
  const signal = stopSignal('What was heard and learned so far');
  const collection = await openCollection(data, [preset], { ...options, several }, signal);
  warnOfNoArtists(collection, options.protocol);
  const figures = options.protocol === 'none' ? [] : await measure(collection, preset, options, signal);
  const model = await fitAll(collection, preset, options, figures, signal);
  await writeAtomically(options.out, model);
  process.stdout.write(
    `Wrote ${options.out}, ${bytes(model.length)}, learned from ${collection.tracks.length} songs.\n`,
  );
}

/** Prints the results of an evaluation. @returns the figures for the model file */
async function measure(
  collection: Collection,
  preset: Preset,
  { protocol, folds, seed, multi, report: folder }: Options,
  signal: AbortSignal,
): Promise<Figure[]> {
  const options = { protocol: protocol as Protocol, folds, seeds: [seed], signal };
  if (multi) {
    const found = await withBar('Measuring', (onProgress) =>
      evaluateSeveral(collection, preset, { ...options, onProgress }),
    );
    process.stdout.write(`${severalSummary(found)}\n`);
    if (folder) await severalReport(folder, found);
    return severalFiguresFor(found);
  }
  const evaluation = await withBar('Measuring', (onProgress) =>
    evaluatePreset(collection, preset, { ...options, onProgress }),
  );
  process.stdout.write(`${summary(evaluation)}\n`);
  if (folder) await report(folder, [evaluation]);
  return figuresFor(evaluation);
}

function severalFiguresFor({ figures, protocol, data }: SeveralEvaluation): Figure[] {
  const shares = {
    'precision of genres': figures.precision,
    'recall of genres': figures.recall,
    'macro F1': figures.macroF1,
    'mean average precision': figures.meanAveragePrecision,
  };
  return figuresOf(shares, figures.n, protocol, data.name);
}

async function fitAll(
  collection: Collection,
  preset: Preset,
  { out, seed, trainedOn, license }: Options,
  figures: readonly Figure[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { tracks, duplicates, genres } = collection;
  const rows = await collection.rows(preset, groupTracks(tracks, { byArtist: true, duplicates }));
  const checkpoint = `${out}.${fingerprintOf(collection, preset, seed)}.checkpoint`;
  const fitted = await withBar('Learning', (onProgress) => {
    return preset.fit(rows, { genres, seed, signal, onProgress, checkpoint });
  });
  if (fitted.unsureBelow >= 1) process.stderr.write(`${NEVER_SURE}\n`);
  const told = { ...(trainedOn && { trainedOn }), ...(license && { license }) };
  const info = { ...describeModel(collection, preset, fitted), ...told };
  const model = writeModel(fitted.graph, { ...info, report: figures });
  await rm(checkpoint, { force: true });
  return model;
}

/** Fingerprint of a data set and preset, so that a checkpoint of others is not continued. */
function fingerprintOf({ tracks, genres }: Collection, { name }: Preset, seed: number): string {
  const text = JSON.stringify([name, seed, genres, tracks.map(({ id, label }) => [id, label])]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function figuresFor({ figures, protocol, data }: Evaluation): Figure[] {
  const wider = figures.levels?.map(({ level, accuracy }) => [`accuracy at level ${level}`, accuracy.value]);
  const shares: Record<string, number> = {
    accuracy: figures.accuracy.value,
    ...Object.fromEntries(wider ?? []),
    'top-3 accuracy': figures.top3.value,
  };
  return figuresOf(shares, figures.n, protocol.description, data.name);
}

function figuresOf(
  shares: Readonly<Record<string, number>>,
  n: number,
  protocol: string,
  data: string,
): Figure[] {
  return Object.entries(shares).map(([measure, value]) => ({
    measure,
    value,
    spread: Math.sqrt((value * (1 - value)) / n),
    spreadOf: 'binomial standard error over songs',
    n,
    protocol,
    data,
  }));
}

async function checkFolder(out: string): Promise<void> {
  const found = await stat(dirname(out)).catch(() => undefined);
  if (!found?.isDirectory())
    throw new TonearmError('bad-request', `Expected a folder for the model, got none at ${dirname(out)}.`);
}

function onnxName(text: string): string {
  if (!text.endsWith('.onnx')) throw new InvalidArgumentError('Expected a name that ends in .onnx.');
  return text;
}
