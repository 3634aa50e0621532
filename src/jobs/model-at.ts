import { readFile, stat } from 'node:fs/promises';
import { TonearmError } from '../errors.ts';
import { ear, earVgg } from '../features/ear.ts';
import type { Recipe } from '../features/recipe.ts';
import { machineFault } from '../machine-faults.ts';
import { loadModel, type Model, type ModelSession, readModelInfo } from '../models/model-file.ts';
import type { ModelInfo } from '../models/model-info.ts';
import { openBeside, workerEar } from './worker-ear.ts';

/** Model last used, with a key that identifies its file's state. */
let last: { key: string; model: Model } | undefined;

/** Model of a file, cached until another is requested or the file changes. @throws bad-model */
export async function modelAt(path: string): Promise<Model> {
  const { mtimeMs, size } = await stat(path).catch(missing);
  const key = `${path}\n${mtimeMs}\n${size}`;
  if (last?.key !== key) {
    await last?.model.release();
    last = undefined;
    const bytes = await readFile(path);
    prepareEar(readModelInfo(bytes));
    last = { key, model: await loadModel(bytes, { ear: workerEar, open: openLater }) };
  }
  return last.model;
}

/** Prepares the embedding networks while the model is opened and the first song is decoded. */
function prepareEar({ recipes }: ModelInfo): void {
  const isNeeded = (recipe: Recipe) => recipes.some(({ name }) => name === recipe.name);
  if (isNeeded(ear)) workerEar.prepare?.('MSD_musicnn');
  if (isNeeded(earVgg)) workerEar.prepare?.('MSD_vgg');
}

/** Session that opens while the first song is decoded; if it cannot be opened, the next song tries again. */
async function openLater(bytes: Uint8Array): Promise<ModelSession> {
  const opening = openBeside(bytes);
  opening.catch(() => {
    last = undefined;
  });
  return {
    run: async (inputs) => (await opening).run(inputs),
    release: () =>
      opening.then(
        (session) => session.release(),
        () => {},
      ),
  };
}

function missing(cause: unknown): never {
  if (machineFault(cause) !== undefined) throw cause;
  throw new TonearmError('bad-model', 'Expected a model file, got none that can be read.', { cause });
}
