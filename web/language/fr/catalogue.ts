/** All French of the page. */
import type { Catalogue } from '../catalogue.ts';
import { how } from './how.ts';
import { library, playlists } from './library.ts';
import { corrections, errors, history, main, microphone, player, search } from './listen.ts';
import { compare, inbox, insight, teach, without } from './more.ts';
import { about, health, models } from './pages.ts';

export const catalogue: Catalogue = {
  main,
  errors,
  player,
  corrections,
  search,
  history,
  microphone,
  library,
  playlists,
  inbox,
  teach,
  without,
  compare,
  insight,
  how,
  models,
  about,
  health,
};
