import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, extname } from 'node:path';
import { Command, Option } from 'commander';
import type { FeatureRequest } from '../../analysis/extract.ts';
import { loadSamples } from '../../audio/load.ts';
import { durationSeconds } from '../../audio/samples.ts';
import { TonearmError } from '../../errors.ts';
import type { Recipe } from '../../features/recipe.ts';
import { findRecipe, RECIPES } from '../../features/recipes.ts';
import { FeatureCache } from '../../jobs/feature-cache.ts';
import { fileSource } from '../../jobs/file-source.ts';
import { extractTracks } from '../../train/data/extract-tracks.ts';
import type { Track } from '../../train/data/track.ts';
import { analysisBar } from '../bars.ts';
import { describeFiles } from '../describe-files.ts';
import { descriptionLines, descriptionRows } from '../description-table.ts';
import { csvRows, jsonLines, npyBytes, type SongFeatures } from '../feature-output.ts';
import { type FolderOptions, withFolderOptions } from '../folder-options.ts';
import { printable } from '../format.ts';
import { expandInputs } from '../inputs.ts';
import { DEFAULT_PANELS, PANEL_NAMES, panelsOf } from '../plot/panels.ts';
import { renderSheet } from '../plot/sheet.ts';
import { stopSignal } from '../stop-signal.ts';
import { DEFAULT_CACHE } from '../training.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options extends FolderOptions {
  readonly recipe?: string;
  readonly describe?: boolean;
  readonly format: 'csv' | 'json' | 'npy';
  readonly out?: string;
  readonly window: number;
  readonly plot?: string;
  readonly panels: string;
  readonly cache: string;
  readonly jobs: number;
}

/** Segment length of longer songs, one row each. */
const WINDOW_SECONDS = 600;

export function featuresCommand(exit: (code: number) => void): Command {
  const recipes = RECIPES.map(({ name }) => name).join(', ');
  const format = new Option('--format <name>', 'how rows are written').choices(['csv', 'json', 'npy']);
  return withFolderOptions(new Command('features'))
    .description('the numbers that genre systems stand on, as a table or as a picture')
    .argument('<files...>', 'songs, or folders of songs')
    .option('--recipe <name>', `what to compute: ${recipes}`)
    .addOption(
      new Option('--describe', 'what songs are like: tempo, key, energy, mood, voice, loudness, words')
        .conflicts('recipe')
        .conflicts('plot'),
    )
    .addOption(format.default('csv'))
    .option('--out <file>', 'write there in place of standard output')
    .option('--window <seconds>', 'longer songs have a row for each such window', wholeNumber, WINDOW_SECONDS)
    .option('--plot <file>', 'draw one song in place of a table: a name that ends in .svg or .png')
    .addOption(
      new Option('--panels <a,b,...>', `what to draw, of ${PANEL_NAMES.join(', ')}`).default(
        DEFAULT_PANELS.join(','),
        DEFAULT_PANELS.join(', '),
      ),
    )
    .option('--cache <folder>', 'where features are kept: a stopped run goes on from there', DEFAULT_CACHE)
    .option('--jobs <n>', 'songs heard at once', wholeNumber, availableParallelism())
    .action(async (names: string[], options: Options) => {
      exit(
        options.plot === undefined ? await table(names, options) : await plot(names, options.plot, options),
      );
    });
}

/**
 * Prints rows for every song that can be analysed; the others are reported on standard error.
 * @returns the exit code
 */
async function table(names: readonly string[], options: Options): Promise<number> {
  const recipe = options.describe ? undefined : requireRecipe(options.recipe);
  refuseArraysOfWords(options);
  const inputs = await expandInputs(names, options);
  const missing = inputs.flatMap(({ label, error }) => (error ? [{ id: label, reason: error }] : []));
  const tracks = inputs.flatMap(({ label, path }): Track[] => (path ? [{ id: label, label: '', path }] : []));
  const broken = recipe
    ? await writeFeatures(tracks, recipe, options)
    : await writeDescriptions(tracks, options);
  for (const { id, reason } of [...missing, ...broken]) {
    process.stderr.write(`${printable(id)}: ${reason.message} [${reason.code}]\n`);
  }
  return missing.length + broken.length === 0 ? 0 : 1;
}

