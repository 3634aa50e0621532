import type { ErrorReport } from '../errors.ts';

/** Message from the pool to a worker. One task at a time. */
export interface TaskMessage<Task> {
  readonly id: number;
  readonly task: Task;
}

/** Message from the pool to a worker that asked something. */
export type AnswerMessage =
  | { readonly id: number; readonly question: number; readonly answer: unknown }
  | { readonly id: number; readonly question: number; readonly error: ErrorReport };

/** Message from a worker. `detail` is for the operator's log, never for the user. */
export type WorkerMessage<Result, Progress> =
  /** Start of the task: a worker that dies before it never touched the task. */
  | { kind: 'started'; id: number }
  | { kind: 'progress'; id: number; progress: Progress }
  /** Question to the pool; the answer carries its number. */
  | { kind: 'question'; id: number; question: number; asked: unknown }
  | { kind: 'done'; id: number; result: Result }
  | { kind: 'failed'; id: number; error: ErrorReport; detail: string };
