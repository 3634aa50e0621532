/** Trial of an untrusted model: it runs in the sandbox, before anything relies on it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { hasCode, TonearmError } from '../../errors.ts';
import type { RunOptions } from '../pool.ts';
import { SHIPPED_MODELS } from '../shipped-models.ts';

/** Task of predicting the genre of a synthetic sound. Progress marks its beginning. */
export interface TrialTask {
  readonly kind: 'try';
  readonly modelPath: string;
}

/** Limit from the start of the trial: models answer in a fraction of a second. */
const TRIAL_SECONDS = 30;

/** SHA-256 of a model's file, in hex. @throws the system's error, which may be no fault of the model */
export async function modelHash(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** Whether a model needs a trial; those shipped with Tonearm do not. */
function needsTrial(path: string): boolean {
  return dirname(resolve(path)) !== resolve(SHIPPED_MODELS);
}

type RunTrial<Progress> = (task: TrialTask, options: RunOptions<Progress>) => Promise<unknown>;

/** Trials of one pool, each path once. A content that passed in one pool is not tried by another. */
export class ModelTrials<Progress> {
  static readonly #passedHashes = new Set<string>();
  readonly #byPath = new Map<string, Promise<void>>();
  readonly #run: RunTrial<Progress>;

  /** @param run runs the trial in a process that may be killed */
  constructor(run: RunTrial<Progress>) {
    this.#run = run;
  }

  /**
   * Resolves once the model has passed its trial.
   * @throws bad-model if it cannot answer, asks for too much memory, or does not finish
   */
  passed(path: string, seconds = TRIAL_SECONDS): Promise<void> {
    const trial = this.#byPath.get(path) ?? this.#try(path, seconds);
    this.#byPath.set(path, trial);
    return trial;
  }

  async #try(path: string, seconds: number): Promise<void> {
    if (!needsTrial(path)) return;
    try {
      const hash = await modelHash(path);
      if (ModelTrials.#passedHashes.has(hash)) return;
      await runTrial(path, this.#run, seconds);
      ModelTrials.#passedHashes.add(hash);
    } catch (error) {
      // What the machine lacks, it may have next time.
      if (!hasCode(error, 'bad-model')) this.#byPath.delete(path);
      throw error;
    }
  }
}

async function runTrial<Progress>(path: string, run: RunTrial<Progress>, seconds: number): Promise<void> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onProgress = () => {
    timer = setTimeout(() => limit.abort(), seconds * 1000);
  };
  try {
    await run({ kind: 'try', modelPath: path }, { signal: limit.signal, onProgress });
  } catch (error) {
    throw refusalOf(error, limit.signal.aborted ? seconds : undefined);
  } finally {
    clearTimeout(timer);
  }
}

/** @param seconds that it was given, where it used them up. */
function refusalOf(cause: unknown, seconds: number | undefined): unknown {
  if (!(cause instanceof TonearmError)) return cause;
  if (seconds !== undefined) return refused(`does not come to an end within ${seconds} s`, cause);
  if (cause.code === 'too-large') return refused('asks for too much memory', cause);
  if (cause.code === 'internal') return refused('ends the process that runs it', cause);
  return cause;
}

function refused(what: string, cause: unknown): TonearmError {
  const message = `Expected a model that answers, got one that ${what}. Use another model.`;
  return new TonearmError('bad-model', message, { cause });
}
