import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { findModel } from '../../jobs/shipped-models.ts';
import { type ScanReport, scan } from '../../library/scan.ts';
import { openLibrary } from '../../library/store.ts';
import { plural } from '../../train/report/format.ts';
import { errorText } from '../format.ts';
import { DEFAULT_LIBRARY } from '../library.ts';
import { hearingBar, stopSignal, wholeNumber } from '../training.ts';

interface Options {
  library: string;
  model?: string;
  jobs: number;
  retry?: boolean;
  json?: boolean;
}

export function scanCommand(exit: (code: number) => void): Command {
  return new Command('scan')
    .description('hear the songs below folders once, and keep what was heard in a library')
    .argument('<folders...>', 'where the songs are')
    .option('--library <file>', 'where it is kept; made where it is not there', DEFAULT_LIBRARY)
    .option('--model <path>', 'a shipped model by name, or a model file')
    .option('--jobs <n>', 'songs heard at once', wholeNumber, availableParallelism())
    .option('--retry', 'hear again what failed before')
    .option('--json', 'the report as one JSON object')
    .action(async (folders: string[], options: Options) => exit(await run(folders, options)));
}

async function run(folders: readonly string[], { model, jobs, retry, ...options }: Options): Promise<number> {
  const modelPath = await findModel(model);
  const library = await openLibrary(options.library);
  const bar = hearingBar();
  const scanning = { modelPath, workers: jobs, retry, signal: stopSignal(), onProgress: bar.update };
  try {
    const report = await scan(library, folders, scanning).finally(bar.stop);
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else print(report);
    return report.failed.length === 0 ? 0 : 1;
  } finally {
    await library.destroy();
  }
}

function print({ files, heard, removed, failed }: ScanReport): void {
  for (const { path, error } of failed) process.stderr.write(`${errorText(path, error)}\n`);
  const gone = removed > 0 ? `, ${removed} gone` : '';
  process.stdout.write(`${plural(files, 'file')}: ${heard} heard now, ${failed.length} failed${gone}\n`);
}
