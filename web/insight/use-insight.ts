import { useEffect, useState } from 'react';
import type { Insight, InsightAnswer, InsightRequest } from './insight.ts';

export type InsightState =
  | { kind: 'none' }
  | { kind: 'looking' }
  | { kind: 'there'; insight: Insight }
  | { kind: 'failed' };

/** Insights by file: coming back to a listed song costs nothing. */
const known = new WeakMap<File, InsightState>();

/** Analyses a file in a worker, once, when it is `wanted`. */
export function useInsight(file: File, wanted: boolean): InsightState {
  const [state, setState] = useState<InsightState>(known.get(file) ?? { kind: 'none' });
  useEffect(() => {
    const old = known.get(file);
    if (!wanted || old) return setState(old ?? { kind: 'none' });
    setState({ kind: 'looking' });
    const worker = new Worker(new URL('./insight.worker.ts', import.meta.url), { type: 'module' });
    const settle = (found: InsightState) => {
      known.set(file, found);
      setState(found);
      worker.terminate();
    };
    // Not kept: the next visit may find the worker's file.
    worker.onerror = () => setState({ kind: 'failed' });
    worker.onmessage = ({ data }: MessageEvent<InsightAnswer>) =>
      settle(data.kind === 'insight' ? { kind: 'there', insight: data.insight } : { kind: 'failed' });
    worker.postMessage({ file } satisfies InsightRequest);
    return () => worker.terminate();
  }, [file, wanted]);
  return state;
}
