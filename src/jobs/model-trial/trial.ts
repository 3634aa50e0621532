/** The trial of a stranger's model: it runs where it can do no harm, before anything relies on it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { TonearmError } from '../../errors.ts';
import type { RunOptions } from '../pool.ts';
import { SHIPPED_MODELS } from '../shipped-models.ts';

/** Lets a model name the genre of a made-up sound. Its progress is its beginning. */
export interface TrialTask {
  readonly kind: 'try';
  readonly modelPath: string;
}

/** Limit from the start of the trial: models answer in a fraction of a second. */
export const TRIAL_SECONDS = 30;

/** Content hashes of the files that this process has tried. */
const passed = new Set<string>();

/** SHA-256 of a model's file, in hex. @throws what the system says, which may be no fault of the model */
export async function modelHash(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** Whether a model needs a trial; those shipped with Tonearm do not. */
export function needsTrial(path: string): boolean {
  return dirname(resolve(path)) !== resolve(SHIPPED_MODELS);
}

/**
 * Has a model tried, each content once.
 * @param run runs the trial in a process that may be killed.
 * @throws TonearmError `bad-model` where it cannot answer, asks for too much memory, or does not come to an end
 */
export async function tryInPool<Progress>(
  path: string,
  run: (task: TrialTask, options: RunOptions<Progress>) => Promise<unknown>,
  seconds: number,
): Promise<void> {
  const hash = await modelHash(path);
  if (passed.has(hash)) return;
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
  passed.add(hash);
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
