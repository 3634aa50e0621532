import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Prediction } from '../classify/prediction.ts';
import { type ErrorReport, reportError } from '../errors.ts';
import { type AnalyseFilesOptions, analyseFiles } from '../jobs/analyse-files.ts';
import type { AnalysisPool, ClassificationTask } from '../jobs/analysis-pool.ts';
import { findModel } from '../jobs/shipped-models.ts';
import type { UploadDirectory } from '../server/upload-directory.ts';
import type { Sources } from '../sources/sources.ts';
import { download, openSources, openSpool } from './downloads.ts';
import type { FolderOptions } from './folder-options.ts';
import { errorJson, errorText, predictionJson, predictionText } from './format.ts';
import { expandInputs, type Input, STDIN } from './inputs.ts';
import { type PassageOptions, passagesOf } from './passage-options.ts';
import { showProgress } from './progress.ts';
import { Semaphore } from './semaphore.ts';

export interface ClassifyOptions extends PassageOptions, FolderOptions {
  readonly top: number;
  readonly json?: boolean;
  readonly describe?: boolean;
  readonly model?: string;
  readonly jobs: number;
  readonly sources?: string;
}

/** Resources that turn inputs into files: the spool, the sources and the standard input. */
interface Fetching {
  readonly spool: UploadDirectory;
  readonly sources: Sources;
  readonly gate: Semaphore;
}

type Task = Omit<ClassificationTask, 'path' | 'identity'>;

type Outcome = { readonly prediction: Prediction } | { readonly error: ErrorReport };

type Analysis = AnalyseFilesOptions<Prediction, Outcome>;

/**
 * Prints answers in the order of the inputs, each as soon as all before it are there.
 * @returns the exit code
 */
export async function classifyNamed(
  names: readonly string[],
  pool: AnalysisPool,
  options: ClassifyOptions,
): Promise<number> {
  const modelPath = await findModel(options.model);
  const task = { modelPath, passages: passagesOf(options), describe: options.describe };
  const inputs = await expandInputs(names, options);
  const progress = showProgress(inputs.length);
  const outcomes: Outcome[] = [];
  let printed = 0;
  const settle = (index: number, outcome: Outcome) => {
    progress.advance();
    outcomes[index] = outcome;
    for (; outcomes[printed]; printed++) {
      const toStderr = 'error' in outcomes[printed] && !options.json;
      progress.print(describe(inputs[printed].label, outcomes[printed], options), { toStderr });
    }
  };
  try {
    await classifyInputs(inputs, analysisBy(pool, task), options, settle);
  } finally {
    progress.stop();
  }
  return outcomes.some((outcome) => 'error' in outcome) ? 1 : 0;
}

async function classifyInputs(
  inputs: readonly Input[],
  analysis: Analysis,
  options: ClassifyOptions,
  settle: (index: number, outcome: Outcome) => void,
): Promise<void> {
  const fetching = inputs.some(isNoFile) ? await openFetching(options) : undefined;
  const files = [...inputs.entries()].filter(([, { path, error }]) => path !== undefined && !error);
  const onOutcome = (at: number, outcome: Outcome) => settle(files[at][0], outcome);
  const fetched = inputs.map(async (input, index) => {
    if (input.error) settle(index, { error: reportError(input.error) });
    else if (isNoFile(input)) settle(index, await classifyFetched(input, analysis, fetching!));
  });
  try {
    const paths = files.map(([, { path }]) => path!);
    await Promise.all([analyseFiles(paths, { ...analysis, onOutcome }), ...fetched]);
  } finally {
    await fetching?.spool.remove();
  }
}

/** Analysis by the pool, in which copies are classified once. */
function analysisBy(pool: AnalysisPool, task: Task): Analysis {
  const known = new Map<string, Prediction>();
  return {
    pool,
    task: ({ path, identity }) => pool.run({ ...task, path, identity }),
    known: async ({ contentHash }) => known.get(contentHash),
    keep: ({ contentHash }, finding) => {
      if ('error' in finding) return { error: reportError(finding.error) };
      known.set(contentHash, finding.result);
      return { prediction: finding.result };
    },
    fail: (_, error) => ({ error: reportError(error) }),
  };
}

/** Classifies a fetched song behind the semaphore, so that the spool holds no more than is analysed soon. */
async function classifyFetched(
  { url }: Input,
  analysis: Analysis,
  { spool, sources, gate }: Fetching,
): Promise<Outcome> {
  const outcome = gate.run(async () => {
    const path = url === undefined ? await spoolStdin(spool) : await download({ url }, sources, spool);
    const [found] = await analyseFiles([path], analysis).finally(() => rm(path, { force: true }));
    return found!;
  });
  return outcome.catch((error: unknown) => ({ error: reportError(error) }));
}

function isNoFile({ label, url }: Input): boolean {
  return label === STDIN || url !== undefined;
}

async function openFetching({ jobs, sources }: ClassifyOptions): Promise<Fetching> {
  return { sources: await openSources(sources), spool: await openSpool(), gate: new Semaphore(jobs) };
}

function describe(label: string, outcome: Outcome, { json, top }: ClassifyOptions): string {
  if ('error' in outcome) return json ? errorJson(label, outcome.error) : errorText(label, outcome.error);
  return json ? predictionJson(label, outcome.prediction) : predictionText(label, outcome.prediction, top);
}

/** Copies standard input to a file: workers read by position, and a pipe has none. */
async function spoolStdin(spool: UploadDirectory): Promise<string> {
  const path = spool.newPath();
  await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }));
  return path;
}
