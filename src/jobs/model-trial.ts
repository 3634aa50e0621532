/** A model of a stranger is tried where it can do no harm, before anything relies on it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { TonearmError } from '../errors.ts';
import { Pool } from './pool.ts';
import { findModel, SHIPPED_MODELS } from './shipped-models.ts';

/** From when the process has begun: models answer in a fraction of a second. */
const TRIAL_SECONDS = 30;
/** Until the process has begun. */
const START_SECONDS = 120;
const TRIAL_BYTES = 1.5e9;

/** Content hashes of the files that this process has tried. */
const passed = new Set<string>();

/** As `findModel`, of a model that was tried. @throws TonearmError `not-found`, `bad-model` */
export async function findTriedModel(nameOrPath?: string): Promise<string> {
  const path = await findModel(nameOrPath);
  await tryModel(path);
  return path;
}

/**
 * Lets a model name the genre of a made-up sound, in a process of its own. Those that come with Tonearm need no trial.
 * @throws TonearmError `bad-model` where it cannot, asks for too much memory, or does not come to an end
 */
export async function tryModel(path: string, seconds = TRIAL_SECONDS): Promise<void> {
  if (dirname(resolve(path)) === resolve(SHIPPED_MODELS)) return;
  const hash = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  if (passed.has(hash)) return;
  await runTrial(path, seconds);
  passed.add(hash);
}

async function runTrial(path: string, seconds: number): Promise<void> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new Pool<string, null, null>({
    entry: new URL(`./model-trial-worker.${extension}`, import.meta.url),
    workers: 1,
    taskSeconds: START_SECONDS,
    memoryBytes: TRIAL_BYTES,
    readable: [path],
  });
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onProgress = () => {
    timer = setTimeout(() => limit.abort(), seconds * 1000);
  };
  try {
    await pool.run(path, { signal: limit.signal, onProgress });
  } catch (error) {
    throw refusalOf(error, seconds);
  } finally {
    clearTimeout(timer);
    await pool.close();
  }
}

function refusalOf(cause: unknown, seconds: number): unknown {
  if (!(cause instanceof TonearmError)) return cause;
  if (cause.code === 'cancelled' || cause.code === 'timed-out')
    return refused(`does not come to an end within ${seconds} s`, cause);
  if (cause.code === 'too-large')
    return refused(`asks for more than ${TRIAL_BYTES / 1e9} GB of memory`, cause);
  if (cause.code === 'internal') return refused('ends the process that runs it', cause);
  return cause;
}

function refused(what: string, cause: unknown): TonearmError {
  return new TonearmError(
    'bad-model',
    `Expected a model that answers, got one that ${what}. Use another model.`,
    {
      cause,
    },
  );
}
