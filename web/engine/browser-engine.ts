/** Browser engine: analyses songs in a worker; nothing leaves the machine. */
import type { Prediction } from '../../src/classify/prediction.ts';
import { reviveError } from '../../src/errors.ts';
import { type Engine, type ExtractOptions, Unreachable } from './engine.ts';
import { notePlace } from './places.ts';
import type { ClassifyRequest, WorkerMessage } from './worker-messages.ts';

/** Idle worker, kept between songs, because it holds the model; one song at a time. */
let idle: Worker | undefined;

export const browserEngine: Engine = {
  name: 'browser',
  atOnce: 1,
  async classify(file, options) {
    options.signal.throwIfAborted();
    const worker = idle ?? startWorker();
    idle = undefined;
    try {
      const prediction = await ask(worker, { file, model: options.model, whole: options.whole }, options);
      idle = worker;
      return prediction;
    } catch (error) {
      // What stopped in the middle may hold half a song: a new worker is the clean way out.
      worker.terminate();
      throw error;
    }
  },
};

function startWorker(): Worker {
  return new Worker(new URL('./classify.worker.ts', import.meta.url), { type: 'module', name: 'tonearm' });
}

function ask(
  worker: Worker,
  request: ClassifyRequest,
  { onProgress, signal }: ExtractOptions,
): Promise<Prediction> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    worker.onerror = (event) =>
      reject(new Unreachable('The listening worker could not start.', { cause: event.message }));
    worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
      if (data.kind === 'progress') {
        onProgress({ stage: 'listening', secondsDone: data.secondsDone, fractionDone: data.fractionDone });
        return;
      }
      signal.removeEventListener('abort', stop);
      if (data.kind === 'result') {
        notePlace(data.prediction, data.place);
        resolve(data.prediction);
      } else if (data.kind === 'error') reject(reviveError(data.report));
      else reject(new Unreachable(data.message));
    };
    onProgress({ stage: 'listening', secondsDone: 0 });
    worker.postMessage(request);
  });
}
