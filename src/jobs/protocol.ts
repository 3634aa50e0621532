import type { ErrorReport } from '../errors.ts';

/** What the pool sends to a worker. One task at a time. */
export interface TaskMessage<Task> {
  readonly id: number;
  readonly task: Task;
}

/** What a worker sends back. `detail` is for the operator's log, never for the user. */
export type WorkerMessage<Result, Progress> =
  /** Comes first: a worker that dies before it never touched the task. */
  | { kind: 'started'; id: number }
  | { kind: 'progress'; id: number; progress: Progress }
  | { kind: 'done'; id: number; result: Result }
  | { kind: 'failed'; id: number; error: ErrorReport; detail: string };
