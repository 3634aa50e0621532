/** What the pages of the library share while one walks through them. */
import { createPlayer } from './player/library-player.ts';
import { createPlaylist } from './playlist/playlist.ts';

export const player = createPlayer();
export { selection } from './songs/selection.ts';
export const playlist = createPlaylist(localStorage);
