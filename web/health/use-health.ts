import { useEffect, useState } from 'react';
import type { Health } from '../../src/server/schema.ts';

export type HealthState =
  | { kind: 'asking' }
  | { kind: 'away' }
  | { kind: 'locked' }
  | { kind: 'there'; health: Health };

const EVERY_MS = 4000;

/** State of the server, polled while the page is visible. */
export function useHealth(): HealthState {
  const [state, setState] = useState<HealthState>({ kind: 'asking' });
  useEffect(() => {
    const stop = new AbortController();
    const ask = () => {
      if (document.hidden) return;
      fetchHealth(stop.signal).then(setState, () => {
        if (!stop.signal.aborted) setState({ kind: 'away' });
      });
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    document.addEventListener('visibilitychange', ask, { signal: stop.signal });
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, []);
  return state;
}

async function fetchHealth(signal: AbortSignal): Promise<HealthState> {
  const response = await fetch('/api/health', { signal });
  if (response.status === 401) return { kind: 'locked' };
  if (!response.ok) throw new Error(`Expected the health of the server, got status ${response.status}.`);
  return { kind: 'there', health: await response.json() };
}
