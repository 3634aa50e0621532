import { pretrainedEar } from '../models/ear.ts';
import { SessionThread } from './session-thread.ts';
import { readNetwork } from './shipped-models.ts';

let thread: SessionThread | undefined;

/** The pretrained ear of a worker, in a thread beside it: it hears a half minute while the next is decoded. */
export const workerEar = pretrainedEar(readNetwork, (bytes) => {
  thread ??= new SessionThread();
  return thread.open(bytes);
});
