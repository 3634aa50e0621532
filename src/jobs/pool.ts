import { TonearmError } from '../errors.ts';
import type { FileAccess } from './sandbox.ts';
import { type TaskListener, WorkerProcess } from './worker-process.ts';

export interface PoolOptions extends FileAccess {
  /** Module that calls `hostTasks`, .js or .ts. */
  readonly entry: URL;
  /** Maximum number of processes, at least 1. */
  readonly workers: number;
  /** Maximum number of waiting tasks; further ones are refused with `busy`. Default 64. */
  readonly queueLimit?: number;
  /** Time limit of a task, which is killed: `timed-out`. Default 10 minutes. */
  readonly taskSeconds?: number;
  /** Memory limit of a worker, which is killed: `too-large`. Default 1.5 GB resident. Linux only. */
  readonly memoryBytes?: number;
  /** Niceness of the processes, 0 to 19. Default 0. */
  readonly niceness?: number;
  /** Time after which an idle worker is stopped. Default 5 minutes. */
  readonly idleSeconds?: number;
}

export interface RunOptions<Progress> extends TaskListener<Progress> {
  /** Removes the task from the queue, or kills the worker that runs it: `cancelled`. */
  readonly signal?: AbortSignal;
  /** Called once when a worker takes the task from the queue. */
  readonly onStart?: () => void;
}

export interface PoolState {
  readonly workers: number;
  readonly busy: number;
  readonly queued: number;
}

interface Job<Task, Result, Progress> {
  readonly task: Task;
  readonly options: RunOptions<Progress>;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  /** Removes it from the queue when its signal fires. */
  readonly withdraw: () => void;
  /** Whether it was given before to a worker that died before it began. */
  retried: boolean;
}

const DEFAULTS = { queueLimit: 64, taskSeconds: 600, memoryBytes: 1.5e9, idleSeconds: 300 };
/** Share of the memory limit above which a worker is replaced after its task: WebAssembly memory never shrinks. */
const RECYCLE_SHARE = 0.5;
const WATCH_MS = 200;

/**
 * Pool of child processes, so that a crash, a hang or a memory bomb ends one task and nothing else.
 * Cancelling a task kills its process; the next task gets a new one.
 */
