/** Fetches models and their runtime; for workers. */

import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import { loadModel, type Model } from '../../src/models/model-file.ts';
import type { ModelList } from '../../src/server/schema.ts';
import { Unreachable } from './engine.ts';

env.wasm.wasmPaths = { wasm: runtimeUrl };

/**
 * The model of that name, or the one that the server would use, ready to be asked.
 * @throws Unreachable where it cannot be fetched.
 */
export async function fetchModel(wanted: string | undefined): Promise<Model> {
  const list: ModelList = await (await fetchOk('/api/models')).json();
  const chosen = list.models.find(({ name }) => name === (wanted ?? list.default));
  if (!chosen) throw new Unreachable('Expected a model on the server, got none.');
  return loadModel(new Uint8Array(await (await fetchOk(chosen.url)).arrayBuffer()));
}

async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url).catch((cause) => {
    throw new Unreachable(`Expected ${url}, got no answer.`, { cause });
  });
  if (!response.ok) throw new Unreachable(`Expected ${url}, got status ${response.status}.`);
  return response;
}
