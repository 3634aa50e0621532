/** Jobs of all servers of a library. */
import { TonearmError } from '../../errors.ts';
import { type LibraryWire, MAX_MESSAGE } from '../../library/store/dialect.ts';
import { Job, type JobEvent, type JobRun } from './job.ts';
import { RemoteJob } from './remote-job.ts';

type Reported = Pick<JobRun<unknown, unknown>, 'kind' | 'describe'>;

/** Message between servers of one library. */
type Message =
  | { readonly job: string; readonly kind?: string; readonly event?: JobEvent }
  | { readonly job: string; readonly cancel: true };

const MAX_ENDED = 20;
/** Interval of messages to other servers without progress. */
const HEARTBEAT_MS = 5000;
/** Time after which a silent job of another server counts as lost. */
const LOST_MS = 20_000;

/**
 * Jobs of a server, and those of others with the same library. Ended ones are kept for a while, so that their
 * end can be read.
 */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  /** Jobs of other servers. */
  readonly #elsewhere = new Map<string, RemoteJob>();
  readonly #wire: LibraryWire | undefined;
  readonly #lostMs: number;

  constructor(wire?: LibraryWire, lostMs = LOST_MS) {
    this.#wire = wire;
    this.#lostMs = lostMs;
    wire?.listen((message) => this.#receive(JSON.parse(message)));
  }

  start<Progress>(run: JobRun<Progress, unknown>): Job<Progress> {
    const job = new Job(run);
    this.#jobs.set(job.id, job as Job);
    forgetEnded(this.#jobs, ({ running }) => running);
    if (this.#wire) this.#publish(job as Job, run);
    return job;
  }

  /** Running job of this kind on another server. */
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

  /** Cancels all jobs. */
  cancel(): void {
    for (const job of this.#jobs.values()) job.cancel();
  }

  /** Cancels all jobs and waits for them. */
  async close(): Promise<void> {
    this.cancel();
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
  }

  #publish(job: Job, run: Reported): void {
    const sendHeartbeat = () =>
      this.#wire?.send(JSON.stringify({ job: job.id, kind: run.kind } satisfies Message));
    sendHeartbeat();
    const alive = setInterval(sendHeartbeat, HEARTBEAT_MS).unref();
    job.follow((event) => this.#send(job.id, run, event));
    void job.ended.then(() => clearInterval(alive));
  }

  #send(job: string, { kind, describe }: Reported, event: JobEvent): void {
    const message = (sent: JobEvent) => JSON.stringify({ job, kind, event: sent } satisfies Message);
    if (Buffer.byteLength(message(event)) <= MAX_MESSAGE) this.#wire?.send(message(event));
    else if (event.name !== 'progress')
      this.#wire?.send(message({ name: 'error', data: describe(tooLong()) }));
  }

  #receive(message: Message): void {
    const { job: id } = message;
    if ('cancel' in message) {
      this.#jobs.get(id)?.cancel();
      return;
    }
    const cancel = () => this.#wire?.send(JSON.stringify({ job: id, cancel: true } satisfies Message));
    const { kind, event } = message;
    let known = this.#elsewhere.get(id);
    // It was taken for lost, or is new here.
    if (!known || (!known.job.running && isUnderWay(event)))
      known = new RemoteJob(id, kind, cancel, this.#lostMs);
    this.#elsewhere.set(id, known);
    known.take(event);
    forgetEnded(this.#elsewhere, ({ job }) => job.running);
  }
}

function forgetEnded<Item>(items: Map<string, Item>, isRunning: (item: Item) => boolean): void {
  const ended = [...items].filter(([, item]) => !isRunning(item));
  for (const [id] of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) items.delete(id);
}

function isUnderWay(event: JobEvent | undefined): boolean {
  return event === undefined || event.name === 'progress';
}

function tooLong(): TonearmError {
  return new TonearmError(
    'internal',
    'The work has ended, and what came of it is told by the server that did it.',
  );
}
