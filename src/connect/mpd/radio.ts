/** Radio: keeps a queue filled with songs that sound like its last ones. */

import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import type { SongFilter } from '../../library/catalogue/song-filter.ts';
import { makePlaylist } from '../../library/playlists/playlist.ts';
import type { SongMap } from '../song-map.ts';
import type { MpdPlayer } from './mpd-player.ts';

export interface RadioOptions {
  /** Number of songs to keep behind the current one. */
  readonly ahead: number;
  readonly filter: SongFilter;
}

/** Number of last songs that the next ones should sound like. */
const SEEDS = 5;
/** Number of recent songs that are not repeated. */
const MEMORY = 500;

/**
 * Appends the songs missing behind the current one.
 * @returns paths that were added; undefined where no song of the queue is in the library.
 */
export async function fillQueue(
  player: MpdPlayer,
  map: SongMap,
  catalogue: Catalogue,
  { ahead, filter }: RadioOptions,
): Promise<readonly string[] | undefined> {
  const { paths, position } = await player.queue();
  const missing = ahead - (paths.length - 1 - position);
  if (missing <= 0) return [];
  const known = await Promise.all(paths.slice(-MEMORY).map((path) => map.ofItem(path)));
  const songs = known.flatMap((mapped) => mapped?.song ?? []);
  if (songs.length === 0) return undefined;
  const heard = new Set(songs);
  const { songs: chosen } = await makePlaylist(catalogue, {
    seeds: [...new Set(songs.slice(-SEEDS))],
    length: { songs: missing },
    // Another way on each time, though the seeds be the same.
    seed: paths.length,
    filter: { ...filter, ids: map.songs.filter((song) => !heard.has(song)) },
  });
  const added = chosen.flatMap(({ entry }) => map.ofSong(entry.id)?.item.id ?? []);
  await player.add(added);
  return added;
}
