import { pretrainedEar } from '../models/ear.ts';
import { openInThread } from './session-thread.ts';
import { readNetwork } from './shipped-models.ts';

/** Embedding networks of a worker, each in a thread beside it: both embed one half minute while the next is decoded. */
export const workerEar = pretrainedEar(readNetwork, openInThread);
