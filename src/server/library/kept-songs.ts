import type { Entry } from '../../library/entry.ts';
import type { KeptPlaylist } from '../../library/kept-playlists.ts';
import type { PlaylistRequest } from '../library-schema.ts';
import type { LibraryService } from './library-service.ts';
import { playlistOf } from './playlist-of.ts';

/** Songs of a playlist that are there; by a rule they are made anew. */
export async function keptSongs(library: LibraryService, { songs, rule }: KeptPlaylist): Promise<Entry[]> {
  await library.catalogue.refresh();
  const made = rule === null ? undefined : await playlistOf(library, rule as PlaylistRequest);
  const ids = made ? made.songs.map(({ song }) => song.id) : songs;
  return ids.flatMap((id) => library.catalogue.entry(id) ?? []);
}
