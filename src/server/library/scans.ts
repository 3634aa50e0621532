/** Scans of a library, one at a time. */
import { hasCode, TonearmError } from '../../errors.ts';
import type { FolderRuleOptions } from '../../jobs/folder-rules.ts';
import { isPaused, pauseWorkers } from '../../library/queue/paused.ts';
import { hasQueue } from '../../library/queue/queue-package.ts';
import { analyseByAll } from '../../library/queue/shared-scan.ts';
import { forgetFailures } from '../../library/scan/failures.ts';
import { type ScanOptions, type ScanProgress, type ScanReport, scan } from '../../library/scan/scan.ts';
import type { Library } from '../../library/store/store.ts';
import { journalFolder } from '../../library/tagging/journal.ts';
import type { FileName, LibrarySummary, ScanDoneEvent, ScanProgressEvent } from '../library-schema.ts';
import type { Problem } from '../schema.ts';
import type { Job, JobRun } from './job.ts';
import type { Jobs } from './jobs.ts';
import type { Reanalysis } from './reanalysis.ts';
import type { Training } from './training.ts';

export interface ScanRequest {
  readonly modelPath: string;
  readonly workers: number;
  /** Describes a failure for clients. */
  readonly describe: (error: unknown) => Problem;
}

/** Automatic scan, with the lowest priority. */
export interface KeepUpRequest extends ScanRequest, Pick<ScanOptions, 'quietMs' | 'within'> {
  readonly folders: readonly string[];
}

/** Parts of the library service that scans use. */
interface ScannedLibrary {
  readonly library: Library;
  readonly file: string;
  /** Real paths of its folders. */
  readonly roots: readonly string[];
  readonly rules: FolderRuleOptions;
  readonly jobs: Jobs;
  readonly training: Training;
  readonly reanalysis: Reanalysis;
  checkFolders(): Promise<void>;
  pathOf(file: FileName): string;
}

const LOWEST_PRIORITY = 19;
const KIND = 'scan';

export class Scans {
  readonly #service: ScannedLibrary;
  #scan: Job<ScanProgressEvent> | undefined;
  /** Whether the running scan is automatic. */
  #isKeepingUp = false;
  /** Whether a full scan is to follow the running one. */
  #isWanted = false;
  #shared: Promise<boolean> | undefined;

  constructor(service: ScannedLibrary) {
    this.#service = service;
  }

  /** Whether the shared workers are paused; undefined without shared workers. */
  async isPaused(): Promise<boolean | undefined> {
    return (await this.#isShared) ? isPaused(this.#service.library) : undefined;
  }

  /** Pauses shared workers or lets them go on. @throws bad-request if the server alone analyses */
  async pause(paused: boolean): Promise<void> {
    if (!(await this.#isShared)) {
      throw new TonearmError(
        'bad-request',
        'Expected a library in PostgreSQL with the packages pg and pg-boss, got another: its scans are called off, and begun again.',
      );
    }
    await pauseWorkers(this.#service.library, paused);
  }

  /** State of the running scan. */
  get state(): LibrarySummary['scan'] {
    const scan = this.#scan?.running ? this.#scan : this.#elsewhere();
    if (!scan) return null;
    const nothing: ScanProgressEvent = { done: 0, total: 0, cached: 0, rate: 0, secondsLeft: null };
    return { id: scan.id, ...(scan.progress ?? nothing) };
  }

  /** Running scan, or a new one. @throws not-found for a missing folder */
  async start(request: ScanRequest): Promise<Job<ScanProgressEvent>> {
    const running = this.#running() ?? this.#elsewhere();
    if (running) return running;
    await this.#service.checkFolders();
    return (
      this.#running() ?? this.#begin(request, (signal, notify) => this.#scanAll(request, signal, notify))
    );
  }

  /**
   * Scans these folders, after the running scan.
   * @returns paths of files that may still be written
   * @throws the signal's reason; not-found for a folder that is gone
   */
  async keepUp(request: KeepUpRequest, stop: AbortSignal): Promise<readonly string[]> {
    while (this.#scan?.running) await this.#scan.ended;
    stop.throwIfAborted();
    const { folders, within, quietMs } = request;
    let outcome: { report: ScanReport } | { error: unknown } | undefined;
    const job = this.#begin(request, async (signal, notify) => {
      try {
        const options = { within, quietMs, niceness: LOWEST_PRIORITY };
        const report = await this.#scanOnce(folders, request, options, signal, notify);
        outcome = { report };
        return this.#withWanted(countsOf(report), request, signal, notify);
      } catch (error) {
        outcome = { error };
        throw error;
      }
    });
    this.#isKeepingUp = true;
    const cancel = () => job.cancel();
    stop.addEventListener('abort', cancel);
    await job.ended;
    stop.removeEventListener('abort', cancel);
    this.#isKeepingUp = false;
    stop.throwIfAborted();
    if (outcome && 'report' in outcome) return outcome.report.unsettled;
    // Somebody called it off: what changes next is looked at again.
    if (outcome === undefined || hasCode(outcome.error, 'cancelled')) return [];
    throw outcome.error;
  }

  /** Whether there are shared workers, checked once: packages do not appear while a server runs. */
  get #isShared(): Promise<boolean> {
    this.#shared ??= hasQueue(this.#service.file);
    return this.#shared;
  }

  /** Running scan of another server with the same library. */
  #elsewhere(): Job<ScanProgressEvent> | undefined {
    return this.#service.jobs.elsewhere(KIND) as Job<ScanProgressEvent> | undefined;
  }

