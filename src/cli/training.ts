/** Options and reports shared by `train`, `evaluate` and `compare`. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { decimals, percent, plural } from '../format.ts';
import { type Collection, prepareCollection } from '../train/data/collection.ts';
import { openDataset } from '../train/data/dataset.ts';
import type { InputSpec } from '../train/data/row.ts';
import { MAX_FOLDS, MIN_FOLDS, PROTOCOLS, type Protocol } from '../train/data/split.ts';
import { withLists } from '../train/data/split-lists.ts';
import { lacksArtists } from '../train/evaluate/evaluate.ts';
import type { SeveralEvaluation } from '../train/evaluate/evaluate-several.ts';
import type { Evaluation } from '../train/evaluate/evaluation.ts';
import { augmented } from '../train/fit/augment.ts';
import { AUGMENTATIONS, type Preset } from '../train/fit/preset.ts';
import { findPreset } from '../train/fit/presets.ts';
import { analysisBar } from './bars.ts';
import { type FolderOptions, withFolderOptions } from './folder-options.ts';
import { printable } from './format.ts';
import { wholeNumber } from './whole-number.ts';

export interface DataOptions extends FolderOptions {
  readonly cache: string;
  readonly jobs: number;
  readonly lists?: string;
  readonly levels: number;
  /** Whether songs may have several genres. */
  readonly several?: boolean;
}

export interface ProtocolOptions {
  readonly protocol: Protocol;
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
}

export interface PresetOptions {
  readonly augment?: string;
}

export const DEFAULT_CACHE = '.tonearm/cache';
const SHOWN = 10;

/** Adds the options of the collection. @param data name of the argument in the help */
export function withDataOptions(command: Command, data = '<data>'): Command {
  return withFolderOptions(command)
    .argument(data, 'a folder with a folder a genre, a CSV of path,label[,artist,split], or a feature table')
    .option('--levels <n>', 'folders that name a genre: 2 for electronic/house/a.mp3', wholeNumber, 1)
    .option('--cache <folder>', 'where features are kept, so that no song is heard twice', DEFAULT_CACHE)
    .option('--jobs <n>', 'songs heard at once', wholeNumber, availableParallelism())
    .option(
      '--lists <folder>',
      'published lists (*train*.txt, *valid*.txt, *test*.txt) for the protocol manifest',
    );
}

/** Adds the options of splits. */
export function withProtocolOptions(command: Command): Command {
  const protocol = new Option(
    '--protocol <name>',
    'how songs are parted: by artist, at random, or as listed',
  );
  return command
    .addOption(protocol.choices(PROTOCOLS).default('artist'))
    .option('--folds <n>', 'parts, each of which is tested once', foldCount, 5)
    .option('--repeats <n>', 'repetitions with other folds and seeds', wholeNumber, 1)
    .option('--seed <n>', 'decides folds and learning', wholeNumber, 1);
}

/** Adds the option of augmentation. */
export function withPresetOptions(command: Command): Command {
  return command.option('--augment <a,b>', `more to learn from: ${AUGMENTATIONS.join(', ')}`);
}

/** @throws bad-request where there is no such preset, or it cannot be augmented so. */
export function presetOf(name: string, { augment }: PresetOptions): Preset {
  const preset = findPreset(name.trim());
  return augment === undefined
    ? preset
    : augmented(
        preset,
        augment.split(',').map((one) => one.trim()),
      );
}

export function seedsOf({ seed, repeats }: ProtocolOptions): number[] {
  return Array.from({ length: repeats }, (_, i) => seed + i);
}

/** Reads and analyses a collection with progress; unusable songs are reported on standard error. */
export async function openCollection(
  data: string,
  specs: readonly InputSpec[],
  options: DataOptions,
  signal: AbortSignal,
): Promise<Collection> {
  const dataset = await openDataset(data, options);
  const listed = options.lists === undefined ? dataset : await withLists(dataset, options.lists);
  const bar = analysisBar();
  const extraction = { cache: options.cache, workers: options.jobs, signal, onProgress: bar.update };
  const collection = await prepareCollection(listed, specs, extraction).finally(bar.stop);
  for (const line of notesOn(collection)) process.stderr.write(`${line}\n`);
  return collection;
}

