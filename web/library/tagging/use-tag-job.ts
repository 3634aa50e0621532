import { useCallback, useEffect, useState } from 'react';
import type { Job, TagDoneEvent, TagProgressEvent } from '../../../src/server/library-schema.ts';
import { apiErrorOf } from '../api/client.ts';
import { cancelTagJob, TAG_JOBS, undoTags, writeTags } from '../api/tags.ts';
import { followJob } from '../scan/follow-job.ts';

export type TagJobState =
  | { kind: 'idle' }
  | (TagProgressEvent & { kind: 'running'; undoes: boolean; lost: boolean })
  | (TagDoneEvent & { kind: 'done'; undoes: boolean })
  | { kind: 'failed'; message: string };

export interface TagJobControls {
  /** Writes what a plan names. */
  readonly write: (plan: string) => void;
  /** Takes back what a journal names. */
  readonly undo: (journal: string) => void;
  /** Stops after the file in hand. */
  readonly cancel: () => void;
  /** Dismisses the outcome. */
  readonly dismiss: () => void;
}

/** Job that writes or undoes tags. @param onEnd is called after it, however it ended */
export function useTagJob(onEnd: () => void): [state: TagJobState, controls: TagJobControls] {
  const [state, setState] = useState<TagJobState>({ kind: 'idle' });
  const [job, setJob] = useState<{ id: string; undoes: boolean }>();
  useEffect(() => {
    if (!job) return;
    const { undoes } = job;
    const run = (changes: Partial<TagProgressEvent & { lost: boolean }>) =>
      setState((old) => {
        const before = old.kind === 'running' ? old : { done: 0, total: 0, lost: false };
        return { ...before, ...changes, kind: 'running', undoes };
      });
    const end = (outcome: TagJobState) => {
      setState(outcome);
      setJob(undefined);
      onEnd();
    };
    run({});
    return followJob<TagProgressEvent, TagDoneEvent>(`${TAG_JOBS}/${job.id}/events`, {
      onProgress: run,
      onDone: (done) => end({ kind: 'done', undoes, ...done }),
      onFailed: (message) => end({ kind: 'failed', message }),
      onLost: (lost) => run({ lost }),
    });
  }, [job, onEnd]);
  const start = useCallback((started: Promise<Job>, undoes: boolean) => {
    setState({ kind: 'running', done: 0, total: 0, undoes, lost: false });
    started.then(
      ({ id }) => setJob({ id, undoes }),
      (error) => setState({ kind: 'failed', message: apiErrorOf(error).message }),
    );
  }, []);
  const controls = {
    write: (plan: string) => start(writeTags(plan), false),
    undo: (journal: string) => start(undoTags(journal), true),
    cancel: () => void (job && cancelTagJob(job.id).catch(() => {})),
    dismiss: () => setState((old) => (old.kind === 'running' ? old : { kind: 'idle' })),
  };
  return [state, controls];
}
