/** Upkeep: watches a library's folders for changes, and scans all of them at a set time. */
import { setTimeout as pause } from 'node:timers/promises';
import { hasCode } from '../../errors.ts';
import type { FolderRuleOptions } from '../../jobs/folder-rules.ts';
import { realPathOf } from '../../jobs/named-paths.ts';
import type { Upkeep as State } from '../library-schema.ts';
import { nextTime, type TimeOfDay } from './next-time.ts';
import type { ScanRequest, Scans } from './scans.ts';

export interface UpkeepOptions {
  /** Whether to watch the folders. */
  readonly watch?: boolean;
  /** Daily time of a full scan, in local time. */
  readonly scanAt?: TimeOfDay;
}

export interface UpkeepRequest extends ScanRequest {
  /** Called if folders cannot be watched, or a scan failed. */
  readonly onError: (error: unknown) => void;
}

interface KeptLibrary {
  /** Real paths of its folders. */
  readonly roots: readonly string[];
  readonly rules: FolderRuleOptions;
  readonly scans: Scans;
}

interface Run {
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
}

/** Longest timer: clocks are changed, and machines sleep. */
const LONGEST_WAIT_MS = 60_000;

export class Upkeep {
  readonly #library: KeptLibrary;
  readonly #options: UpkeepOptions;
  #request: UpkeepRequest | undefined;
  #run: Run | undefined;
  #paused = false;
  #isWatching = false;

  constructor(library: KeptLibrary, options: UpkeepOptions) {
    this.#library = library;
    this.#options = options;
  }

  /** State; null if it is off. */
  get state(): State | null {
    const { watch = false, scanAt } = this.#options;
    if (!watch && scanAt === undefined) return null;
    return { paused: this.#paused, watching: this.#isWatching, scanAt: scanAt?.text ?? null };
  }

  start(request: UpkeepRequest): void {
    this.#request = request;
    this.#resume();
  }

  async pause(paused: boolean): Promise<void> {
    this.#paused = paused;
    if (paused) await this.stop();
    else this.#resume();
  }

  async stop(): Promise<void> {
    this.#run?.controller.abort();
    await this.#run?.ended;
  }

  #resume(): void {
    if (this.#run || this.#request === undefined) return;
    const { watch, scanAt } = this.#options;
    const request = this.#request;
    const controller = new AbortController();
    const { signal } = controller;
    const guarded = (work: Promise<void>) =>
      work.catch((error) => {
        if (!signal.aborted) request.onError(error);
      });
    const ended = Promise.all([
      ...(watch ? [guarded(this.#follow(request, signal))] : []),
      ...(scanAt ? [guarded(this.#scanDaily(scanAt, request, signal))] : []),
    ]).then(() => {
      this.#run = undefined;
    });
    this.#run = { controller, ended };
  }

  async #follow(request: UpkeepRequest, signal: AbortSignal): Promise<void> {
    const { followFolders } = await import('../../library/scan/watch.ts');
    const { roots, rules, scans } = this.#library;
    this.#isWatching = true;
    try {
      await followFolders(roots, { ...rules, signal }, (folders, within, quietMs) =>
        scans.keepUp({ ...request, folders, within, quietMs }, signal),
      );
    } finally {
      this.#isWatching = false;
    }
  }

  async #scanDaily(at: TimeOfDay, request: UpkeepRequest, signal: AbortSignal): Promise<void> {
    const { roots, scans } = this.#library;
    let due = nextTime(at, new Date());
    while (true) {
      const left = due.getTime() - Date.now();
      await pause(Math.min(Math.max(left, 0), LONGEST_WAIT_MS), undefined, { signal });
      if (Date.now() < due.getTime()) continue;
      due = nextTime(at, new Date());
      const folders = await thoseThere(roots);
      if (folders.length === 0) continue;
      await scans.keepUp({ ...request, folders, within: roots }, signal).catch((error) => {
        signal.throwIfAborted();
        if (!hasCode(error, 'not-found')) request.onError(error);
      });
    }
  }
}

/** Folders whose disk is connected, and that are no links to somewhere else by now. */
async function thoseThere(roots: readonly string[]): Promise<string[]> {
  const real = await Promise.all(roots.map(realPathOf));
  return roots.filter((root, i) => real[i] === root);
}
