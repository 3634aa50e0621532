import { useEffect } from 'react';
import { getGenreTimeline } from '../../library/api/songs.ts';
import { player } from '../page-player.ts';
import type { Playing } from '../player.ts';

/** Delay before the timeline of a playing song is requested: the server analyses the whole song for it. */
const STAYS_MS = 1000;

/** Asks for the course of a song of the library once it has played for a moment. */
export function useGenreTimeline({ track, status }: Playing): void {
  const wanted = status === 'playing' && track?.prediction === undefined ? track?.song?.id : undefined;
  useEffect(() => {
    if (wanted === undefined) return;
    // Once asked for it may come when another song plays already: it is there when this one plays again.
    const ask = async () => {
      const prediction = await getGenreTimeline(wanted);
      player.renew((track) => (track.song?.id === wanted ? { ...track, prediction } : track));
    };
    // Without one, the bar stays in the song's colour.
    const timer = setTimeout(() => void ask().catch(() => undefined), STAYS_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
}
