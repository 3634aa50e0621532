import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  FileName,
  Job,
  LibrarySummary,
  ScanDoneEvent,
  ScanProgressEvent,
} from '../../../src/server/library-schema.ts';
import { apiErrorOf } from '../api/client.ts';
import { cancelScan, retryFailures, startScan } from '../api/scans.ts';
import { followJob } from './follow-job.ts';

export type ScanState =
  | { kind: 'idle' }
  | (ScanProgressEvent & { kind: 'running'; cancelling: boolean; lost: boolean })
  | (ScanDoneEvent & { kind: 'done' })
  | { kind: 'cancelled' }
  | { kind: 'failed'; message: string };

export interface ScanControls {
  readonly start: () => void;
  /** Retries one failed file, or all of them. */
  readonly retry: (file?: FileName) => void;
  readonly cancel: () => void;
  /** Dismisses the outcome. */
  readonly dismiss: () => void;
}

const REFRESH_MS = 2500;
const BEGINNING: ScanProgressEvent = { done: 0, total: 0, cached: 0, rate: 0, secondsLeft: null };

/**
 * The scan that runs on the server, whoever started it.
 * @param refresh asks for the summary again: now and then while songs come in, and at the end.
 */
export function useScan(
  summary: LibrarySummary,
  refresh: () => void,
): [state: ScanState, controls: ScanControls] {
  const [state, setState] = useState<ScanState>({ kind: 'idle' });
  const [id, setId] = useState<string>();
  const cancelled = useRef(false);
  const running = summary.scan?.id;
  useEffect(() => {
    if (running) setId(running);
  }, [running]);

  useEffect(() => {
    if (!id) return;
    const run = (changes: Partial<ScanState>) =>
      setState((old) => {
        const before = old.kind === 'running' ? old : { ...BEGINNING, cancelling: false, lost: false };
        return { ...before, ...changes, kind: 'running' } as ScanState;
      });
    const end = (outcome: ScanState) => {
      setState(outcome);
      setId(undefined);
      refresh();
    };
    run({});
    const timer = setInterval(refresh, REFRESH_MS);
    const stop = followJob<ScanProgressEvent, ScanDoneEvent>(`/scans/${id}/events`, {
      onProgress: run,
      onDone: (done) => end(cancelled.current ? { kind: 'cancelled' } : { kind: 'done', ...done }),
      onFailed: (message) => end(cancelled.current ? { kind: 'cancelled' } : { kind: 'failed', message }),
      onLost: (lost) => run({ lost }),
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [id, refresh]);

  const follow = useCallback((starting: Promise<Job>) => {
    cancelled.current = false;
    starting.then(
      (job) => setId(job.id),
      (error) => setState({ kind: 'failed', message: apiErrorOf(error).message }),
    );
  }, []);
  const start = useCallback(() => follow(startScan()), [follow]);
  const retry = useCallback((file?: FileName) => follow(retryFailures({ file })), [follow]);
  const cancel = useCallback(() => {
    if (!id) return;
    cancelled.current = true;
    setState((old) => (old.kind === 'running' ? { ...old, cancelling: true } : old));
    cancelScan(id).catch(() =>
      setState((old) => (old.kind === 'running' ? { ...old, cancelling: false } : old)),
    );
  }, [id]);
  const dismiss = useCallback(() => setState({ kind: 'idle' }), []);
  return [state, { start, retry, cancel, dismiss }];
}
