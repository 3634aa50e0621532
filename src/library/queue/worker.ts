/** Worker: analyses files of a queue until it is told to stop. Any number of workers may run, and be killed. */
import { setTimeout as pause } from 'node:timers/promises';
import { hasCode, reportError, TonearmError } from '../../errors.ts';
import { asPostgresError } from '../postgres/errors.ts';
import { asLibraryError } from '../store/library-error.ts';
import { LEASE_SECONDS, type Lease, type SongQueue } from './song-queue.ts';

export interface WorkerOptions {
  readonly queue: SongQueue;
  /** Number of concurrent files. */
  readonly lanes: number;
  /** Analyses a file and stores the result, a failure of the file as well. */
  readonly analyse: (path: string) => Promise<void>;
  /** Stores that a file crashes every worker. */
  readonly fail: (path: string, error: TonearmError) => Promise<void>;
  /** Stops taking files; files in hand are finished. */
  readonly signal: AbortSignal;
  /** Called with each error of a file or the database that is retried. */
  readonly onError?: (message: string) => void;
}

const IDLE_MS = 500;
const RENEW_MS = (LEASE_SECONDS * 1000) / 4;
/**
 * Work in hand for each lane beside its current file, so that it does not wait for the database, nor query it
 * for each file.
 */
const AHEAD_MS = 1000;
/** Minimum and largest number of files in hand for each lane. */
const MIN_IN_HAND = 2;
const MAX_IN_HAND = 20;
/** Longest delay of reporting finished files, which are reported together. */
const SETTLE_MS = 500;
/** Weight of the newest file in the moving average of durations. */
const NEWEST = 0.2;
const DEAD_AT_ONCE = 100;
const DEADLY =
  'Every process that heard this file ended without a word, several times. It may need more memory than there is.';

/** @throws what ends all work: a model that cannot be used, a library of another version */
export async function runWorker(options: WorkerOptions): Promise<void> {
  await new Worker(options).run();
}

class Worker {
  readonly #options: WorkerOptions;
  readonly #held = new Map<string, Lease>();
  readonly #waiting: Lease[] = [];
  readonly #working = new Set<Promise<void>>();
  #finished: Lease[] = [];
  #settledAt = performance.now();
  /** Moving average of a file's duration in milliseconds; the first files are taken a few at a time. */
  #usualMs = AHEAD_MS;
  #fatal: unknown;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { queue } = this.#options;
    const renewing = setInterval(() => void queue.renew([...this.#held.values()]).catch(() => {}), RENEW_MS);
    try {
      while (this.#fatal === undefined && !this.#isOver) await this.#turn();
      await Promise.allSettled(this.#working);
      await this.#settle();
    } finally {
      clearInterval(renewing);
    }
    if (this.#fatal !== undefined) throw this.#fatal;
  }

  get #isOver(): boolean {
    return this.#options.signal.aborted && this.#held.size === 0;
  }

  async #turn(): Promise<void> {
    const { signal, onError } = this.#options;
    this.#fill();
    try {
      if (this.#isDue) await this.#settle();
      if (!signal.aborted) await this.#take();
    } catch (error) {
      if (endsAll(error)) throw error;
      onError?.(messageOf(error));
    }
    this.#fill();
    if (this.#working.size > 0) await Promise.race([...this.#working, pause(IDLE_MS)]);
    else if (this.#finished.length === 0) await pause(IDLE_MS, undefined, { signal }).catch(() => {});
  }

  /** Number of files in hand that are not done yet. */
  get #ahead(): number {
    return this.#held.size - this.#finished.length;
  }

  get #inHand(): number {
    const each = Math.ceil(1 + AHEAD_MS / this.#usualMs);
    return this.#options.lanes * Math.min(Math.max(each, MIN_IN_HAND), MAX_IN_HAND);
  }

  get #isLow(): boolean {
    return this.#ahead <= Math.max(this.#options.lanes, this.#inHand / 2);
  }

  get #isDue(): boolean {
    return this.#isLow || performance.now() - this.#settledAt > SETTLE_MS;
  }

  #fill(): void {
    const { lanes } = this.#options;
    while (this.#working.size < lanes && this.#waiting.length > 0) this.#begin(this.#waiting.shift()!);
  }

  async #take(): Promise<void> {
    if (!this.#isLow) return;
    const taken = await this.#options.queue.take(this.#inHand - this.#ahead);
    for (const lease of taken) this.#held.set(lease.id, lease);
    this.#waiting.push(...taken);
    if (this.#held.size === 0) await this.#buryDead();
  }

  #begin(lease: Lease): void {
    const task = this.#work(lease);
    this.#working.add(task);
    void task.finally(() => this.#working.delete(task));
  }

  async #work(lease: Lease): Promise<void> {
    const { queue, analyse, onError } = this.#options;
    const start = performance.now();
    try {
      await analyse(lease.path);
      this.#usualMs += NEWEST * (performance.now() - start - this.#usualMs);
      this.#finished.push(lease);
    } catch (error) {
      this.#held.delete(lease.id);
      if (endsAll(error)) this.#fatal ??= error;
      const message = messageOf(error);
      onError?.(message);
      // Where this fails, too, the lease ends by itself.
      await queue.giveBack(lease, message).catch(() => {});
    }
  }

  /** Reports finished files to the queue; on failure, later. */
  async #settle(): Promise<void> {
    const done = [...this.#finished];
    await this.#options.queue.complete(done);
    this.#finished = this.#finished.slice(done.length);
    this.#settledAt = performance.now();
    for (const { id } of done) this.#held.delete(id);
  }

  async #buryDead(): Promise<void> {
    const { queue, fail } = this.#options;
    for (const path of await queue.takeDead(DEAD_AT_ONCE))
      await fail(path, new TonearmError('internal', DEADLY));
  }
}

/** Message of an error of the library's database or of the queue's. */
function messageOf(error: unknown): string {
  return reportError(asLibraryError(asPostgresError(error))).message;
}

function endsAll(error: unknown): boolean {
  return hasCode(error, 'bad-model') || hasCode(error, 'bad-request');
}