async function writeFeatures(tracks: readonly Track[], recipe: Recipe, options: Options) {
  const { songs, broken } = await extractSongs(tracks, recipe, options);
  if (songs.length > 0) await write(contentOf(songs, recipe, options), options);
  return broken;
}

async function writeDescriptions(tracks: readonly Track[], options: Options) {
  const bar = analysisBar();
  const paths = tracks.map(({ path }) => path!);
  const { songs, broken } = await describeFiles(paths, {
    workers: options.jobs,
    onProgress: bar.update,
  }).finally(bar.stop);
  const lines = options.format === 'csv' ? descriptionRows : descriptionLines;
  if (songs.length > 0) await write(`${[...lines(songs)].join('\n')}\n`, options);
  return broken;
}

function refuseArraysOfWords({ describe, format }: Options): void {
  if (describe && format === 'npy') {
    throw new TonearmError(
      'bad-request',
      'Expected csv or json for --describe, got npy: words are no numbers.',
    );
  }
}

async function extractSongs(tracks: readonly Track[], recipe: Recipe, { cache, jobs, window }: Options) {
  const wanted: FeatureRequest = {
    recipe: recipe.name,
    version: recipe.version,
    seconds: window,
    hopSeconds: window,
  };
  const bar = analysisBar();
  const extraction = {
    cache,
    workers: jobs,
    signal: stopSignal('What was heard so far'),
    onProgress: bar.update,
  };
  const { extracted, broken } = await extractTracks(tracks, [wanted], extraction).finally(bar.stop);
  const store = new FeatureCache(cache);
  const songs: SongFeatures[] = [];
  for (const { track, contentHash, durationSeconds } of extracted) {
    songs.push({ path: track.path!, durationSeconds, arrays: (await store.read(contentHash, wanted)) ?? [] });
  }
  return { songs, broken };
}

function contentOf(
  songs: readonly SongFeatures[],
  recipe: Recipe,
  { format, out }: Options,
): string | Buffer {
  if (format === 'npy' && out === undefined && process.stdout.isTTY) {
    throw new TonearmError('bad-request', 'Expected --out or a pipe for npy, got a terminal.');
  }
  const lines = format === 'csv' ? csvRows : jsonLines;
  return format === 'npy' ? npyBytes(songs) : `${[...lines(songs, recipe)].join('\n')}\n`;
}

async function write(content: string | Buffer, { out }: Options): Promise<void> {
  if (out === undefined) process.stdout.write(content);
  else await writeFile(out, content);
}

async function plot(names: readonly string[], file: string, options: Options): Promise<number> {
  const kind = extname(file).toLowerCase();
  if (kind !== '.svg' && kind !== '.png')
    throw new TonearmError('bad-request', `Expected a name in .svg or .png, got ${printable(file)}.`);
  const panels = options.panels.split(',').map((name) => name.trim());
  const unknown = panels.find((name) => !PANEL_NAMES.includes(name));
  if (unknown !== undefined) {
    throw new TonearmError(
      'bad-request',
      `Expected panels of ${PANEL_NAMES.join(', ')}, got ${JSON.stringify(unknown)}.`,
    );
  }
  if (names.length !== 1)
    throw new TonearmError('bad-request', `Expected one song to draw, got ${names.length}.`);
  const source = await fileSource(names[0]);
  const { samples } = await loadSamples(source, { maxSeconds: WINDOW_SECONDS }).finally(() => source.close());
  const svg = renderSheet(basename(names[0]), panelsOf(samples, panels), durationSeconds(samples));
  await writeFile(file, kind === '.svg' ? svg : await rasterise(svg));
  return 0;
}

/** Image at twice the size of the drawing, sharp on paper and on dense screens. */
async function rasterise(svg: string): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js');
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
}

function requireRecipe(name: string | undefined): Recipe {
  const recipe = name === undefined ? undefined : findRecipe(name);
  if (recipe) return recipe;
  const known = RECIPES.map((each) => each.name).join(', ');
  throw new TonearmError(
    'bad-request',
    `Expected --recipe of ${known}, got ${name === undefined ? 'none' : JSON.stringify(name)}.`,
  );
}
