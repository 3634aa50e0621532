/** Classification in the worker, one song after the other, by the same core as the server. */

import { EarPlace } from '../../src/analysis/ear-place.ts';
import { DEFAULT_PASSAGES } from '../../src/analysis/passages.ts';
import { blobSource } from '../../src/audio/byte-source.ts';
import { classify } from '../../src/classify/classify.ts';
import { reportError } from '../../src/errors.ts';
import type { Model } from '../../src/models/model-file.ts';
import { Unreachable } from './engine.ts';
import { description, fetchModel } from './fetch-model.ts';
import type { ClassifyRequest, WorkerMessage } from './worker-messages.ts';

/** Models, each fetched with the first song that requests it. The default is under no name. */
const models = new Map<string | undefined, Model>();

/** Answers with messages. */
export async function answerRequest(data: ClassifyRequest): Promise<void> {
  try {
    const model = models.get(data.model) ?? (await fetchModel(data.model));
    models.set(data.model, model);
    const lies = new EarPlace();
    const prediction = await classify(blobSource(data.file), model, {
      describe: description,
      also: lies,
      passages: data.whole ? undefined : DEFAULT_PASSAGES,
      onProgress: (progress) => post({ kind: 'progress', ...progress }),
    });
    post({ kind: 'result', prediction, place: lies.place() });
  } catch (error) {
    if (error instanceof Unreachable) post({ kind: 'unreachable', message: error.message });
    else post({ kind: 'error', report: reportError(error) });
  }
}

function post(message: WorkerMessage): void {
  postMessage(message);
}
