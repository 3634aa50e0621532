import { keepTracks } from './kept-tracks.ts';
import { createPlayer } from './player.ts';

/** The page's one player: it goes on whatever page is shown. */
export const player = createPlayer();

keepTracks(player);
