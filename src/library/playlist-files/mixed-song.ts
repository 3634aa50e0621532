/** Songs as exported to DJ programs. */
import type { BeatGrid } from '../../description/description.ts';
import type { Entry } from '../songs/entry.ts';
import { songsOf } from '../songs/songs.ts';
import type { Library } from '../store/store.ts';
import type { ListedSong } from './playlist-file.ts';

/** Song with the values that DJs sort and mix by; null if unsure. */
export interface MixedSong extends ListedSong {
  readonly genre: string | null;
  readonly beatsPerMinute: number | null;
  readonly grid: BeatGrid | null;
  /** Key as "A minor". */
  readonly key: string | null;
  readonly camelot: string | null;
  /** 0..1. */
  readonly energy: number | null;
}

/** Songs in the order requested, repetitions included. */
export async function mixedSongs(library: Library, entries: readonly Entry[]): Promise<MixedSong[]> {
  const songs = new Map((await songsOf(library, entries)).map((song) => [song.id, song]));
  return entries.map((entry) => {
    const { genre, unsure, outside, beatsPerMinute, tempoConfidence } = entry;
    const { firstBeatSeconds = null, gridBeatsPerMinute = null } = songs.get(entry.id) ?? {};
    const hasGrid = firstBeatSeconds !== null && gridBeatsPerMinute !== null;
    return {
      ...entry,
      genre: unsure || outside ? null : genre,
      beatsPerMinute: tempoConfidence === null ? null : beatsPerMinute,
      grid: hasGrid ? { firstBeatSeconds, beatsPerMinute: gridBeatsPerMinute } : null,
    };
  });
}

/** Comment as "8A · energy 7". */
export function mixComment({ camelot, energy }: MixedSong): string {
  const parts = [camelot, energy === null ? null : `energy ${Math.round(10 * energy)}`];
  return parts.filter((part) => part !== null).join(' · ');
}
