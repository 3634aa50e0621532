import { createWriteStream } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { Prediction } from '../../classify/prediction.ts';
import { type ErrorReport, reportError } from '../../errors.ts';
import { type ClassificationPool, openClassificationPool } from '../../jobs/classification.ts';
import { findModel } from '../../jobs/shipped-models.ts';
import { UploadDirectory } from '../../server/upload-directory.ts';
import { errorJson, errorText, predictionJson, predictionText } from '../format.ts';
import { expandInputs, type Input, STDIN } from '../inputs.ts';
import { showProgress } from '../progress.ts';

interface Options {
  top: number;
  json?: boolean;
  model?: string;
  jobs: number;
}

type Outcome = { prediction: Prediction } | { error: ErrorReport };

/** Longer than this on one file is no longer work in progress. */
const TASK_SECONDS = 3600;

export function classifyCommand(exit: (code: number) => void): Command {
  return new Command('classify')
    .description('say the genre of files, of folders of songs, or of standard input (-)')
    .argument('<file|folder|->', 'what to listen to')
    .argument('[more...]', 'and more of it')
    .option('--top <n>', 'genres to show for each song', wholeNumber, 5)
    .option('--json', 'one JSON object a line')
    .option('--model <path>', 'a shipped model by name, or a model file')
    .option('--jobs <n>', 'songs at once', wholeNumber, availableParallelism())
    .action(async (first: string, more: string[], options: Options) =>
      exit(await run([first, ...more], options)),
    );
}

/** Answers come in the order of the inputs, each as soon as all before it are there. */
async function run(names: readonly string[], options: Options): Promise<number> {
  const modelPath = await findModel(options.model);
  const inputs = await expandInputs(names);
  const pool = openClassificationPool({
    workers: Math.min(options.jobs, inputs.length),
    queueLimit: Number.POSITIVE_INFINITY,
    taskSeconds: TASK_SECONDS,
  });
  const spool = inputs.some(({ label }) => label === STDIN) ? await openSpool() : undefined;
  const progress = showProgress(inputs.length);
  let failures = 0;
  try {
    const outcomes = inputs.map(async (input) => {
      const outcome = await listen(input, pool, modelPath, spool);
      progress.advance();
      return outcome;
    });
    for (const [index, { label }] of inputs.entries()) {
      const outcome = await outcomes[index];
      if ('error' in outcome) failures += 1;
      progress.print(describe(label, outcome, options), { toStderr: 'error' in outcome && !options.json });
    }
  } finally {
    progress.stop();
    await pool.close();
    await spool?.remove();
  }
  return failures === 0 ? 0 : 1;
}

async function listen(
  { path, error }: Input,
  pool: ClassificationPool,
  modelPath: string,
  spool: UploadDirectory | undefined,
): Promise<Outcome> {
  try {
    if (error) throw error;
    return { prediction: await pool.run({ path: path ?? (await spoolStdin(spool!)), modelPath }) };
  } catch (thrown) {
    return { error: reportError(thrown) };
  }
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

function openSpool(): Promise<UploadDirectory> {
  return UploadDirectory.open(join(tmpdir(), 'tonearm-stdin'));
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return Number(text);
}
