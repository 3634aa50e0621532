import { pretrainedEar } from '../models/ear.ts';
import type { Session } from '../onnx/session.ts';
import { openInThread, SessionThread } from './session-thread.ts';
import { readNetwork } from './shipped-models.ts';

let thread: SessionThread | undefined;

/** Opens a session in a thread beside the worker's own, the same for all, so that the worker's goes on with the song. */
export async function openBeside(bytes: Uint8Array | Promise<Uint8Array>): Promise<Session> {
  thread ??= new SessionThread();
  return thread.open(await bytes);
}

/** Embedding networks of a worker, each in a thread beside it: both embed one half minute while the next is decoded. */
export const workerEar = pretrainedEar(readNetwork, (bytes, name) =>
  name === 'MSD_musicnn' ? openBeside(bytes) : openInThread(bytes),
);
