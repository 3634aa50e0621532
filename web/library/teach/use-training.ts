import { useCallback, useEffect, useState } from 'react';
import type {
  Training,
  TrainingDoneEvent,
  TrainingProgressEvent,
} from '../../../src/server/library-schema.ts';
import { apiErrorOf } from '../api/client.ts';
import { cancelTraining, getTraining, startTraining, TRAINING } from '../api/training.ts';
import { followJob } from '../scan/follow-job.ts';

export type TrainingRun =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'running' } & TrainingProgressEvent)
  | { readonly kind: 'failed'; readonly message: string };

/** Training state: labels, models, and the running job, whoever started it. */
export function useTraining(tags: boolean, changes: number) {
  const [training, setTraining] = useState<Training>();
  const [run, setRun] = useState<TrainingRun>({ kind: 'idle' });
  const [job, setJob] = useState<string>();
  const [refreshes, setRefreshes] = useState(0);
  const [error, setError] = useState<unknown>();
  const refresh = useCallback(() => setRefreshes((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said or made changes it.
  useEffect(() => {
    const stop = new AbortController();
    getTraining(tags, stop.signal).then(
      (found) => {
        setTraining(found);
        if (found.job) setJob(found.job.id);
      },
      (error) => {
        if (!stop.signal.aborted) setError(error);
      },
    );
    return () => stop.abort();
  }, [tags, changes, refreshes]);
  useEffect(() => {
    if (job === undefined) return;
    const end = (next: TrainingRun) => {
      setJob(undefined);
      setRun(next);
      refresh();
    };
    setRun({ kind: 'running', stage: 'listening', done: 0 });
    return followJob<TrainingProgressEvent, TrainingDoneEvent>(`${TRAINING}/${job}/events`, {
      onProgress: (progress) => setRun({ kind: 'running', ...progress }),
      onDone: () => end({ kind: 'idle' }),
      onFailed: (message) => end({ kind: 'failed', message }),
      onLost: () => {},
    });
  }, [job, refresh]);
  const start = () => {
    startTraining(tags).then(
      ({ id }) => setJob(id),
      (error) => setRun({ kind: 'failed', message: apiErrorOf(error).message }),
    );
  };
  const cancel = () => void (job !== undefined && cancelTraining(job).catch(() => {}));
  return { training, run, error, start, cancel, refresh };
}
