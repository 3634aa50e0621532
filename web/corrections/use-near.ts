import { useMemo } from 'react';
import { answerAt, type NeighbourAnswer } from '../../src/analysis/ear-neighbours.ts';
import type { Song } from '../queue/queue.ts';
import { useStore } from '../shell/store.ts';
import { named } from './named-places.ts';

/**
 * What songs that were named in this browser say of one that it heard, if that sounds like them; undefined where it was
 * named itself. The server asks its library's songs in the same way.
 */
export function useNear({ said, state }: Song): NeighbourAnswer | undefined {
  const songs = useStore(named);
  const place = state.kind === 'done' && said === undefined ? state.place : undefined;
  return useMemo(() => place && answerAt(place, songs), [place, songs]);
}
