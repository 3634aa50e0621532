import { useMemo } from 'react';
import { type GenreSuggestion, suggestGenre } from '../../src/analysis/ear-neighbours.ts';
import type { Song } from '../queue/queue.ts';
import { useStore } from '../shell/store.ts';
import { labelledPlaces } from './labelled-places.ts';

/**
 * Suggestion from labelled songs in this browser that sound like this one; undefined if it is labelled
 * itself. The server does the same with its library's songs.
 */
export function useSuggestedGenre({ label, state }: Song): GenreSuggestion | undefined {
  const songs = useStore(labelledPlaces);
  const place = state.kind === 'done' && label === undefined ? state.place : undefined;
  return useMemo(() => place && suggestGenre(place, songs), [place, songs]);
}
