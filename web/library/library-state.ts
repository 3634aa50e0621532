/** State shared by the pages of the library. */
import { player as pagePlayer } from '../player/page-player.ts';
import { createLibraryPlayer } from './player/library-player.ts';
import { createPlaylist } from './playlist/playlist.ts';

export const player = createLibraryPlayer(pagePlayer);
export { selection } from './songs/selection.ts';
export const playlist = createPlaylist(localStorage);
