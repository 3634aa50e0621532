/** A request for a playlist as it is kept and sent: as JSON knows it, conditions on columns beside the rest. */
import type { ColumnFilter } from './column-filter.ts';
import type { PlaylistRequest } from './playlist.ts';

export interface PlaylistRule extends Omit<PlaylistRequest, 'filter' | 'length'>, ColumnFilter {
  /** In songs. */
  readonly length: number;
  readonly genre?: string | readonly string[];
}

export function requestOf(rule: PlaylistRule): PlaylistRequest {
  const { seeds, from, to, length, window, seed, mix, energyCourse, genre, ...columns } = rule;
  const filter = { ...columns, genres: typeof genre === 'string' ? [genre] : genre };
  return { seeds, from, to, window, seed, mix, energyCourse, length: { songs: length }, filter };
}
