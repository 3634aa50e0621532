/** Worker side of a pool. */
import { Worker } from 'node:worker_threads';
import { reportError, reviveError } from '../errors.ts';
import { settleEngine } from './engine.ts';
import type { AnswerMessage, TaskMessage, WorkerMessage } from './protocol.ts';
import { denyNetwork } from './sandbox.ts';

/**
 * Watchdog that kills this process once its parent is gone, from a thread of its own: the main thread may be
 * deep in a decoder and never notice the closed channel.
 */
const WATCHDOG = `
const { workerData: parent } = require('node:worker_threads');
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
`;

/** Requests something from the parent process that this one has no access to. @throws the parent's error */
export type AskParent = (asked: unknown) => Promise<unknown>;

/** Serves the tasks of the parent process with `run` until the parent disconnects. */
export function hostTasks<Task, Result, Progress>(
  run: (task: Task, onProgress: (progress: Progress) => void, ask: AskParent) => Promise<Result>,
): void {
  denyNetwork();
  const send = (message: WorkerMessage<Result, Progress>) => {
    if (process.connected) process.send?.(message);
  };
  process.on('disconnect', () => process.exit());
  const waiting = new Map<number, (message: AnswerMessage) => void>();
  let questions = 0;
  const askParentAbout = (id: number) => (asked: unknown) => {
    const question = ++questions;
    return new Promise<unknown>((resolve, reject) => {
      waiting.set(question, (message) => {
        waiting.delete(question);
        if ('error' in message) reject(reviveError(message.error));
        else resolve(message.answer);
      });
      send({ kind: 'question', id, question, asked });
    });
  };
  process.on('message', async (message: TaskMessage<Task> | AnswerMessage) => {
    if ('question' in message) return waiting.get(message.question)?.(message);
    const { id, task } = message;
    send({ kind: 'started', id });
    try {
      const result = await run(
        task,
        (progress) => send({ kind: 'progress', id, progress }),
        askParentAbout(id),
      );
      send({ kind: 'done', id, result });
    } catch (error) {
      send({ kind: 'failed', id, error: reportError(error), detail: describe(error) });
    }
    settleEngine();
  });
  // On a busy machine the thread may come up when the parent is gone already.
  new Worker(WATCHDOG, { eval: true, execArgv: [], workerData: process.ppid }).unref();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