/** Warns if songs should be grouped by artist and none has one. */
export function warnOfNoArtists(collection: Collection, protocol: string): void {
  if (!lacksArtists(collection, protocol)) return;
  process.stderr.write(
    'Warning: no song names its artist, so a model may be tested on artists that it learned from, and the figures may be too good. Tag the artists, or list the songs in a CSV with a column artist.\n',
  );
}

/** Writes a report; its charts are loaded on demand. */
export async function report(folder: string, evaluations: readonly Evaluation[]): Promise<void> {
  const { writeReport } = await import('../train/report/report.ts');
  await writeReport(folder, evaluations);
}

/** Writes a multi-label report. */
export async function severalReport(folder: string, evaluation: SeveralEvaluation): Promise<void> {
  const { writeSeveralReport } = await import('../train/report/several.ts');
  await writeSeveralReport(folder, evaluation);
}

/** Summary of a multi-label evaluation in a few lines. */
export function severalSummary({ model, data, protocol, figures }: SeveralEvaluation): string {
  const { precision, recall, macroF1, meanAveragePrecision, unclaimed, n } = figures;
  return [
    `${model.name} on ${printable(data.name)}: ${percent(precision)} of the genres that it says are right, it says ${percent(recall)} of those that there are (n = ${n})`,
    `  ${protocol}; macro F1 ${decimals(macroF1, 3)}, mean average precision ${decimals(meanAveragePrecision, 3)}, nothing said of ${percent(unclaimed)}`,
  ].join('\n');
}

/** Summary of an evaluation in a few lines. */
export function summary({ model, data, protocol, figures }: Evaluation): string {
  const { accuracy, accuracySpread, claims, ece, levels = [] } = figures;
  const interval = `${percent(accuracy.low)} to ${percent(accuracy.high)}`;
  return [
    `${model.name} on ${printable(data.name)}: accuracy ${percent(accuracy.value)} (95 %: ${interval}; n = ${figures.n})`,
    ...levels.map((wider) => `  level ${wider.level}: ${percent(wider.accuracy.value)}`),
    `  ${protocol.description}; ± ${percent(accuracySpread.overFolds)} over folds`,
    `  macro F1 ${decimals(figures.macroF1, 3)}, top 3 ${percent(figures.top3.value)}, NLL ${decimals(figures.negativeLogLikelihood, 3)}, ECE ${decimals(ece.equalMass, 3)}`,
    `  claims ${percent(claims.coverage)} of the songs and is right in ${percent(claims.accuracy)} of those`,
    // Of a finished model, the description says it.
    ...(protocol.name === 'model' ? [] : protocol.leaks.slice(0, SHOWN)).map(
      ({ message }) => `  leak: ${printable(message)}`,
    ),
  ].join('\n');
}

export function foldCount(text: string): number {
  const folds = wholeNumber(text);
  if (folds >= MIN_FOLDS && folds <= MAX_FOLDS) return folds;
  throw new InvalidArgumentError(`Expected ${MIN_FOLDS} to ${MAX_FOLDS} folds.`);
}

function notesOn({ tracks, broken, duplicates }: Collection): string[] {
  const left = broken.map(({ id, reason }) => `  left out ${printable(id)}: ${reason.message}`);
  const more = (lines: string[]) =>
    lines.length > SHOWN ? [...lines.slice(0, SHOWN), `  and ${lines.length - SHOWN} more`] : lines;
  const copies = duplicates.map(({ a, b, kind }) => {
    return `  ${kind === 'exact' ? 'equal files' : 'copies'}: ${printable(tracks[a].id)} and ${printable(tracks[b].id)}`;
  });
  const head = `${plural(tracks.length, 'song')}, ${broken.length} left out, ${plural(copies.length, 'pair')} of copies (kept together)`;
  return [head, ...more(left), ...more(copies)];
}
