import { useEffect, useRef, useState } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import type { Engine } from '../engine/engine.ts';
import type { Recorder } from './use-recorder.ts';

/** Seconds before the first answer, and between answers. */
const FIRST_SECONDS = 5;
const MORE_SECONDS = 4;

/** Answer of a growing recording: analysed again every few seconds, one answer at a time. */
export function useAnswerSoFar({ state, soFar }: Recorder, engine: Engine): Prediction | undefined {
  const [prediction, setPrediction] = useState<Prediction>();
  const heard = useRef({ seconds: FIRST_SECONDS - MORE_SECONDS, busy: false });
  const gone = useRef<AbortController>(undefined);
  const seconds = state.kind === 'recording' ? state.seconds : 0;

  useEffect(() => {
    const stop = new AbortController();
    gone.current = stop;
    return () => stop.abort();
  }, []);

  useEffect(() => {
    const { current } = heard;
    if (current.busy || seconds < current.seconds + MORE_SECONDS) return;
    const file = soFar();
    if (!file) return;
    current.seconds = seconds;
    current.busy = true;
    engine
      .classify(file, { onProgress: () => undefined, signal: gone.current!.signal })
      // One that fails is one answer fewer: the recording goes on.
      .then(setPrediction, () => undefined)
      .finally(() => {
        current.busy = false;
      });
  }, [seconds, soFar, engine]);

  return prediction;
}
