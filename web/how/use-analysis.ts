import { useCallback, useEffect, useRef, useState } from 'react';
import { errorMessage } from '../error-message.ts';
import type { SoundAnalysis, SoundAnswer, SoundRequest } from './sound-analysis.ts';

export interface AnalysisState {
  readonly analysis: SoundAnalysis | undefined;
  readonly busy: boolean;
  /** Reason why the last song failed. */
  readonly failure: string | undefined;
  readonly analyse: (request: SoundRequest) => void;
}

/** Hears sounds in a worker; the last one stays until the next is there. */
export function useAnalysis(first: SoundRequest): AnalysisState {
  const [state, setState] = useState<Omit<AnalysisState, 'analyse'>>({
    analysis: undefined,
    busy: true,
    failure: undefined,
  });
  const worker = useRef<Worker>(undefined);
  const initial = useRef(first);

  const analyse = useCallback((request: SoundRequest) => {
    setState((old) => ({ ...old, busy: true, failure: undefined }));
    worker.current?.postMessage(request);
  }, []);

  useEffect(() => {
    const started = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    const fail = (failure: string) => setState((old) => ({ ...old, busy: false, failure }));
    started.onerror = ({ message }) => fail(message);
    started.onmessage = ({ data }: MessageEvent<SoundAnswer>) => {
      if (data.kind === 'analysed') setState({ analysis: data.analysis, busy: false, failure: undefined });
      else fail(errorMessage(data.code, data.message));
    };
    analyse(initial.current);
    return () => started.terminate();
  }, [analyse]);

  return { ...state, analyse };
}
