import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { plural } from '../../format.ts';
import { resolveNamed } from '../../jobs/named-paths.ts';
import { findModel } from '../../jobs/shipped-models.ts';
import { analysisKey } from '../../library/columns/analysis-key.ts';
import { refuseDamaged } from '../../library/maintenance.ts';
import { analyseByQueue } from '../../library/queue/queue-scan.ts';
import { SongQueue } from '../../library/queue/song-queue.ts';
import { type ScanProgress, type ScanReport, scan } from '../../library/scan/scan.ts';
import { watch } from '../../library/scan/watch.ts';
import { pathBeside } from '../../library/store/place.ts';
import { type Library, openLibrary } from '../../library/store/store.ts';
import { journalFolder } from '../../library/tagging/journal.ts';
import { analysisBar } from '../bars.ts';
import { withConfigurationOptions } from '../configuration.ts';
import { type FolderOptions, withFolderOptions } from '../folder-options.ts';
import { errorText, printable } from '../format.ts';
import { libraryOption, note, noteLacks } from '../library.ts';
import { stopSignal } from '../stop-signal.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options extends FolderOptions {
  readonly library: string;
  readonly model?: string;
  readonly jobs: number;
  readonly cache?: string | false;
  readonly queue?: boolean;
  readonly retry?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

export function scanCommand(exit: (code: number) => void): Command {
  return withConfigurationOptions(withFolderOptions(new Command('scan')))
    .description('hear songs and the songs below folders once, and keep what was heard in a library')
    .argument('<folders...>', 'where the songs are, or songs')
    .addOption(libraryOption('where it is kept; made where it is not there'))
    .option('--model <path>', 'a shipped model by name, or a model file')
    .option('--jobs <n>', 'songs heard at once', wholeNumber, availableParallelism())
    .option('--cache <folder>', 'where what train needs is kept; default: cache beside the library')
    .option('--no-cache', 'do not keep what train needs')
    .option('--queue', 'let workers hear them (tonearm worker); Ctrl-C leaves the rest in the queue')
    .option('--retry', 'hear again what failed before')
    .option('--watch', 'go on: hear what changes below the folders, until Ctrl-C')
    .option('--json', 'the report as one JSON object; with --watch one a line, after each change')
    .action(async (folders: string[], options: Options) => exit(await run(folders, options)));
}

async function run(folders: readonly string[], { model, jobs, retry, ...options }: Options): Promise<number> {
  const cache = cacheOf(options);
  const modelPath = await findModel(model);
  // Before a library is made: a mistyped folder shall not leave an empty one.
  await resolveNamed(folders);
  const library = await openLibrary(options.library);
  const journals = journalFolder(options.library);
  let bar: ReturnType<typeof analysisBar> | undefined;
  const onProgress = (progress: ScanProgress) => {
    bar ??= analysisBar();
    bar.update(progress);
  };
  const { exclude, includeHidden } = options;
  const queue = options.queue ? await queueOf(library, options.library, modelPath) : undefined;
  const scanning = {
    ...{ modelPath, workers: jobs, cache, retry, exclude, includeHidden },
    ...{ journals, signal: stopSignal(), onProgress, analyse: queue && analyseByQueue(queue) },
  };
  const onReport = (report: ScanReport) => {
    bar?.stop();
    bar = undefined;
    if (options.json) printJson(report);
    else print(report);
  };
  try {
    await refuseDamaged(options.library);
    await noteLacks(library);
    if (options.watch) {
      await watch(library, folders, { ...scanning, onReport, onFolder: noteFolder });
      return 0;
    }
    const report = await scan(library, folders, scanning);
    onReport(report);
    return report.failed.length === 0 ? 0 : 1;
  } finally {
    bar?.stop();
    await queue?.close();
    await library.destroy();
  }
}

async function queueOf(library: Library, place: string, modelPath: string): Promise<SongQueue> {
  try {
    const queue = await SongQueue.open({ place, library, analysis: await analysisKey(modelPath) });
    if ((await queue.workers()) === 0)
      note('No worker is there yet: tonearm worker starts one, on any machine.');
    return queue;
  } catch (error) {
    await library.destroy();
    throw error;
  }
}

/** Feature cache of a scan; for the usual library it is the usual cache of `train`. */
function cacheOf({ cache, library }: Pick<Options, 'cache' | 'library'>): string | undefined {
  return cache === false ? undefined : cache || join(dirname(pathBeside(library)), 'cache');
}

function printJson({ unsettled: _, ...report }: ScanReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

function noteFolder(folder: string, isThere: boolean): void {
  const state = isThere ? 'is there again' : 'is gone: its songs are kept until it is back';
  process.stderr.write(`${printable(folder)} ${state}\n`);
}

function print({ files, heard, known, removed, failed }: ScanReport): void {
  for (const { path, error } of failed) process.stderr.write(`${errorText(path, error)}\n`);
  const counts = [
    `${heard} heard now`,
    known > 0 ? `${known} known` : undefined,
    `${failed.length} failed`,
    removed > 0 ? `${removed} gone` : undefined,
  ];
  process.stdout.write(`${plural(files, 'file')}: ${counts.filter(Boolean).join(', ')}\n`);
}
