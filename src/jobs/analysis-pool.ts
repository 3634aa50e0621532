import type { Wanted } from '../analysis/extract.ts';
import type { Progress } from '../classify/classify.ts';
import type { Prediction } from '../classify/prediction.ts';
import { TonearmError } from '../errors.ts';
import { isS3Path } from '../sources/s3/address.ts';
import type { DescribedSong } from './described-song.ts';
import type { About } from './feature-cache.ts';
import { type FileIdentity, fileSource, identityOf } from './file-source.ts';
import { needsTrial, TRIAL_SECONDS, type TrialTask, tryInPool } from './model-trial/trial.ts';
import { Pool, type PoolOptions, type RunOptions } from './pool.ts';

/** A file to analyse: only names and answers cross between processes. */
interface FileTask {
  readonly path: string;
  /** Identity of the file when its content was hashed; the task fails if it has changed. */
  readonly identity?: FileIdentity;
  /** Size of an S3 object, whose bytes the worker requests: it has no network. */
  readonly objectBytes?: number;
}

/** Bytes [start, end) of the task's object. */
export type BytesAsked = readonly [start: number, end: number];

/** Names the genre. */
export interface ClassificationTask extends FileTask {
  readonly kind?: 'classify';
  readonly modelPath: string;
  /** Longer songs are refused. Default: no limit. */
  readonly maxSeconds?: number;
  /** See `ClassifyOptions`. */
  readonly passages?: number;
  readonly describe?: boolean;
}

/** Names the genre and describes the song, for the library. */
export interface DescriptionTask extends FileTask {
  readonly kind: 'describe';
  readonly modelPath: string;
  /** Sends the features that training has use for, too. */
  readonly withFeatures?: boolean;
}

/** Computes features; they go to the cache, and only what was noticed comes back. */
export interface ExtractionTask extends FileTask {
  readonly kind: 'extract';
  readonly identity: FileIdentity;
  readonly contentHash: string;
  readonly cacheFolder: string;
  readonly wanted: readonly Wanted[];
}

export type AnalysisTask = ClassificationTask | DescriptionTask | ExtractionTask;

/** Result type of a task. */
export type AnalysisResult<Task extends AnalysisTask> = Task extends ExtractionTask
  ? About
  : Task extends DescriptionTask
    ? DescribedSong
    : Prediction;

/** Processes that analyse files, whatever for. What names genres was tried by one of them before. */
export class AnalysisPool extends Pool<AnalysisTask | TrialTask, unknown, Progress> {
  /** Processes at most. */
  readonly size: number;
  /** Trials by the model's path. */
  readonly #trials = new Map<string, Promise<void>>();
  readonly #tried = new Set<string>();

  constructor(options: Omit<PoolOptions, 'entry'>) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    super({ entry: new URL(`./analysis-worker.${extension}`, import.meta.url), ...options });
    this.size = options.workers;
  }

  /** @throws bad-model where the task's model does not pass its trial; see `Pool.run` */
  override run<Task extends AnalysisTask>(
    task: Task,
    options?: RunOptions<Progress>,
  ): Promise<AnalysisResult<Task>> {
    const isTried = task.kind === 'extract' || !needsTrial(task.modelPath) || this.#tried.has(task.modelPath);
    const running = isTried
      ? this.#analyse(task, options)
      : this.tryModel(task.modelPath).then(() => this.#analyse(task, options));
    return running as Promise<AnalysisResult<Task>>;
  }

  /**
   * Tries a model, once for each path. @throws bad-model if it cannot answer, asks for too much memory, or
   * does not finish
   */
  tryModel(path: string, seconds = TRIAL_SECONDS): Promise<void> {
    const trial = this.#trials.get(path) ?? this.#try(path, seconds);
    this.#trials.set(path, trial);
    return trial;
  }

  async #try(path: string, seconds: number): Promise<void> {
    try {
      if (needsTrial(path)) await tryInPool(path, (task, options) => super.run(task, options), seconds);
      this.#tried.add(path);
    } catch (error) {
      // What the machine lacks, it may have next time.
      if (!(error instanceof TonearmError) || error.code !== 'bad-model') this.#trials.delete(path);
      throw error;
    }
  }

  #analyse(task: AnalysisTask, options?: RunOptions<Progress>): Promise<unknown> {
    return isS3Path(task.path) ? this.#analyseObject(task, options) : super.run(task, options);
  }

  async #analyseObject(task: AnalysisTask, options?: RunOptions<Progress>): Promise<unknown> {
    const identity = task.identity ?? (await identityOf(task.path));
    const source = await fileSource(task.path, identity);
    const answer = (asked: unknown) => source.read(...(asked as BytesAsked));
    return super.run({ ...task, identity, objectBytes: source.size }, { ...options, answer });
  }
}
