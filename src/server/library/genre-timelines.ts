/**
 * Genre timelines of songs, computed on demand. A scan analyses three passages, which would leave two thirds
 * of a timeline empty; a listener wants all of it, and few songs are played.
 */

import { DEFAULT_PASSAGES } from '../../analysis/passages.ts';
import type { Prediction } from '../../classify/prediction.ts';
import { AnalysisPool } from '../../jobs/analysis-pool.ts';
import { type FileIdentity, identityOf } from '../../jobs/file-source.ts';
import { openWithin } from '../../library/covers/open-within.ts';
import type { Entry } from '../../library/songs/entry.ts';
import { modelsFolder } from '../../library/training/train-library.ts';
import { isS3Path } from '../../sources/s3/address.ts';
import type { Limits } from '../limits.ts';

interface PlayedLibrary {
  readonly file: string;
  /** Real paths of its folders. */
  readonly roots: readonly string[];
}

export interface TimelineOptions {
  /** Model that the library is analysed with. */
  readonly modelPath: string;
  /** Folder of the server's models. */
  readonly modelsDirectory: string;
  readonly limits: Limits;
}

const MAX_KEPT = 300;
const MAX_WAITING = 20;
/** Niceness: requests of Listen go first. */
const NICENESS = 5;

export class GenreTimelines {
  readonly #library: PlayedLibrary;
  /** Cached timelines, the latest last. */
  readonly #known = new Map<string, Promise<Prediction>>();
  #pool: AnalysisPool | undefined;

  constructor(library: PlayedLibrary) {
    this.#library = library;
  }

  /** Timeline of a song, cached; a failed one is forgotten. @throws the file's error, busy */
  async of({ path, revision }: Entry, options: TimelineOptions): Promise<Prediction> {
    const identity = await this.#identityOf(path);
    const key = [path, revision, identity.mtimeMs, identity.size, options.modelPath].join('\n');
    const known = this.#known.get(key) ?? this.#analyse(path, identity, options);
    this.#known.delete(key);
    this.#known.set(key, known);
    known.catch(() => this.#known.delete(key));
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KEPT) this.#known.delete(oldest);
    return known;
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  #analyse(path: string, identity: FileIdentity, { modelPath, modelsDirectory, limits }: TimelineOptions) {
    const { file, roots } = this.#library;
    this.#pool ??= new AnalysisPool({
      workers: 1,
      niceness: NICENESS,
      queueLimit: MAX_WAITING,
      taskSeconds: limits.taskSeconds,
      memoryBytes: limits.workerBytes,
      readable: [...roots, modelsDirectory, modelsFolder(file)],
    });
    const { songSeconds: maxSeconds } = limits;
    return this.#pool.run({ path, identity, modelPath, maxSeconds, passages: DEFAULT_PASSAGES });
  }

  /** Identity of the file now, which must lie in the folders. @throws not-found */
  async #identityOf(path: string): Promise<FileIdentity> {
    if (isS3Path(path)) return identityOf(path);
    const handle = await openWithin(path, this.#library.roots);
    try {
      const { size, mtimeMs, ctimeMs, ino } = await handle.stat();
      return { size, mtimeMs, ctimeMs, ino };
    } finally {
      await handle.close();
    }
  }
}
