import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { reportError, reviveError, TonearmError } from '../errors.ts';
import { START_OPTIONS } from './engine.ts';
import type { AnswerMessage, TaskMessage, WorkerMessage } from './protocol.ts';
import { type FileAccess, sandboxOptions, workerEnvironment } from './sandbox.ts';

/** Number of characters of a dead worker's standard error that are kept for the log. */
const LAST_WORDS = 2000;

/** Callbacks of a running task. */
export interface TaskListener<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  /** Answers the task's questions; without it there is no answer. */
  readonly answer?: (asked: unknown) => Promise<unknown>;
}

interface Current<Result, Progress> extends TaskListener<Progress> {
  readonly id: number;
  started: boolean;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: TonearmError) => void;
}

/** Child process that runs one task at a time and may be killed at any moment. */
export class WorkerProcess<Task, Result, Progress> {
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  #alive = true;
  #diedIdle = false;
  #current: Current<Result, Progress> | undefined;
  #lastId = 0;
  #lastWords = '';

  constructor(entry: URL, reach: FileAccess, niceness = 0) {
    this.#child = fork(fileURLToPath(entry), {
      env: workerEnvironment(),
      execArgv: [...START_OPTIONS, ...sandboxOptions(entry, reach), ...loaderFor(entry)],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    lowerPriority(this.#child.pid, niceness);
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
    });
    this.#child.on('message', (message: WorkerMessage<Result, Progress>) => this.#receive(message));
    this.exited = new Promise((resolve) => {
      this.#child.on('error', () => this.#child.pid === undefined && this.#bury('no start', resolve));
      this.#child.once('exit', (code, signal) => this.#bury(`${signal ?? `exit code ${code}`}`, resolve));
    });
  }

  get busy(): boolean {
    return this.#current !== undefined;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Whether the process died before it touched its task: another may try. */
  get diedIdle(): boolean {
    return this.#diedIdle;
  }

  /** Runs `task`; rejects with what the worker reported, or with `internal` where it died. */
  run(task: Task, { onProgress, answer }: TaskListener<Progress> = {}): Promise<Result> {
    this.#lastId++;
    const message: TaskMessage<Task> = { id: this.#lastId, task };
    return new Promise((resolve, reject) => {
      this.#current = { id: message.id, started: false, onProgress, answer, resolve, reject };
      // A closed channel shows as an exit; without a callback it would be thrown as an event.
      this.#child.send(message, () => {});
    });
  }

  /** Kills the process; its task, if any, fails with `error`. */
  kill(error: TonearmError): void {
    this.#alive = false;
    this.#settle()?.reject(error);
    this.#child.kill('SIGKILL');
  }

  /** Resident memory in bytes; undefined if the system does not report it (only Linux does). */
  residentBytes(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status);
      return kilobytes ? Number(kilobytes[1]) * 1024 : undefined;
    } catch {
      return undefined;
    }
  }

  #receive(message: WorkerMessage<Result, Progress>): void {
    if (message.id !== this.#current?.id) return;
    if (message.kind === 'started') this.#current.started = true;
    else if (message.kind === 'progress') this.#current.onProgress?.(message.progress);
    else if (message.kind === 'question') void this.#answer(message, this.#current.answer);
    else if (message.kind === 'done') this.#settle()?.resolve(message.result);
    else this.#settle()?.reject(withCause(reviveError(message.error), message.detail));
  }

  async #answer(
    { id, question, asked }: { id: number; question: number; asked: unknown },
    answer: TaskListener<Progress>['answer'],
  ): Promise<void> {
    const message = await Promise.resolve(answer?.(asked)).then(
      (found): AnswerMessage => ({ id, question, answer: found }),
      (error: unknown): AnswerMessage => ({ id, question, error: reportError(error) }),
    );
    if (this.#alive) this.#child.send(message, () => {});
  }

  #bury(how: string, resolve: () => void): void {
    this.#alive = false;
    const message = 'The process that listened to this file stopped unexpectedly.';
    this.#diedIdle = this.#current?.started === false;
    const error = new TonearmError('internal', message, { cause: `worker: ${how}\n${this.#lastWords}` });
    this.#settle()?.reject(error);
    resolve();
  }

  #settle(): Current<Result, Progress> | undefined {
    const current = this.#current;
    this.#current = undefined;
    return current;
  }
}

/** Lowers the priority of a new process; threads that it starts later inherit it. */
function lowerPriority(pid: number | undefined, niceness: number): void {
  if (pid === undefined || niceness === 0) return;
  try {
    setPriority(pid, niceness);
  } catch {
    // It is gone already, or the system does not let us: it works all the same.
  }
}

/** Loader arguments of a worker that runs from source (tests, development); built, none. */
function loaderFor(entry: URL): string[] {
  if (!entry.pathname.endsWith('.ts')) return [];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

function withCause(error: TonearmError, cause: string): TonearmError {
  error.cause = cause;
  return error;
}
