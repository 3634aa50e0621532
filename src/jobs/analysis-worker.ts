/** Entry of the processes that decode, analyse and infer. */
import { extractFeatures } from '../analysis/extract.ts';
import { SONG_PASSAGES, SongDescriber } from '../analysis/song-vector.ts';
import { classify, type Progress } from '../classify/classify.ts';
import type { Prediction } from '../classify/prediction.ts';
import type { AnalysisTask, ClassificationTask, DescriptionTask, ExtractionTask } from './analysis-pool.ts';
import type { DescribedSong } from './described-song.ts';
import { type About, aboutSong, FeatureCache } from './feature-cache.ts';
import { type FileSource, fileSource } from './file-source.ts';
import { modelAt } from './model-at.ts';
import { shippedDescription } from './shipped-models.ts';
import { readTags } from './tags.ts';
import { workerEar } from './worker-ear.ts';
import { hostTasks } from './worker-host.ts';

hostTasks<AnalysisTask, unknown, Progress>(async (task, onProgress) => {
  const source = await fileSource(task.path, task.identity);
  try {
    if (task.kind === 'extract') return await extract(source, task);
    if (task.kind === 'describe') return await describeSong(source, task);
    return await predict(source, task, onProgress);
  } finally {
    await source.close();
  }
});

async function predict(
  source: FileSource,
  { modelPath, maxSeconds, passages, describe }: ClassificationTask,
  onProgress: (progress: Progress) => void,
): Promise<Prediction> {
  return classify(source, await modelAt(modelPath), {
    maxSeconds,
    passages,
    describe: describe ? shippedDescription : undefined,
    onProgress,
  });
}

async function describeSong(
  source: FileSource,
  { path, modelPath, withFeatures }: DescriptionTask,
): Promise<DescribedSong> {
  const describer = new SongDescriber();
  const model = await modelAt(modelPath);
  const prediction = await classify(source, model, {
    passages: SONG_PASSAGES,
    also: describer,
    describe: shippedDescription,
  });
  const features = withFeatures ? await describer.features() : undefined;
  const song = { prediction, sound: describer.describe(), tags: await readTags(path), features };
  await source.assertUnchanged();
  return song;
}

async function extract(
  source: FileSource,
  { path, contentHash, cacheFolder, wanted }: ExtractionTask,
): Promise<About> {
  const cache = new FeatureCache(cacheFolder);
  const { features, durationSeconds } = await extractFeatures(source, wanted, {
    contentHash,
    ear: workerEar,
  });
  const about = aboutSong(await readTags(path), durationSeconds);
  await source.assertUnchanged();
  const computed = wanted.map((one, index) => ({ wanted: one, rows: features[index] }));
  await cache.keep(contentHash, computed, about);
  return about;
}
