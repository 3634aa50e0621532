import { useCallback, useEffect, useRef, useState } from 'react';
import type { LibrarySummary } from '../../src/server/library-schema.ts';
import { type ApiError, apiErrorOf } from './api/client.ts';
import { getSummary } from './api/songs.ts';
import { dropFirst, firstSummary } from './first-answers.ts';

export type SummaryState =
  | { kind: 'loading' }
  | { kind: 'error'; error: ApiError }
  | {
      kind: 'there';
      summary: LibrarySummary;
      /** Number of changes of the songs since the page was opened. */
      changes: number;
    };

/** Summary of the library, with a function that refetches it; the old one is shown meanwhile. */
export function useSummary(): [state: SummaryState, refresh: () => void] {
  const [state, setState] = useState(firstState);
  const running = useRef<AbortController>(undefined);
  const refresh = useCallback(() => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    getSummary(stop.signal).then(
      (summary) => setState((old) => ({ kind: 'there', summary, changes: changesAfter(old, summary) })),
      (error) => {
        if (!stop.signal.aborted) setState((old) => (old.kind === 'there' ? old : failed(error)));
      },
    );
  }, []);
  useEffect(() => {
    if (!dropFirst('summary')) refresh();
    return () => running.current?.abort();
  }, [refresh]);
  return [state, refresh];
}

function firstState(): SummaryState {
  const summary = firstSummary();
  return summary ? { kind: 'there', summary, changes: 0 } : { kind: 'loading' };
}

function failed(error: unknown): SummaryState {
  return { kind: 'error', error: apiErrorOf(error) };
}

function changesAfter(old: SummaryState, now: LibrarySummary): number {
  if (old.kind !== 'there') return 0;
  const { songs, files, failed, seconds, reanalysis } = old.summary;
  const same =
    songs === now.songs &&
    files === now.files &&
    failed === now.failed &&
    seconds === now.seconds &&
    reanalysis?.done === now.reanalysis?.done;
  return same ? old.changes : old.changes + 1;
}
