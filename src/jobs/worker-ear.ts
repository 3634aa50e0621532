import { pretrainedEar } from '../models/ear.ts';
import { SessionThread } from './session-thread.ts';
import { readNetwork } from './shipped-models.ts';

/** Embedding networks of a worker, each in a thread beside it: a half minute is embedded by both while the next is decoded. */
export const workerEar = pretrainedEar(readNetwork, (bytes) => new SessionThread().open(bytes));
