/** Training of a library's own models from its labels: one at a time, evaluated, and used on request. */

import { tryModel } from '../../jobs/model-trial/try-model.ts';
import type { Library } from '../../library/store/store.ts';
import type { LibraryModel, TrainProgress } from '../../library/training/contract.ts';
import { chooseModel, modelInUse } from '../../library/training/in-use.ts';
import { labelsOf } from '../../library/training/labels.ts';
import { libraryModelPath, libraryModels, trainLibrary } from '../../library/training/train-library.ts';
import type { Training as State, TrainingDoneEvent } from '../library-schema.ts';
import { modelCard } from '../model-catalog.ts';
import type { ModelCard, Problem } from '../schema.ts';
import type { Job } from './job.ts';
import type { Jobs } from './jobs.ts';

/** Path that trained models are served from. */
export const TRAINED_PREFIX = '/api/library/training/models';

interface TaughtLibrary {
  readonly library: Library;
  readonly file: string;
  /** Real paths of its folders. */
  readonly roots: readonly string[];
  readonly jobs: Jobs;
}

export interface TrainingRequest {
  /** Whether to use tags, too. */
  readonly tags: boolean;
  readonly workers: number;
  readonly describe: (error: unknown) => Problem;
}

export class Training {
  readonly #library: TaughtLibrary;
  readonly #cards = new Map<string, Promise<ModelCard>>();
  #job: Job<TrainProgress> | undefined;

  constructor(library: TaughtLibrary) {
    this.#library = library;
  }

  async state(tags: boolean): Promise<State> {
    const { library, file, roots: folders } = this.#library;
    const { songs, left } = await labelsOf(library, { folders, tags });
    const counts = new Map<string, number>();
    for (const { label } of songs) counts.set(label, (counts.get(label) ?? 0) + 1);
    const genres = [...counts].map(([genre, count]) => ({ genre, songs: count }));
    const models = await libraryModels(file);
    const nothing: TrainProgress = { stage: 'listening', done: 0 };
    return {
      genres: genres.sort((a, b) => b.songs - a.songs),
      left: left.map((each) => ({ ...each })),
      job: this.#job?.running ? { id: this.#job.id, ...(this.#job.progress ?? nothing) } : null,
      models: models.map(({ id, madeAt, figures }) => ({
        id,
        madeAt,
        figures: { ...figures, genres: [...figures.genres] },
      })),
      inUse: (await modelInUse(file)) ?? null,
    };
  }

  /** Running training, or a new one. */
  start({ tags, workers, describe }: TrainingRequest): Job<TrainProgress> {
    if (this.#job?.running) return this.#job;
    const { library, file, roots: folders, jobs } = this.#library;
    this.#job = jobs.start<TrainProgress>({
      describe,
      work: async (signal, onProgress): Promise<TrainingDoneEvent> => {
        const options = { file, folders, tags, workers, signal, onProgress };
        const { id, figures } = await trainLibrary(library, options);
        return { id, figures: { ...figures, genres: [...figures.genres] } };
      },
    });
    return this.#job;
  }

  /** Cards of its models for the server's list, without unusable ones. */
  async cards(): Promise<ModelCard[]> {
    const models = await libraryModels(this.#library.file);
    const cards = await Promise.all(models.map((model) => this.#card(model).catch(() => [])));
    return cards.flat();
  }

  /** File of one of its models; undefined for an unknown one. */
  async pathOf(id: string): Promise<string | undefined> {
    return libraryModelPath(this.#library.file, id).catch(() => undefined);
  }

  /** Card of a model, cached: each is a file of its own. */
  async #card({ id, madeAt }: LibraryModel): Promise<ModelCard> {
    const path = await libraryModelPath(this.#library.file, id);
    const known = this.#cards.get(id) ?? modelCard(path, `${TRAINED_PREFIX}/${id}.onnx`, tryModel);
    this.#cards.set(id, known);
    return { ...(await known), madeAt };
  }

  /** Chooses the model from the next scan on. @param id null: the usual model again. @throws not-found */
  use(id: string | null): Promise<void> {
    return chooseModel(this.#library.file, id ?? undefined);
  }

  /** Model to analyse with, by default the usual one. */
  async modelPath(usual: string): Promise<string> {
    const { file } = this.#library;
    const id = await modelInUse(file);
    return id === undefined ? usual : libraryModelPath(file, id);
  }
}