export class Pool<Task, Result, Progress> {
  readonly #options: PoolOptions & typeof DEFAULTS;
  readonly #workers = new Set<WorkerProcess<Task, Result, Progress>>();
  readonly #leaving = new Map<WorkerProcess<Task, Result, Progress>, NodeJS.Timeout>();
  readonly #queue: Job<Task, Result, Progress>[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    if (!(options.workers >= 1)) {
      throw new TonearmError(
        'bad-request',
        `Expected a number of workers of at least 1, got ${options.workers}.`,
      );
    }
    this.#options = { ...DEFAULTS, ...options };
  }

  get state(): PoolState {
    const busy = [...this.#workers].filter((worker) => worker.busy).length;
    return { workers: this.#workers.size, busy, queued: this.#queue.length };
  }

  /** Whether `run` would refuse with `busy` now. */
  get full(): boolean {
    return !this.#hasFreeWorker() && this.#queue.length >= this.#options.queueLimit;
  }

  /** Starts a worker before there is work, so that the first task does not wait for it. */
  warmUp(): void {
    if (!this.#closed && this.#workers.size === 0) this.#letRest(this.#start());
  }

  /**
   * @throws busy (queue full), timed-out, too-large (memory), TonearmError `cancelled` (signal or closed pool),
   * `internal` (the worker died), or what the task threw.
   */
  run(task: Task, options: RunOptions<Progress> = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#closed || options.signal?.aborted) throw cancelled();
      if (this.full)
        throw new TonearmError('busy', 'Expected a free place in the queue, got none: try again soon.');
      const job = { task, options, resolve, reject, withdraw: () => this.#withdraw(job), retried: false };
      this.#queue.push(job);
      options.signal?.addEventListener('abort', job.withdraw, { once: true });
      this.#dispatch();
    });
  }

  /** Kills everything; waiting and running tasks fail with `cancelled`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(cancelled());
    const workers = [...this.#workers];
    for (const worker of workers) this.#kill(worker, cancelled());
    await Promise.all(workers.map((worker) => worker.exited));
  }

  #withdraw(job: Job<Task, Result, Progress>): void {
    const place = this.#queue.indexOf(job);
    if (place < 0) return;
    this.#queue.splice(place, 1);
    job.reject(cancelled());
  }

  #hasFreeWorker(): boolean {
    return this.#workers.size < this.#options.workers || [...this.#workers].some((worker) => !worker.busy);
  }

  #dispatch(): void {
    while (!this.#closed && this.#queue.length > 0 && this.#hasFreeWorker()) {
      const worker = [...this.#workers].find((candidate) => !candidate.busy) ?? this.#start();
      this.#perform(worker, this.#queue.shift()!);
    }
  }

  async #perform(
    worker: WorkerProcess<Task, Result, Progress>,
    job: Job<Task, Result, Progress>,
  ): Promise<void> {
    const { task, options, resolve, reject, withdraw } = job;
    // One signal may call off a hundred thousand tasks: each leaves it as it found it.
    options.signal?.removeEventListener('abort', withdraw);
    clearTimeout(this.#leaving.get(worker));
    const stopWatching = this.#watch(worker, options.signal);
    try {
      const running = worker.run(task, options);
      if (!job.retried) options.onStart?.();
      resolve(await running);
    } catch (error) {
      if (worker.diedIdle && !job.retried && !this.#closed) this.#retry(job);
      else reject(error);
    }
    stopWatching();
    this.#afterTask(worker);
  }

  /** Retries a task once: its worker may have died between two tasks, for which it is not to blame. */
  #retry(job: Job<Task, Result, Progress>): void {
    job.retried = true;
    this.#queue.unshift(job);
    job.options.signal?.addEventListener('abort', job.withdraw, { once: true });
  }

  /**
   * Kills the worker when its task takes too long, uses too much memory, or is cancelled.
   * @returns a function that stops watching
   */
  #watch(worker: WorkerProcess<Task, Result, Progress>, signal: AbortSignal | undefined): () => void {
    const { taskSeconds, memoryBytes } = this.#options;
    const onAbort = () => this.#kill(worker, cancelled());
    const timer = setTimeout(() => this.#kill(worker, timedOut(taskSeconds)), taskSeconds * 1000);
    const meter = setInterval(() => {
      if ((worker.residentBytes() ?? 0) > memoryBytes) this.#kill(worker, tooLarge(memoryBytes));
    }, WATCH_MS);
    signal?.addEventListener('abort', onAbort, { once: true });
    return () => {
      clearTimeout(timer);
      clearInterval(meter);
      signal?.removeEventListener('abort', onAbort);
    };
  }

  #afterTask(worker: WorkerProcess<Task, Result, Progress>): void {
    const bytes = worker.residentBytes() ?? 0;
    if (!worker.alive) this.#forget(worker);
    else if (bytes > this.#options.memoryBytes * RECYCLE_SHARE) this.#kill(worker, cancelled());
    this.#dispatch();
    if (worker.alive && !worker.busy) this.#letRest(worker);
    this.warmUp();
  }

  #letRest(worker: WorkerProcess<Task, Result, Progress>): void {
    clearTimeout(this.#leaving.get(worker));
    const leave = () => this.#kill(worker, cancelled());
    this.#leaving.set(worker, setTimeout(leave, this.#options.idleSeconds * 1000).unref());
  }

  #start(): WorkerProcess<Task, Result, Progress> {
    const worker = new WorkerProcess<Task, Result, Progress>(
      this.#options.entry,
      this.#options,
      this.#options.niceness,
    );
    this.#workers.add(worker);
    worker.exited.then(() => this.#forget(worker));
    return worker;
  }

  #kill(worker: WorkerProcess<Task, Result, Progress>, error: TonearmError): void {
    this.#forget(worker);
    worker.kill(error);
  }

  #forget(worker: WorkerProcess<Task, Result, Progress>): void {
    clearTimeout(this.#leaving.get(worker));
    this.#leaving.delete(worker);
    this.#workers.delete(worker);
  }
}

function cancelled(): TonearmError {
  return new TonearmError('cancelled', 'The work was called off.');
}

function timedOut(seconds: number): TonearmError {
  return new TonearmError(
    'timed-out',
    `Expected an answer within ${seconds} s, got none: the work was stopped.`,
  );
}

function tooLarge(bytes: number): TonearmError {
  const megabytes = Math.round(bytes / 1e6);
  return new TonearmError(
    'too-large',
    `Expected a file that can be heard within ${megabytes} MB of memory, got one that needs more.`,
  );
}
