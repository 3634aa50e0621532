/** Entry of the processes that decode, listen and infer. */
import { readFile, stat } from 'node:fs/promises';
import { classify, type Progress } from '../classify/classify.ts';
import type { Prediction } from '../classify/prediction.ts';
import { BadModel } from '../errors.ts';
import { loadModel, type Model } from '../models/model-file.ts';
import type { ClassificationTask } from './classification.ts';
import { fileSource } from './file-source.ts';
import { hostTasks } from './worker-host.ts';

/** The model last used, under what tells that its file is still the same. */
let last: { key: string; model: Model } | undefined;

hostTasks<ClassificationTask, Prediction, Progress>(async ({ path, modelPath, maxSeconds }, onProgress) => {
  const source = await fileSource(path);
  try {
    return await classify(source, await modelAt(modelPath), { maxSeconds, onProgress });
  } finally {
    await source.close();
  }
});

async function modelAt(path: string): Promise<Model> {
  const { mtimeMs, size } = await stat(path).catch(missing);
  const key = `${path}\n${mtimeMs}\n${size}`;
  if (last?.key !== key) {
    await last?.model.release();
    last = undefined;
    last = { key, model: await loadModel(await readFile(path)) };
  }
  return last.model;
}

function missing(cause: unknown): never {
  throw new BadModel('Expected a model file, got none that can be read.', { cause });
}
