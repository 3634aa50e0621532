import { readFile, stat } from 'node:fs/promises';
import { TonearmError } from '../errors.ts';
import { ear, earVgg } from '../features/ear.ts';
import { machineFault } from '../machine-faults.ts';
import { loadModel, type Model } from '../models/model-file.ts';
import { workerEar } from './worker-ear.ts';

/** Model last used, with a key that identifies its file's state. */
let last: { key: string; model: Model } | undefined;

/** Model of a file, cached until another is requested or the file changes. @throws bad-model */
export async function modelAt(path: string): Promise<Model> {
  const { mtimeMs, size } = await stat(path).catch(missing);
  const key = `${path}\n${mtimeMs}\n${size}`;
  if (last?.key !== key) {
    await last?.model.release();
    last = undefined;
    last = { key, model: await loadModel(await readFile(path), { ear: workerEar }) };
    prepareEar(last.model);
  }
  return last.model;
}

/** Prepares the embedding network while the first song is decoded. */
function prepareEar({ recipes, ear: pretrained }: Model): void {
  if (recipes.includes(ear)) pretrained?.prepare?.('MSD_musicnn');
  if (recipes.includes(earVgg)) pretrained?.prepare?.('MSD_vgg');
}

function missing(cause: unknown): never {
  if (machineFault(cause) !== undefined) throw cause;
  throw new TonearmError('bad-model', 'Expected a model file, got none that can be read.', { cause });
}
