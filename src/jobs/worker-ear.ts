import { pretrainedEar } from '../models/ear.ts';
import { SessionThread } from './session-thread.ts';
import { readNetwork } from './shipped-models.ts';

let thread: SessionThread | undefined;

/** Embedding networks of a worker, in a thread beside it: one half minute is embedded while the next is decoded. */
export const workerEar = pretrainedEar(readNetwork, (bytes) => {
  thread ??= new SessionThread();
  return thread.open(bytes);
});
