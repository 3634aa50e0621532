import type { FeatureRequest } from '../analysis/extract.ts';
import type { Progress } from '../classify/classify.ts';
import type { Prediction } from '../classify/prediction.ts';
import { isS3Path } from '../sources/s3/address.ts';
import type { DescribedSong } from './described-song.ts';
import type { SongProperties } from './feature-cache.ts';
import { type FileIdentity, fileSource, identityOf } from './file-source.ts';
import { ModelTrials, type TrialTask } from './model-trial/trial.ts';
import { Pool, type PoolOptions, type RunOptions } from './pool.ts';

/** File to analyse: only names and answers cross between processes. */
interface FileTask {
  readonly path: string;
  /** Identity of the file when its content was hashed; the task fails if it has changed. */
  readonly identity?: FileIdentity;
  /** Size of an S3 object, whose bytes the worker requests: it has no network. */
  readonly objectBytes?: number;
}

/** Bytes [start, end) of the task's object. */
export type ByteRange = readonly [start: number, end: number];

/** Task of predicting the genre. */
export interface ClassificationTask extends FileTask {
  readonly kind?: 'classify';
  readonly modelPath: string;
  /** Longest accepted song. Default: no limit. */
  readonly maxSeconds?: number;
  /** See `ClassifyOptions`. */
  readonly passages?: number;
  readonly describe?: boolean;
}

/** Task of predicting the genre and describing the song, for the library. */
export interface DescriptionTask extends FileTask {
  readonly kind: 'describe';
  readonly modelPath: string;
  /** Whether to return the features for training, too. */
  readonly withFeatures?: boolean;
}

/** Task of computing features; they go to the cache, and only the song's properties are returned. */
export interface ExtractionTask extends FileTask {
  readonly kind: 'extract';
  readonly identity: FileIdentity;
  readonly contentHash: string;
  readonly cacheFolder: string;
  readonly wanted: readonly FeatureRequest[];
}

export type AnalysisTask = ClassificationTask | DescriptionTask | ExtractionTask;

/** Result type of a task. */
export type AnalysisResult<Task extends AnalysisTask> = Task extends ExtractionTask
  ? SongProperties
  : Task extends DescriptionTask
    ? DescribedSong
    : Prediction;

/** Pool of processes that analyse files, for any purpose. One of them tries a model before it is used. */
export class AnalysisPool extends Pool<AnalysisTask | TrialTask, unknown, Progress> {
  /** Maximum number of processes. */
  readonly size: number;
  readonly #trials = new ModelTrials<Progress>((task, options) => super.run(task, options));

  constructor(options: Omit<PoolOptions, 'entry'>) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    super({ entry: new URL(`./analysis-worker.${extension}`, import.meta.url), ...options });
    this.size = options.workers;
  }

  /** @throws bad-model where the task's model does not pass its trial; see `Pool.run` */
  override async run<Task extends AnalysisTask>(
    task: Task,
    options?: RunOptions<Progress>,
  ): Promise<AnalysisResult<Task>> {
    if (task.kind !== 'extract') await this.#trials.passed(task.modelPath);
    return (await this.#analyse(task, options)) as AnalysisResult<Task>;
  }

  /**
   * Tries a model, once for each path.
   * @throws bad-model if it cannot answer, asks for too much memory, or does not finish
   */
  tryModel(path: string, seconds?: number): Promise<void> {
    return this.#trials.passed(path, seconds);
  }

  #analyse(task: AnalysisTask, options?: RunOptions<Progress>): Promise<unknown> {
    return isS3Path(task.path) ? this.#analyseObject(task, options) : super.run(task, options);
  }

  async #analyseObject(task: AnalysisTask, options?: RunOptions<Progress>): Promise<unknown> {
    const identity = task.identity ?? (await identityOf(task.path));
    const source = await fileSource(task.path, identity);
    const answer = (asked: unknown) => source.read(...(asked as ByteRange));
    return super.run({ ...task, identity, objectBytes: source.size }, { ...options, answer });
  }
}
