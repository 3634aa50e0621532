/** Hears one song after the other, away from the page's thread, with the same core as the server. */

import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import { blobSource } from '../../src/audio/byte-source.ts';
import { classify } from '../../src/classify/classify.ts';
import { reportError } from '../../src/errors.ts';
import { loadModel, type Model } from '../../src/models/model-file.ts';
import type { ModelList } from '../../src/server/schema.ts';
import { Unreachable } from './engine.ts';
import type { ClassifyRequest, WorkerMessage } from './worker-messages.ts';

env.wasm.wasmPaths = { wasm: runtimeUrl };

/** Fetched with the first song that asks for it, kept for the next ones. The default is under no name. */
const models = new Map<string | undefined, Model>();

addEventListener('message', async ({ data }: MessageEvent<ClassifyRequest>) => {
  try {
    const model = models.get(data.model) ?? (await loadModel(await fetchModel(data.model)));
    models.set(data.model, model);
    const prediction = await classify(blobSource(data.file), model, {
      onProgress: (progress) => say({ kind: 'progress', ...progress }),
    });
    say({ kind: 'result', prediction });
  } catch (error) {
    if (error instanceof Unreachable) say({ kind: 'unreachable', message: error.message });
    else say({ kind: 'error', report: reportError(error) });
  }
});

/** The model of that name, or the one that the server would use. */
async function fetchModel(wanted: string | undefined): Promise<Uint8Array> {
  const list: ModelList = await (await fetchOk('/api/models')).json();
  const chosen = list.models.find(({ name }) => name === (wanted ?? list.default));
  if (!chosen) throw new Unreachable('Expected a model on the server, got none.');
  return new Uint8Array(await (await fetchOk(chosen.url)).arrayBuffer());
}

async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url).catch((cause) => {
    throw new Unreachable(`Expected ${url}, got no answer.`, { cause });
  });
  if (!response.ok) throw new Unreachable(`Expected ${url}, got status ${response.status}.`);
  return response;
}

function say(message: WorkerMessage): void {
  postMessage(message);
}
