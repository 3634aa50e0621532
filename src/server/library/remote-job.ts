import { TonearmError } from '../../errors.ts';
import { problemOf } from '../problem.ts';
import { Job, type JobEvent } from './job.ts';

/** Job of another server, with the interface of `Job`. */
export class RemoteJob {
  readonly kind: string | undefined;
  readonly job: Job;
  #progress!: (progress: unknown) => void;
  #done!: (data: unknown) => void;
  #failed!: (data: unknown) => void;
  readonly #lost: NodeJS.Timeout;

  constructor(id: string, kind: string | undefined, cancel: () => void, lostMs: number) {
    this.kind = kind;
    this.#lost = setTimeout(() => this.#failed(problemOf(lost(), id)), lostMs).unref();
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

  /** @param event undefined: it goes on */
  take(event: JobEvent | undefined): void {
    this.#lost.refresh();
    if (!event) return;
    const { name, data } = event;
    if (name !== 'progress') clearTimeout(this.#lost);
    if (name === 'progress') this.#progress(data);
    else if (name === 'done') this.#done(data);
    else this.#failed(data);
  }
}

function lost(): TonearmError {
  return new TonearmError(
    'busy',
    'The server that did this is not heard of any more. What was done is kept: start it again.',
  );
}
