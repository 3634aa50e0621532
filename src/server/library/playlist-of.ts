import { makePlaylist } from '../../library/playlists/playlist.ts';
import { requestOf } from '../../library/playlists/playlist-rule.ts';
import { songsOf } from '../../library/songs/songs.ts';
import type { Playlist, PlaylistRequest } from '../library-schema.ts';
import { toApiSong } from './api-song.ts';
import type { LibraryService } from './library-service.ts';

/** Playlist of a request. @throws not-found for unknown songs */
export async function playlistOf(library: LibraryService, request: PlaylistRequest): Promise<Playlist> {
  // Before it is asked about paths, which nobody else shall see.
  for (const id of [...(request.seeds ?? []), request.from, request.to]) {
    if (id !== undefined) await library.placeOf(id, 0);
  }
  const made = await makePlaylist(library.catalogue, requestOf(request));
  const songs = await songsOf(
    library.library,
    made.songs.map(({ entry }) => entry),
  );
  const byId = new Map(songs.map((song) => [song.id, toApiSong(song, library)]));
  const listed = made.songs.flatMap(({ entry, why }) => {
    const song = byId.get(entry.id);
    return song ? [{ song, why: [...why] }] : [];
  });
  return { songs: listed, seconds: made.seconds, complete: made.complete };
}
