import { useEffect, useMemo, useState } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { useStore } from '../../shell/store.ts';
import { getSongsById } from '../api/songs.ts';
import { correctionCount } from '../corrections/corrections-state.ts';

const MAX_KEPT = 4000;
const PAUSE_MS = 120;
const known = new Map<number, LibrarySong>();
/** Known as they were before something was said of songs. */
let stale = new Set<number>();
correctionCount.subscribe(() => {
  stale = new Set(known.keys());
});

/** Songs by number, those that are known at once, the others as they come. */
export function useSongCards(ids: readonly number[]): readonly (LibrarySong | undefined)[] {
  const [came, setCame] = useState(0);
  const corrections = useStore(correctionCount);
  const key = ids.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same numbers in another array ask nothing new.
  useEffect(() => {
    const missing = ids.filter((id) => !known.has(id) || stale.has(id));
    if (missing.length === 0) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      getSongsById(missing, stop.signal).then(
        (songs) => {
          remember(songs);
          setCame((count) => count + 1);
        },
        // The numbers stay without words; the map itself goes on.
        () => {},
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, corrections]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same list, as long as nothing came.
  return useMemo(() => ids.map((id) => known.get(id)), [key, corrections, came]);
}

/** One song, known or asked for; undefined where the server does not give it. */
export async function findSong(id: number): Promise<LibrarySong | undefined> {
  if (!known.has(id)) remember(await getSongsById([id]).catch(() => []));
  return known.get(id);
}

function remember(songs: readonly LibrarySong[]): void {
  if (known.size + songs.length > MAX_KEPT) known.clear();
  for (const song of songs) {
    known.set(song.id, song);
    stale.delete(song.id);
  }
}