  /** Running scan; if it is automatic, a full one follows. */
  #running(): Job<ScanProgressEvent> | undefined {
    if (!this.#scan?.running) return undefined;
    if (this.#isKeepingUp) this.#isWanted = true;
    return this.#scan;
  }

  #begin(
    { describe }: Pick<ScanRequest, 'describe'>,
    work: JobRun<ScanProgressEvent, ScanDoneEvent>['work'],
  ): Job<ScanProgressEvent> {
    const { jobs, reanalysis } = this.#service;
    this.#scan = jobs.start<ScanProgressEvent>({
      kind: KIND,
      describe,
      work: async (signal, notify) => {
        await reanalysis.stop();
        return work(signal, notify).finally(() => signal.aborted || reanalysis.resume());
      },
    });
    return this.#scan;
  }

  /** Retries what failed, one file or all. @throws not-found for a missing folder or file */
  async tryAgain(file: FileName | undefined, request: ScanRequest): Promise<Job<ScanProgressEvent>> {
    const { library, roots } = this.#service;
    await forgetFailures(library, roots, file && this.#service.pathOf(file));
    // The scan that runs may be past these files.
    this.#isWanted = true;
    return this.start(request);
  }

  async #scanAll(request: Analysed, signal: AbortSignal, notify: Notify): Promise<ScanDoneEvent> {
    const { roots } = this.#service;
    this.#isWanted = false;
    const report = await this.#scanOnce(roots, request, {}, signal, notify);
    return this.#withWanted(countsOf(report), request, signal, notify);
  }

  async #withWanted(
    done: ScanDoneEvent,
    request: Analysed,
    signal: AbortSignal,
    notify: Notify,
  ): Promise<ScanDoneEvent> {
    if (!this.#isWanted) return done;
    const rest = await this.#scanAll(request, signal, notify);
    return { ...rest, heard: done.heard + rest.heard, removed: done.removed + rest.removed };
  }

  async #scanOnce(
    folders: readonly string[],
    { modelPath: usual, workers }: Analysed,
    options: Partial<ScanOptions>,
    signal: AbortSignal,
    notify: Notify,
  ): Promise<ScanReport> {
    const { library, rules, file, training } = this.#service;
    const modelPath = await training.modelPath(usual);
    const onProgress = (progress: ScanProgress) =>
      notify({ ...progress, secondsLeft: progress.secondsLeft ?? null });
    const journals = journalFolder(file);
    const analyse = (await this.#isShared) ? analyseByAll(file) : undefined;
    return scan(library, folders, {
      ...{ ...rules, ...options, modelPath, workers, journals, analyse, signal, onProgress },
    });
  }
}

type Analysed = Pick<ScanRequest, 'modelPath' | 'workers'>;
type Notify = (progress: ScanProgressEvent) => void;

function countsOf({ heard, removed, failed }: ScanReport): ScanDoneEvent {
  return { heard, removed, failed: failed.length };
}
