/** Fetches models and their runtime; for workers. */

import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import descriptionUrl from '../../models/description.onnx?url';
import earUrl from '../../models/ear.onnx?url';
import earVggUrl from '../../models/ear-vgg.onnx?url';
import { descriptionModel } from '../../src/description/description-model.ts';
import { type EarFile, pretrainedEar } from '../../src/models/ear.ts';
import { loadModel, type Model } from '../../src/models/model-file.ts';
import { fetchModelList } from '../models/model-list.ts';
import { Unreachable } from './engine.ts';

env.wasm.wasmPaths = { wasm: runtimeUrl };

const EARS: Record<EarFile, string> = { 'ear.onnx': earUrl, 'ear-vgg.onnx': earVggUrl };

/** Each network is fetched with the first song whose model needs it. */
const ear = pretrainedEar((file) => fetchBytes(EARS[file]));

/** Fetched with the first song. */
export const description = descriptionModel(() => fetchBytes(descriptionUrl));

/**
 * The model of that name, or the one that the server would use, ready to be asked.
 * @throws Unreachable where it cannot be fetched.
 */
export async function fetchModel(wanted: string | undefined): Promise<Model> {
  const list = await fetchModelList(fetchOk);
  const chosen = list.models.find(({ name }) => name === (wanted ?? list.default));
  if (!chosen) throw new Unreachable('Expected a model on the server, got none.');
  return loadModel(await fetchBytes(chosen.url), { ear });
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetchOk(url)).arrayBuffer());
}

async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url).catch((cause) => {
    throw new Unreachable(`Expected ${url}, got no answer.`, { cause });
  });
  if (!response.ok) throw new Unreachable(`Expected ${url}, got status ${response.status}.`);
  return response;
}
