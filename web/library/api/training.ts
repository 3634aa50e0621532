/** Training of a model on the library. */
import type { Job, Training } from '../../../src/server/library-schema.ts';
import { get, request, send } from './client.ts';

/** Path of a training's progress. */
export const TRAINING = '/training';

export function getTraining(tags: boolean, signal?: AbortSignal): Promise<Training> {
  return get(`${TRAINING}?tags=${tags}`, signal);
}

export function startTraining(tags: boolean): Promise<Job> {
  return send('POST', TRAINING, { tags });
}

export async function cancelTraining(id: string): Promise<void> {
  await request(`${TRAINING}/${id}`, { method: 'DELETE' });
}

/** @param model null: the usual one */
export function chooseModel(model: string | null): Promise<Job> {
  return send('PUT', `${TRAINING}/model`, { model });
}
