/** Scans of a library: one at a time, whoever asks. */
import { forgetFailures } from '../../library/failures.ts';
import { type ScanProgress, scan } from '../../library/scan.ts';
import type { Library } from '../../library/store.ts';
import { journalFolder } from '../../library/tagging/journal.ts';
import type { FileName, LibrarySummary, ScanDoneEvent, ScanProgressEvent } from '../library-schema.ts';
import type { Problem } from '../schema.ts';
import type { Job, Jobs } from './jobs.ts';
import type { Reanalysis } from './reanalysis.ts';

export interface ScanRequest {
  readonly modelPath: string;
  readonly workers: number;
  /** What is told of a failure. */
  readonly describe: (error: unknown) => Problem;
}

/** What of the library's service scans need. */
interface ScannedLibrary {
  readonly library: Library;
  readonly file: string;
  /** Real paths of its folders. */
  readonly roots: readonly string[];
  readonly jobs: Jobs;
  readonly reanalysis: Reanalysis;
  checkFolders(): Promise<void>;
  pathOf(file: FileName): string;
}

export class Scans {
  readonly #service: ScannedLibrary;
  #scan: Job<ScanProgressEvent> | undefined;
  /** Another scan is to follow the one that runs. */
  #isWanted = false;

  constructor(service: ScannedLibrary) {
    this.#service = service;
  }

  /** Of the scan that runs. */
  get state(): LibrarySummary['scan'] {
    if (!this.#scan?.running) return null;
    const nothing: ScanProgressEvent = { done: 0, total: 0, cached: 0, rate: 0, secondsLeft: null };
    return { id: this.#scan.id, ...(this.#scan.progress ?? nothing) };
  }

  /** The scan that runs, or a new one. @throws not-found if a folder is not there */
  async start(request: ScanRequest): Promise<Job<ScanProgressEvent>> {
    const { jobs, reanalysis } = this.#service;
    if (this.#scan?.running) return this.#scan;
    await this.#service.checkFolders();
    if (this.#scan?.running) return this.#scan;
    this.#scan = jobs.start<ScanProgressEvent>({
      describe: request.describe,
      work: async (signal, tell) => {
        await reanalysis.stop();
        return this.#scanAll(request, signal, tell).finally(() => signal.aborted || reanalysis.resume());
      },
    });
    return this.#scan;
  }

  /** Analyses again what failed, one file or all. @throws not-found if a folder or the file is not there */
  async tryAgain(file: FileName | undefined, request: ScanRequest): Promise<Job<ScanProgressEvent>> {
    const { library, roots } = this.#service;
    await forgetFailures(library, roots, file && this.#service.pathOf(file));
    // The scan that runs may be past these files.
    this.#isWanted = true;
    return this.start(request);
  }

  async #scanAll(
    { modelPath, workers }: Pick<ScanRequest, 'modelPath' | 'workers'>,
    signal: AbortSignal,
    tell: (progress: ScanProgressEvent) => void,
  ): Promise<ScanDoneEvent> {
    const { library, roots, file } = this.#service;
    const onProgress = (progress: ScanProgress) =>
      tell({ ...progress, secondsLeft: progress.secondsLeft ?? null });
    this.#isWanted = false;
    const { heard, removed, failed } = await scan(library, roots, {
      modelPath,
      workers,
      journals: journalFolder(file),
      signal,
      onProgress,
    });
    if (!this.#isWanted) return { heard, removed, failed: failed.length };
    const rest = await this.#scanAll({ modelPath, workers }, signal, tell);
    return { ...rest, heard: heard + rest.heard, removed: removed + rest.removed };
  }
}
