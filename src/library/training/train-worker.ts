/** Entry of the process that trains a model of a library: it can be killed at any moment. */
import { hostTasks } from '../../jobs/worker-host.ts';
import { writeAtomically } from '../../jobs/write-atomically.ts';
import { writeModel } from '../../models/model-file.ts';
import { prepareCollection } from '../../train/data/collection.ts';
import { openDataset } from '../../train/data/dataset.ts';
import { groupTracks } from '../../train/data/groups.ts';
import { describeModel, evaluatePreset } from '../../train/evaluate/evaluate.ts';
import { DEFAULT_PRESET, findPreset } from '../../train/fit/presets.ts';
import type { TrainProgress, TrainResult, TrainTask } from './contract.ts';

const SEED = 1;

hostTasks<TrainTask, TrainResult, TrainProgress>(async ({ manifest, name, out, cache, folds }, tell) => {
  const preset = findPreset(DEFAULT_PRESET);
  // What the parent has heard already lies in the cache.
  const collection = await prepareCollection(await openDataset(manifest), [preset], { cache, workers: 1 });
  const evaluation = await evaluatePreset(collection, preset, {
    protocol: 'artist',
    folds,
    seeds: [SEED],
    onProgress: (done) => tell({ stage: 'measuring', done }),
  });
  const { tracks, duplicates, genres } = collection;
  const rows = await collection.rows(preset, groupTracks(tracks, { byArtist: true, duplicates }));
  const fitted = await preset.fit(rows, {
    genres,
    seed: SEED,
    onProgress: (done) => tell({ stage: 'learning', done }),
  });
  const { accuracy, n } = evaluation.figures;
  const report = {
    measure: 'accuracy',
    value: accuracy.value,
    spread: Math.sqrt((accuracy.value * (1 - accuracy.value)) / n),
    spreadOf: 'binomial standard error over songs',
    n,
    protocol: evaluation.protocol.description,
    data: 'songs of this library',
  };
  const described = describeModel(collection, preset, fitted);
  const told = { name, trainedOn: `${tracks.length} songs of a library`, license: 'for its owner' };
  await writeAtomically(out, writeModel(fitted.graph, { ...described, ...told, report: [report] }));
  return {
    after: { value: accuracy.value, low: accuracy.low, high: accuracy.high },
    protocol: evaluation.protocol.description,
    used: tracks.map(({ id }) => id),
  };
});
