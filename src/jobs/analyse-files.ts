/** Analysis of many files: the one driver for scan, training and classification of folders. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TonearmError } from '../errors.ts';
import { hashOfObject } from '../sources/s3/object-identity.ts';
import type { AnalysisPool } from './analysis-pool.ts';
import { type FileIdentity, identityOf, isObject, isSameFile, objectIdentity } from './file-source.ts';
import { type FilesProgress, FilesProgressCounter } from './progress.ts';

/** File with its content hash. */
export interface HashedFile {
  readonly path: string;
  readonly identity: FileIdentity;
  /** SHA-256 of its bytes, in hex; of an object of S3, see `hashOfObject`. */
  readonly contentHash: string;
}

/** Result of an analysis of one content. */
export type TaskOutcome<Result> =
  | { readonly result: Result; readonly known: boolean }
  | { readonly error: TonearmError };

export interface AnalyseFilesOptions<Result, Kept> {
  readonly pool: AnalysisPool;
  /** Analyses a file in the pool. */
  readonly task: (file: HashedFile, pool: AnalysisPool) => Promise<Result>;
  /** Result already known of a content. */
  readonly known: (file: HashedFile) => Promise<Result | undefined>;
  /** Whether a file needs no look at its content. */
  readonly skip?: (path: string, identity: FileIdentity) => Promise<boolean> | boolean;
  /** Stores a result; the file is known to be what it was when it was hashed. May throw the file's error. */
  readonly keep: (file: HashedFile, finding: TaskOutcome<Result>) => Promise<Kept> | Kept;
  /** Stores an error of a file, not of its content. */
  readonly fail: (path: string, error: TonearmError) => Promise<Kept> | Kept;
  /** Whether an error ends everything, since it has nothing to do with one file. */
  readonly endsAll?: (error: TonearmError) => boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FilesProgress) => void;
  /** Called with the index of a file in the list and what was stored of it, immediately. */
  readonly onOutcome?: (index: number, kept: Kept) => void;
}

/** Maximum number of tries of a file that changes while it is analysed. */
const MAX_TRIES = 3;

/**
 * Analyses files in parallel: each content once, known ones not at all. Results are of the bytes that were
 * hashed: a file that changed meanwhile is started again.
 * @returns what `keep` and `fail` return, in the order of `paths`; nothing for files that were skipped
 * @throws the signal's reason when called off, and what `endsAll` says
 */
export async function analyseFiles<Result, Kept>(
  paths: readonly string[],
  options: AnalyseFilesOptions<Result, Kept>,
): Promise<(Kept | undefined)[]> {
  const run = new FilesRun(options);
  const progress = new FilesProgressCounter(paths.length);
  return inParallel(paths, options.pool.size + 1, async (path, index) => {
    const { kept, analysed } = await run.outcomeOf(path);
    if (kept !== undefined) options.onOutcome?.(index, kept);
    options.onProgress?.(progress.count(!analysed));
    return kept;
  });
}

interface Outcome<Kept> {
  readonly kept?: Kept;
  /** False for known or skipped files. */
  readonly analysed: boolean;
}

class FilesRun<Result, Kept> {
  readonly #options: AnalyseFilesOptions<Result, Kept>;
  /** Analyses under way by content hash: copies wait for the first. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(options: AnalyseFilesOptions<Result, Kept>) {
    this.#options = options;
  }

  async outcomeOf(path: string): Promise<Outcome<Kept>> {
    const { signal, skip, fail, endsAll } = this.#options;
    try {
      for (let tries = 1; tries <= MAX_TRIES; tries++) {
        signal?.throwIfAborted();
        const identity = await identityOf(path);
        if (await skip?.(path, identity)) return { analysed: false };
        const outcome = await this.#inTurn({
          path,
          identity,
          contentHash: await hashOf(path, identity, signal),
        });
        if (outcome) return outcome;
      }
      throw new TonearmError('bad-request', 'The file changes all the time. Try again when it is complete.');
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof TonearmError) || endsAll?.(error)) throw error;
      return { kept: await fail(path, error), analysed: true };
    }
  }

  /** Waits for a copy under way, whether it succeeds or not. */
  async #inTurn(file: HashedFile): Promise<Outcome<Kept> | undefined> {
    const { contentHash } = file;
    while (this.#underWay.has(contentHash)) await this.#underWay.get(contentHash);
    const work = this.#outcomeOf(file);
    const settled = work.then(
      () => {},
      () => {},
    );
    this.#underWay.set(contentHash, settled);
    settled.then(() => this.#underWay.delete(contentHash));
    return work;
  }

  /** Outcome of a file; undefined if it has changed. */
  async #outcomeOf(file: HashedFile): Promise<Outcome<Kept> | undefined> {
    const { known, keep, signal } = this.#options;
    const result = await known(file);
    const finding = result === undefined ? await this.#analyse(file) : { result, known: true };
    signal?.throwIfAborted();
    if (!isSameFile(file.identity, await identityOf(file.path))) return undefined;
    return { kept: await keep(file, finding), analysed: result === undefined };
  }

  async #analyse(file: HashedFile): Promise<TaskOutcome<Result>> {
    const { task, pool, signal, endsAll } = this.#options;
    try {
      return { result: await task(file, pool), known: false };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof TonearmError) || endsAll?.(error)) throw error;
      return { error };
    }
  }
}

/** Content hash; an S3 object is not read for it. @throws as `hashFile` */
async function hashOf(path: string, identity: FileIdentity, signal?: AbortSignal): Promise<string> {
  return isObject(identity) ? hashOfObject(objectIdentity(identity)) : hashFile(path, signal);
}

/** Whether a known hash is that of a file as it is, if that can be told without reading it. */
export function isHashOf(known: string | null, identity: FileIdentity): boolean | undefined {
  return isObject(identity) ? known === hashOfObject(objectIdentity(identity)) : undefined;
}

/** SHA-256 in hex. @throws bad-request */
async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { signal, highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TonearmError('bad-request', 'Expected a readable file, got one that cannot be read.', {
      cause,
    });
  }
  return hash.digest('hex');
}

async function inParallel<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const all = Array.from({ length: lanes }, async () => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  });
  await Promise.all(all);
  return results;
}
