import { TonearmError } from '../../errors.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Entry } from '../songs/entry.ts';
import type { KeptPlaylist } from './kept-playlists.ts';
import { makePlaylist } from './playlist.ts';
import { type PlaylistRule, requestOf } from './playlist-rule.ts';

/**
 * Existing songs of a playlist; a rule makes them anew.
 * @throws not-found if the rule needs a song that is gone
 */
export async function keptSongs(
  catalogue: Catalogue,
  { songs, rule }: Pick<KeptPlaylist, 'songs' | 'rule'>,
): Promise<readonly Entry[]> {
  await catalogue.refresh();
  if (rule === null) return catalogue.entriesOf(songs);
  const made = await makePlaylist(catalogue, requestOf(rule as PlaylistRule));
  return made.songs.map(({ entry }) => entry);
}

/** Songs of a playlist; undefined if the rule needs a song that is gone, so that the other playlists go on. */
export async function keptSongsIfAny(
  catalogue: Catalogue,
  kept: Pick<KeptPlaylist, 'songs' | 'rule'>,
): Promise<readonly Entry[] | undefined> {
  try {
    return await keptSongs(catalogue, kept);
  } catch (error) {
    if (error instanceof TonearmError && error.code === 'not-found') return undefined;
    throw error;
  }
}
