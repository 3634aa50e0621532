/** Entry of the processes that decode, analyse and infer. */
import { extractFeatures } from '../analysis/extract.ts';
import { SONG_PASSAGES, SongDescriber } from '../analysis/song-vector.ts';
import { classify, type Progress } from '../classify/classify.ts';
import type { Prediction } from '../classify/prediction.ts';
import type {
  AnalysisTask,
  ByteRange,
  ClassificationTask,
  DescriptionTask,
  ExtractionTask,
} from './analysis-pool.ts';
import type { DescribedSong, Tags } from './described-song.ts';
import { settleEngine } from './engine.ts';
import { FeatureCache, type SongProperties, songProperties } from './feature-cache.ts';
import { type FileSource, fileSource } from './file-source.ts';
import { modelAt } from './model-at.ts';
import { classifySyntheticSound } from './model-trial/synthetic-sound.ts';
import type { TrialTask } from './model-trial/trial.ts';
import { shippedDescription } from './shipped-networks.ts';
import { readTags, readTagsOf } from './tags.ts';
import { workerEar } from './worker-ear.ts';
import { type AskParent, hostTasks } from './worker-host.ts';

hostTasks<AnalysisTask | TrialTask, unknown, Progress>(async (task, onProgress, ask) => {
  if (task.kind === 'try') {
    onProgress({ secondsDone: 0, fractionDone: 0 });
    return classifySyntheticSound(await modelAt(task.modelPath));
  }
  const source =
    task.objectBytes === undefined
      ? await fileSource(task.path, task.identity)
      : askedSource(task.objectBytes, ask);
  try {
    if (task.kind === 'extract') return await extract(source, task);
    if (task.kind === 'describe') return await describeSong(source, task);
    return await predict(source, task, onProgress);
  } finally {
    await source.close();
  }
});

/**
 * Source that reads from the parent process; each read is of the object as it was when the task was given, or
 * fails.
 */
function askedSource(size: number, ask: AskParent): FileSource {
  return {
    size,
    read: async (...asked: ByteRange) => (await ask(asked)) as Uint8Array,
    assertUnchanged: async () => {},
    close: async () => {},
  };
}

/** Tags of a file; an object has no folder of covers that could be inspected here. */
function tagsOf(source: FileSource, { path, objectBytes }: AnalysisTask): Promise<Tags> {
  return objectBytes === undefined ? readTags(path) : readTagsOf(source);
}

async function predict(
  source: FileSource,
  { modelPath, maxSeconds, passages, describe }: ClassificationTask,
  onProgress: (progress: Progress) => void,
): Promise<Prediction> {
  return classify(source, await modelAt(modelPath), {
    maxSeconds,
    passages,
    describe: describe ? shippedDescription : undefined,
    onProgress: (progress) => {
      settleEngine();
      onProgress(progress);
    },
  });
}

async function describeSong(source: FileSource, task: DescriptionTask): Promise<DescribedSong> {
  const describer = new SongDescriber();
  const model = await modelAt(task.modelPath);
  const prediction = await classify(source, model, {
    passages: SONG_PASSAGES,
    also: describer,
    describe: shippedDescription,
    onProgress: settleEngine,
  });
  const features = task.withFeatures ? await describer.features() : undefined;
  const song = { prediction, sound: describer.describe(), tags: await tagsOf(source, task), features };
  await source.assertUnchanged();
  return song;
}

async function extract(source: FileSource, task: ExtractionTask): Promise<SongProperties> {
  const { contentHash, cacheFolder, wanted } = task;
  const cache = new FeatureCache(cacheFolder);
  const { features, durationSeconds } = await extractFeatures(source, wanted, {
    contentHash,
    ear: workerEar,
  });
  const about = songProperties(await tagsOf(source, task), durationSeconds);
  await source.assertUnchanged();
  const computed = wanted.map((one, index) => ({ wanted: one, rows: features[index] }));
  await cache.keep(contentHash, computed, about);
  return about;
}
