import { keepTracks } from './kept-tracks.ts';
import { Player } from './player.ts';

/** The page's one player: it goes on whatever page is shown. */
export const player = new Player();

keepTracks(player);
