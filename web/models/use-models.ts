import { useCallback, useEffect, useState } from 'react';
import type { ModelList } from '../../src/server/schema.ts';

export type ModelsState = { kind: 'loading' } | { kind: 'failed' } | { kind: 'there'; list: ModelList };

/** The models of the server, and a way to ask again. */
export function useModels(): [state: ModelsState, ask: () => void] {
  const [state, setState] = useState<ModelsState>({ kind: 'loading' });
  const ask = useCallback(() => {
    setState({ kind: 'loading' });
    fetchModels().then(
      (list) => setState({ kind: 'there', list }),
      () => setState({ kind: 'failed' }),
    );
  }, []);
  useEffect(ask, [ask]);
  return [state, ask];
}

async function fetchModels(): Promise<ModelList> {
  const response = await fetch('/api/models');
  if (!response.ok) throw new Error(`Expected the list of models, got status ${response.status}.`);
  return response.json();
}
