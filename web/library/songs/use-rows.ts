import { useEffect, useMemo, useRef } from 'react';
import { useStore } from '../../shell/store.ts';
import { getSongs } from '../api/songs.ts';
import { RowCache } from './row-cache.ts';

/**
 * The rows for a query of the server; asked again when `changes` changes. While new ones are on their way the old
 * ones stay, so that nothing flickers while one types.
 */
export function useRows(query: string, changes: number): RowCache {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a library that changed is asked again.
  const fresh = useMemo(
    () => new RowCache((offset, limit, signal) => getSongs(query, offset, limit, signal)),
    [query, changes],
  );
  const shown = useRef(fresh);
  const { total, error } = useStore(fresh.state);
  if (shown.current !== fresh && (total !== undefined || error !== undefined)) {
    shown.current.close();
    shown.current = fresh;
  }
  useEffect(() => {
    fresh.want(0, 0);
    return () => {
      if (shown.current !== fresh) fresh.close();
    };
  }, [fresh]);
  useStore(shown.current.state);
  return shown.current;
}
