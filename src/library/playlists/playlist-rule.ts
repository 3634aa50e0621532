/** Playlist request as stored and sent: JSON with filters beside the rest. */

import type { SongFilter } from '../catalogue/song-filter.ts';
import type { PlaylistRequest } from './playlist.ts';

export interface PlaylistRule
  extends Omit<PlaylistRequest, 'filter' | 'length'>,
    Omit<SongFilter, 'genres' | 'ids' | 'text'> {
  /** Length in songs. */
  readonly length: number;
  readonly genre?: string | readonly string[];
}

export function requestOf(rule: PlaylistRule): PlaylistRequest {
  const { seeds, from, to, length, window, seed, mix, energyCourse, genre, ...columns } = rule;
  const filter = { ...columns, genres: typeof genre === 'string' ? [genre] : genre };
  return { seeds, from, to, window, seed, mix, energyCourse, length: { songs: length }, filter };
}

/** Rule of a request; undefined for one with a length in seconds. */
export function ruleOf({ filter = {}, length, ...rest }: PlaylistRequest): PlaylistRule | undefined {
  const { genres, ids: _, text: __, ...columns } = filter;
  return 'songs' in length ? { ...rest, ...columns, genre: genres, length: length.songs } : undefined;
}
