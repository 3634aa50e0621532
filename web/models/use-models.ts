import { useCallback, useEffect, useState } from 'react';
import type { ModelList } from '../../src/server/schema.ts';
import { noteModels } from '../engine/chosen-model.ts';
import { fetchModelList } from './model-list.ts';

export type ModelsState = { kind: 'loading' } | { kind: 'failed' } | { kind: 'there'; list: ModelList };

/** The models of the server, and a way to ask again. */
export function useModels(): [state: ModelsState, ask: () => void] {
  const [state, setState] = useState<ModelsState>({ kind: 'loading' });
  const ask = useCallback(() => {
    setState({ kind: 'loading' });
    fetchModelList(fetchOk).then(
      (list) => {
        noteModels(list);
        setState({ kind: 'there', list });
      },
      () => setState({ kind: 'failed' }),
    );
  }, []);
  useEffect(ask, [ask]);
  return [state, ask];
}

async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Expected the list of models, got status ${response.status}.`);
  return response;
}
