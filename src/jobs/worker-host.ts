/** The side of a pool that runs inside the worker process. */
import { Worker } from 'node:worker_threads';
import { reportError } from '../errors.ts';
import type { TaskMessage, WorkerMessage } from './protocol.ts';
import { denyNetwork } from './sandbox.ts';

/**
 * Kills this process once its parent is gone, from a thread of its own: the main thread may be deep in a
 * decoder and never hear of the closed channel.
 */
const WATCHDOG = `
const { workerData: parent } = require('node:worker_threads');
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
`;

/** Serves the tasks of the parent process with `run` until the parent disconnects. */
export function hostTasks<Task, Result, Progress>(
  run: (task: Task, onProgress: (progress: Progress) => void) => Promise<Result>,
): void {
  denyNetwork();
  const send = (message: WorkerMessage<Result, Progress>) => {
    if (process.connected) process.send?.(message);
  };
  process.on('disconnect', () => process.exit());
  process.on('message', async ({ id, task }: TaskMessage<Task>) => {
    send({ kind: 'started', id });
    try {
      const result = await run(task, (progress) => send({ kind: 'progress', id, progress }));
      send({ kind: 'done', id, result });
    } catch (error) {
      send({ kind: 'failed', id, error: reportError(error), detail: describe(error) });
    }
  });
  // On a busy machine the thread may come up when the parent is gone already.
  new Worker(WATCHDOG, { eval: true, execArgv: [], workerData: process.ppid }).unref();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
