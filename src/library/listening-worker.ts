/** Entry of the processes that hear songs for the library: prediction, vector and fingerprint from one decoding. */
import { classify } from '../classify/classify.ts';
import { fileSource } from '../jobs/file-source.ts';
import { modelAt } from '../jobs/model-at.ts';
import { hostTasks } from '../jobs/worker-host.ts';
import type { HeardSong, ListeningTask } from './listening.ts';
import { SONG_PASSAGES, SongDescriber } from './song-vector.ts';
import { readTags } from './tags.ts';

hostTasks<ListeningTask, HeardSong, never>(async ({ path, modelPath }) => {
  const source = await fileSource(path);
  const describer = new SongDescriber();
  try {
    const model = await modelAt(modelPath);
    const prediction = await classify(source, model, {
      passages: SONG_PASSAGES,
      also: describer,
    });
    return { prediction, sound: describer.describe(), tags: await readTags(path) };
  } finally {
    await source.close();
  }
});
