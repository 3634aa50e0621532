import { useEffect, useRef, useState } from 'react';
import { reportError } from '../../src/errors.ts';
import { type EngineProgress, Unreachable } from '../engine/engine.ts';
import { engines } from '../engine/engines.ts';
import { errorMessage } from '../error-message.ts';
import { strings } from '../language/en/main.ts';
import { type Contender, type ContenderState, keyOf, type Verdict } from './contenders.ts';

export interface Contenders {
  readonly verdicts: readonly Verdict[];
  /** Starts a contender; one that is there starts again. */
  readonly add: (contender: Contender) => void;
  readonly remove: (contender: Contender) => void;
}

/** Lets several models hear one file, each as soon as it is added. */
export function useContenders(file: File, known: readonly Verdict[]): Contenders {
  const [verdicts, setVerdicts] = useState(known);
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const run of all.values()) run.abort();
    };
  }, []);

  const stop = (key: string) => {
    running.current.get(key)?.abort();
    running.current.delete(key);
  };
  const add = (contender: Contender) => {
    const key = keyOf(contender);
    const run = new AbortController();
    stop(key);
    running.current.set(key, run);
    const report = (state: ContenderState) => {
      if (!run.signal.aborted) setVerdicts((old) => withVerdict(old, { contender, state }));
    };
    report({ kind: 'listening', secondsDone: 0 });
    const options = {
      model: contender.model,
      signal: run.signal,
      onProgress: (progress: EngineProgress) =>
        report({ kind: 'listening', secondsDone: progress.stage === 'listening' ? progress.secondsDone : 0 }),
    };
    engines[contender.engine].classify(file, options).then(
      (prediction) => report({ kind: 'done', prediction }),
      (error: Error) => report({ kind: 'failed', message: failureInWords(error, contender) }),
    );
  };
  const remove = (contender: Contender) => {
    stop(keyOf(contender));
    setVerdicts((old) => old.filter((verdict) => keyOf(verdict.contender) !== keyOf(contender)));
  };
  return { verdicts, add, remove };
}

/** Replaces the verdict of the same contender, or appends it. */
function withVerdict(verdicts: readonly Verdict[], verdict: Verdict): Verdict[] {
  const key = keyOf(verdict.contender);
  const there = verdicts.some((old) => keyOf(old.contender) === key);
  return there
    ? verdicts.map((old) => (keyOf(old.contender) === key ? verdict : old))
    : [...verdicts, verdict];
}

function failureInWords(error: Error, { engine }: Contender): string {
  if (error instanceof Unreachable) return strings.failure.unreachable[engine];
  const { code, message } = reportError(error);
  return errorMessage(code, message);
}
