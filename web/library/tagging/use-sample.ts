import { useEffect, useState } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { getSongs } from '../api/songs.ts';

/** Songs of which the whole description is known come first, then any. */
const QUERIES = ['tempoConfidenceMin=0&energyMin=0&valenceMin=0', ''];

/** A song to show what would be written of it: the first that is selected, else one that much is known of. */
export function useSample(first: number | undefined): LibrarySong | undefined {
  const [sample, setSample] = useState<LibrarySong>();
  useEffect(() => {
    const stop = new AbortController();
    const find = async () => {
      for (const query of first === undefined ? QUERIES : [`ids=${first}`]) {
        const [song] = (await getSongs(query, 0, 1, stop.signal)).songs;
        if (song) return setSample(song);
      }
    };
    // Without it there is no preview, and the page goes on.
    find().catch(() => {});
    return () => stop.abort();
  }, [first]);
  return sample;
}
