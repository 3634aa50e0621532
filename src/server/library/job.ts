/** Job: work that outlives the request that started it. Anybody may watch it, come back, or cancel it. */
import { randomUUID } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { TonearmError } from '../../errors.ts';

/** Server-sent event. `done` and `error` are the last. */
export interface JobEvent {
  readonly name: 'progress' | 'done' | 'error';
  readonly data: unknown;
}

export interface JobRun<Progress, Done> {
  work(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Done>;
  /** Describes a failure for clients. */
  describe(error: unknown): unknown;
  /** Kind by which other servers know the job. */
  readonly kind?: string;
}

/** Minimum interval of progress events. */
const PROGRESS_MS = 150;
/** Interval of heartbeats: proxies close silent connections. */
const HEARTBEAT_MS = 15_000;
/** Reconnection delay of browsers. */
const RETRY_MS = 2000;

export class Job<Progress = unknown> {
  readonly id: string;
  /** Last event. */
  #event: JobEvent | undefined;
  #number = 0;
  #emittedAt = -Infinity;
  #latest: Progress | undefined;
  readonly #listeners = new Set<(event: JobEvent, number: number) => void>();
  readonly #controller = new AbortController();
  readonly ended: Promise<void>;

  constructor({ work, describe }: JobRun<Progress, unknown>, id: string = randomUUID()) {
    this.id = id;
    this.ended = work(this.#controller.signal, (progress) => this.#advance(progress)).then(
      (data) => this.#emit({ name: 'done', data }),
      (error) => this.#emit({ name: 'error', data: describe(error) }),
    );
  }

  get running(): boolean {
    return this.#event === undefined || this.#event.name === 'progress';
  }

  /** Progress; undefined before the first. */
  get progress(): Progress | undefined {
    return this.#latest;
  }

  /** Cancels the job, which ends in an error event. */
  cancel(): void {
    this.#controller.abort(new TonearmError('cancelled', 'The work was called off. What was done is kept.'));
  }

  /**
   * Server-sent events: the current state, what follows, and the end. A client that reconnects has missed
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

  /** Calls `listener` with the current event, and with those that follow. */
  follow(listener: (event: JobEvent) => void): void {
    this.#listeners.add(listener);
    if (this.#event) listener(this.#event);
  }

  #advance(progress: Progress): void {
    this.#latest = progress;
    const now = performance.now();
    if (now - this.#emittedAt < PROGRESS_MS) return;
    this.#emittedAt = now;
    this.#emit({ name: 'progress', data: progress });
  }

  #emit(event: JobEvent): void {
    this.#event = event;
    this.#number++;
    for (const listener of this.#listeners) listener(event, this.#number);
  }
}
