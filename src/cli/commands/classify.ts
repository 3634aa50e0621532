import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { Prediction } from '../../classify/prediction.ts';
import { type ErrorReport, reportError } from '../../errors.ts';
import { AnalysisPool, type ClassificationTask } from '../../jobs/analysis-pool.ts';
import { tryModel } from '../../jobs/model-trial.ts';
import { findModel } from '../../jobs/shipped-models.ts';
import type { UploadDirectory } from '../../server/upload-directory.ts';
import type { Sources } from '../../sources/sources.ts';
import { download, openSources, openSpool } from '../downloads.ts';
import { type FolderOptions, withFolderOptions } from '../folder-options.ts';
import { errorJson, errorText, predictionJson, predictionText } from '../format.ts';
import { type HearingOptions, passagesOf, withHearingOptions } from '../hearing-options.ts';
import { expandInputs, type Input, STDIN } from '../inputs.ts';
import { showProgress } from '../progress.ts';
import { Semaphore } from '../semaphore.ts';

interface Options extends HearingOptions, FolderOptions {
  readonly top: number;
  readonly json?: boolean;
  readonly describe?: boolean;
  readonly model?: string;
  readonly jobs: number;
  readonly sources?: string;
}

/** Where inputs that are no files yet become files. */
interface Fetching {
  readonly spool: UploadDirectory;
  readonly sources: Sources;
  readonly gate: Semaphore;
}

type HearingTask = Omit<ClassificationTask, 'path'>;

type Outcome = { prediction: Prediction } | { error: ErrorReport };

/** Longer than this on one file is no longer work in progress. */
const TASK_SECONDS = 3600;

export function classifyCommand(exit: (code: number) => void): Command {
  return withFolderOptions(withHearingOptions(new Command('classify')))
    .description(
      'say the genre of files, of folders of songs, of addresses (https://...), or of standard input (-)',
    )
    .argument('<file|folder|url|->', 'what to listen to')
    .argument('[more...]', 'and more of it')
    .option('--top <n>', 'genres to show for each song', wholeNumber, 5)
    .option('--describe', 'also say what it is like: tempo, key, mood, loudness, words')
    .option('--json', 'one JSON object a line')
    .option('--model <path>', 'a shipped model by name, or a model file')
    .option('--jobs <n>', 'songs at once', wholeNumber, availableParallelism())
    .option('--sources <file>', 'settings of sources; default: the file that TONEARM_SOURCES names')
    .action(async (first: string, more: string[], options: Options) =>
      exit(await run([first, ...more], options)),
    );
}

/** Answers come in the order of the inputs, each as soon as all before it are there. */
async function run(names: readonly string[], options: Options): Promise<number> {
  const task = {
    modelPath: await findModel(options.model),
    passages: passagesOf(options),
    describe: options.describe,
  };
  const inputs = await expandInputs(names, options);
  const pool = new AnalysisPool({
    workers: Math.min(options.jobs, inputs.length),
    queueLimit: Infinity,
    taskSeconds: TASK_SECONDS,
  });
  const fetching = inputs.some(isNoFile) ? await openFetching(options) : undefined;
  const progress = showProgress(inputs.length);
  const trial = tryModel(task.modelPath);
  const refuse = (error: unknown): Outcome => ({ error: reportError(error) });
  let failures = 0;
  try {
    const outcomes = inputs.map(async (input) => {
      const outcome = await trial.then(() => listen(input, pool, task, fetching), refuse);
      progress.advance();
      return outcome;
    });
    for (const [index, { label }] of inputs.entries()) {
      const outcome = await outcomes[index];
      if ('error' in outcome) failures++;
      progress.print(describe(label, outcome, options), { toStderr: 'error' in outcome && !options.json });
    }
  } finally {
    progress.stop();
    await pool.close();
    await fetching?.spool.remove();
  }
  return failures === 0 ? 0 : 1;
}

async function listen(
  input: Input,
  pool: AnalysisPool,
  task: HearingTask,
  fetching: Fetching | undefined,
): Promise<Outcome> {
  try {
    if (input.error) throw input.error;
    if (input.path !== undefined) return { prediction: await pool.run({ ...task, path: input.path }) };
    return await hearFetched(input, pool, task, fetching!);
  } catch (thrown) {
    return { error: reportError(thrown) };
  }
}

/** Through the gate, so that no more lies in the spool than is heard soon. */
function hearFetched(
  { url }: Input,
  pool: AnalysisPool,
  task: HearingTask,
  { spool, sources, gate }: Fetching,
): Promise<Outcome> {
  return gate.run(async () => {
    const path = url === undefined ? await spoolStdin(spool) : await download({ url }, sources, spool);
    try {
      return { prediction: await pool.run({ ...task, path }) };
    } finally {
      await rm(path, { force: true });
    }
  });
}

function isNoFile({ label, url }: Input): boolean {
  return label === STDIN || url !== undefined;
}

async function openFetching({ jobs, sources }: Options): Promise<Fetching> {
  return { sources: await openSources(sources), spool: await openSpool(), gate: new Semaphore(jobs) };
}

function describe(label: string, outcome: Outcome, { json, top }: Options): string {
  if ('error' in outcome) return json ? errorJson(label, outcome.error) : errorText(label, outcome.error);
  return json ? predictionJson(label, outcome.prediction) : predictionText(label, outcome.prediction, top);
}

/** Standard input goes to a file of its own: workers read by position, and a pipe has none. */
async function spoolStdin(spool: UploadDirectory): Promise<string> {
  const path = spool.newPath();
  await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }));
  return path;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return Number(text);
}
