import { useEffect, useState } from 'react';
import type { SearchAnswer, SourceList } from '../../src/server/sources-schema.ts';
import { listSources, searchSongs } from './search-api.ts';

export type SearchState =
  | { kind: 'idle' }
  | { kind: 'address'; url: string }
  | { kind: 'searching'; before: SearchAnswer | undefined }
  | { kind: 'found'; answer: SearchAnswer }
  | { kind: 'failed' }
  | { kind: 'offline' };

/** Long enough for a word's next letter to come, short enough to feel like an answer. */
const PAUSE_MS = 300;
const SHORTEST = 2;

/** Search as one types: requested when the typing pauses; only the newest counts. Offline, it waits for the network. */
export function useSearch(text: string, online: boolean): SearchState {
  const [state, setState] = useState<SearchState>({ kind: 'idle' });
  useEffect(() => {
    const query = text.trim();
    if (/^https?:\/\/\S/i.test(query)) return setState({ kind: 'address', url: query });
    if (query.length < SHORTEST) return setState({ kind: 'idle' });
    if (!online) return setState({ kind: 'offline' });
    const stop = new AbortController();
    setState((old) => ({ kind: 'searching', before: answerOf(old) }));
    const timer = setTimeout(() => {
      searchSongs(query, stop.signal)
        .then((answer) => setState({ kind: 'found', answer }))
        .catch(() => {
          if (!stop.signal.aborted) setState({ kind: 'failed' });
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, online]);
  return state;
}

/** List of sources, fetched once it is wanted. */
export function useSources(wanted: boolean): SourceList | undefined {
  const [list, setList] = useState<SourceList>();
  const known = list !== undefined;
  useEffect(() => {
    if (!wanted || known) return;
    const stop = new AbortController();
    listSources(stop.signal)
      .then(setList)
      .catch(() => {});
    return () => stop.abort();
  }, [wanted, known]);
  return list;
}

/** Answer to show: old songs stay while new ones are searched. */
export function answerOf(state: SearchState): SearchAnswer | undefined {
  if (state.kind === 'found') return state.answer;
  return state.kind === 'searching' ? state.before : undefined;
}
