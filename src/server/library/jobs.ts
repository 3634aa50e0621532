/** Work that outlives the request that started it: anybody may look on, come back, or call it off. */
import { randomUUID } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { TonearmError } from '../../errors.ts';
import { type LibraryWire, MAX_MESSAGE } from '../../library/dialect.ts';

/** One server-sent event. `done` and `error` are the last. */
export interface JobEvent {
  readonly name: 'progress' | 'done' | 'error';
  readonly data: unknown;
}

export interface JobRun<Progress, Done> {
  work(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Done>;
  /** What is told of a failure. */
  describe(error: unknown): unknown;
  /** What other servers know it by. */
  readonly kind?: string;
}

/** What servers of one library tell each other. */
type Message =
  | { readonly job: string; readonly kind?: string; readonly event: JobEvent }
  | { readonly job: string; readonly cancel: true };

/** Progress is told no more often; people do not read faster. */
const TELL_MS = 150;
/** Proxies close connections on which nothing is said. */
const HEARTBEAT_MS = 15_000;
/** When a browser that lost the connection asks again. */
const RETRY_MS = 2000;
const REMEMBERED = 20;

export class Job<Progress = unknown> {
  readonly id: string;
  /** What was told last. */
  #event: JobEvent | undefined;
  #number = 0;
  #toldAt = -Infinity;
  #latest: Progress | undefined;
  readonly #listeners = new Set<(event: JobEvent, number: number) => void>();
  readonly #controller = new AbortController();
  readonly ended: Promise<void>;

  constructor({ work, describe }: JobRun<Progress, unknown>, id: string = randomUUID()) {
    this.id = id;
    this.ended = work(this.#controller.signal, (progress) => this.#advance(progress)).then(
      (data) => this.#tell({ name: 'done', data }),
      (error) => this.#tell({ name: 'error', data: describe(error) }),
    );
  }

  get running(): boolean {
    return this.#event === undefined || this.#event.name === 'progress';
  }

  /** Undefined before the first. */
  get progress(): Progress | undefined {
    return this.#latest;
  }

  /** Ends in an event like any failure. */
  cancel(): void {
    this.#controller.abort(new TonearmError('cancelled', 'The work was called off. What was done is kept.'));
  }

  /**
   * Server-sent events: what stands now, what comes, and the end. Who lost the connection asks again and has missed
   * nothing that matters.
   */
  events(): Readable {
    const stream = new PassThrough();
    const heartbeat = setInterval(() => stream.writable && stream.write(': still here\n\n'), HEARTBEAT_MS);
    const send = ({ name, data }: JobEvent, number: number) => {
      if (stream.writable) stream.write(`id: ${number}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
      if (name !== 'progress') stream.end();
    };
    stream.write(`retry: ${RETRY_MS}\n\n`);
    this.#listeners.add(send);
    stream.once('close', () => {
      clearInterval(heartbeat);
      this.#listeners.delete(send);
    });
    if (this.#event) send(this.#event, this.#number);
    return stream;
  }

  /** Told of what stands now, and of what comes. */
  follow(hear: (event: JobEvent) => void): void {
    this.#listeners.add(hear);
    if (this.#event) hear(this.#event);
  }

  #advance(progress: Progress): void {
    this.#latest = progress;
    const now = performance.now();
    if (now - this.#toldAt < TELL_MS) return;
    this.#toldAt = now;
    this.#tell({ name: 'progress', data: progress });
  }

  #tell(event: JobEvent): void {
    this.#event = event;
    this.#number++;
    for (const listener of this.#listeners) listener(event, this.#number);
  }
}

/**
 * The jobs of a server, and those of others with the same library. Those that ended are remembered for a while, so that
 * the end can be read.
 */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  /** What other servers do, as they tell. */
  readonly #elsewhere = new Map<string, JobElsewhere>();
  readonly #wire: LibraryWire | undefined;

  constructor(wire?: LibraryWire) {
    this.#wire = wire;
    wire?.listen((message) => this.#hear(JSON.parse(message)));
  }

  start<Progress>(run: JobRun<Progress, unknown>): Job<Progress> {
    const job = new Job(run);
    this.#jobs.set(job.id, job as Job);
    forgetEnded(this.#jobs, ({ running }) => running);
    if (this.#wire) job.follow((event) => this.#tell(job.id, run, event));
    return job;
  }

  /** A job of this kind that another server has under way. */
  elsewhere(kind: string): Job | undefined {
    return [...this.#elsewhere.values()].find((other) => other.kind === kind && other.job.running)?.job;
  }

  /** @throws not-found */
  find(id: string): Job {
    const job = this.#jobs.get(id) ?? this.#elsewhere.get(id)?.job;
    if (job) return job;
    throw new TonearmError(
      'not-found',
      'Expected work of this server, got none of that name: it may have been restarted.',
    );
  }

  /** Calls everything off. */
  cancel(): void {
    for (const job of this.#jobs.values()) job.cancel();
  }

  /** Calls everything off and waits for it. */
  async close(): Promise<void> {
    this.cancel();
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
  }

  #tell(
    job: string,
    { kind, describe }: Pick<JobRun<unknown, unknown>, 'kind' | 'describe'>,
    event: JobEvent,
  ): void {
    const message = (said: JobEvent) => JSON.stringify({ job, kind, event: said } satisfies Message);
    if (Buffer.byteLength(message(event)) <= MAX_MESSAGE) this.#wire?.send(message(event));
    else if (event.name !== 'progress')
      this.#wire?.send(message({ name: 'error', data: describe(tooLong()) }));
  }

  #hear(message: Message): void {
    const { job: id } = message;
    if ('cancel' in message) {
      this.#jobs.get(id)?.cancel();
      return;
    }
    const cancel = () => this.#wire?.send(JSON.stringify({ job: id, cancel: true } satisfies Message));
    const known = this.#elsewhere.get(id) ?? new JobElsewhere(id, message.kind, cancel);
    this.#elsewhere.set(id, known);
    known.take(message.event);
    forgetEnded(this.#elsewhere, ({ job }) => job.running);
  }
}

/** A job of another server: anybody may look on here, too, or call it off. */
class JobElsewhere {
  readonly kind: string | undefined;
  readonly job: Job;
  #progress!: (progress: unknown) => void;
  #done!: (data: unknown) => void;
  #failed!: (data: unknown) => void;

  constructor(id: string, kind: string | undefined, cancel: () => void) {
    this.kind = kind;
    const work = (signal: AbortSignal, onProgress: (progress: unknown) => void) => {
      signal.addEventListener('abort', cancel);
      this.#progress = onProgress;
      return new Promise((resolve, reject) => {
        this.#done = resolve;
        this.#failed = reject;
      });
    };
    this.job = new Job({ work, describe: (problem) => problem }, id);
  }

  take({ name, data }: JobEvent): void {
    if (name === 'progress') this.#progress(data);
    else if (name === 'done') this.#done(data);
    else this.#failed(data);
  }
}

function forgetEnded<Item>(items: Map<string, Item>, isRunning: (item: Item) => boolean): void {
  const ended = [...items].filter(([, item]) => !isRunning(item));
  for (const [id] of ended.slice(0, Math.max(0, ended.length - REMEMBERED))) items.delete(id);
}

function tooLong(): TonearmError {
  return new TonearmError(
    'internal',
    'The work has ended, and what came of it is told by the server that did it.',
  );
}
