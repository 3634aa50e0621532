/** Import of playlists from other programs. */
import type { Catalogue } from '../library/catalogue/catalogue.ts';
import { changePlaylist, keepPlaylist, keptPlaylists } from '../library/playlists/kept-playlists.ts';
import { LibraryMatcher } from './library-matcher.ts';
import type { ReadPlaylist } from './playlist-files/read-playlist.ts';

export interface Imported {
  readonly title: string;
  readonly outcome: 'kept' | 'replaced' | 'there already' | 'empty';
  readonly songs: number;
  /** Number of songs that are not in the library. */
  readonly missing: number;
}

/**
 * Imports playlists. One whose title is taken is skipped, unless it shall be replaced; one without any known
 * song always.
 */
export async function importPlaylists(
  catalogue: Catalogue,
  playlists: readonly ReadPlaylist[],
  replace: boolean,
): Promise<Imported[]> {
  const { library } = catalogue;
  const matcher = await LibraryMatcher.open(catalogue);
  const taken = new Map((await keptPlaylists(library)).map(({ title, id }) => [title, id]));
  const imported: Imported[] = [];
  for (const { title, songs: listed } of playlists) {
    const songs = (await matcher.songsOf(listed)).flatMap((song) => song?.id ?? []);
    const counts = { title, songs: songs.length, missing: listed.length - songs.length };
    const content = { title, songs, rule: null };
    const id = taken.get(title);
    if (songs.length === 0) imported.push({ ...counts, outcome: 'empty' });
    else if (id === undefined) {
      taken.set(title, (await keepPlaylist(library, content)).id);
      imported.push({ ...counts, outcome: 'kept' });
    } else if (replace) {
      await changePlaylist(library, id, content);
      imported.push({ ...counts, outcome: 'replaced' });
    } else imported.push({ ...counts, outcome: 'there already' });
  }
  return imported;
}
