/** Entry of the processes that decode, listen and infer. */
import { classify, type Progress } from '../classify/classify.ts';
import type { Prediction } from '../classify/prediction.ts';
import type { ClassificationTask } from './classification.ts';
import { fileSource } from './file-source.ts';
import { modelAt } from './model-at.ts';
import { hostTasks } from './worker-host.ts';

hostTasks<ClassificationTask, Prediction, Progress>(async ({ path, modelPath, ...options }, onProgress) => {
  const source = await fileSource(path);
  try {
    return await classify(source, await modelAt(modelPath), { ...options, onProgress });
  } finally {
    await source.close();
  }
});
