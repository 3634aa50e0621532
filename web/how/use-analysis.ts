import { useCallback, useEffect, useRef, useState } from 'react';
import { plainly } from '../plain-error.ts';
import type { Hearing, HearingAnswer, HearingRequest } from './sound-analysis.ts';

export interface HearingState {
  readonly hearing: Hearing | undefined;
  readonly busy: boolean;
  /** Reason why the last song failed. */
  readonly failure: string | undefined;
  readonly ask: (request: HearingRequest) => void;
}

/** Hears sounds in a worker; the last one stays until the next is there. */
export function useHearing(first: HearingRequest): HearingState {
  const [state, setState] = useState<Omit<HearingState, 'ask'>>({
    hearing: undefined,
    busy: true,
    failure: undefined,
  });
  const worker = useRef<Worker>(undefined);
  const initial = useRef(first);

  const ask = useCallback((request: HearingRequest) => {
    setState((old) => ({ ...old, busy: true, failure: undefined }));
    worker.current?.postMessage(request);
  }, []);

  useEffect(() => {
    const started = new Worker(new URL('./hear.worker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    const fail = (failure: string) => setState((old) => ({ ...old, busy: false, failure }));
    started.onerror = ({ message }) => fail(message);
    started.onmessage = ({ data }: MessageEvent<HearingAnswer>) => {
      if (data.kind === 'heard') setState({ hearing: data.hearing, busy: false, failure: undefined });
      else fail(plainly(data.code, data.message));
    };
    ask(initial.current);
    return () => started.terminate();
  }, [ask]);

  return { ...state, ask };
}
