import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { getWished } from '../api/songs.ts';
import { queryOf, type Wishes } from './wishes.ts';

/** Debounce time of the sliders. */
const PAUSE_MS = 150;

/** The songs nearest to the wishes; those of before while others are on their way, undefined before any. */
export function useWished(wishes: Wishes) {
  const [songs, setSongs] = useState<readonly LibrarySong[]>();
  const [error, setError] = useState<unknown>();
  const [query] = useDebouncedValue(queryOf(wishes), PAUSE_MS);
  useEffect(() => {
    if (query === '') return setSongs(undefined);
    const stop = new AbortController();
    getWished(query, stop.signal).then(
      (answer) => {
        setSongs(answer.songs.map(({ song }) => song));
        setError(undefined);
      },
      (error) => {
        if (!stop.signal.aborted) setError(error);
      },
    );
    return () => stop.abort();
  }, [query]);
  return { songs, error };
}
