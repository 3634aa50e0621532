/** Words of a language: the same, with the same gaps, as the English of each part of the page. */
import type { sentences } from '../error-message.ts';
import type { words as about } from './en/about.ts';
import type { words as compare } from './en/compare.ts';
import type { words as corrections } from './en/corrections.ts';
import type { words as health } from './en/health.ts';
import type { words as history } from './en/history.ts';
import type { words as how } from './en/how.ts';
import type { words as inbox } from './en/inbox.ts';
import type { words as insight } from './en/insight.ts';
import type { words as library } from './en/library.ts';
import type { strings } from './en/main.ts';
import type { words as microphone } from './en/microphone.ts';
import type { words as models } from './en/models.ts';
import type { words as player } from './en/player.ts';
import type { words as playlists } from './en/playlists.ts';
import type { words as search } from './en/search.ts';
import type { words as teach } from './en/teach.ts';
import type { words as without } from './en/without.ts';

export type Translation<Words> = Words extends string
  ? string
  : Words extends (...gaps: infer Gaps) => infer Said
    ? (...gaps: Gaps) => Translation<Said>
    : { readonly [Name in keyof Words]: Translation<Words[Name]> };

export interface Catalogue {
  readonly main: Translation<typeof strings>;
  readonly errors: Translation<typeof sentences>;
  readonly player: Translation<typeof player>;
  readonly corrections: Translation<typeof corrections>;
  readonly search: Translation<typeof search>;
  readonly history: Translation<typeof history>;
  readonly microphone: Translation<typeof microphone>;
  readonly library: Translation<typeof library>;
  readonly playlists: Translation<typeof playlists>;
  readonly inbox: Translation<typeof inbox>;
  readonly teach: Translation<typeof teach>;
  readonly without: Translation<typeof without>;
  readonly compare: Translation<typeof compare>;
  readonly insight: Translation<typeof insight>;
  readonly how: Translation<typeof how>;
  readonly models: Translation<typeof models>;
  readonly about: Translation<typeof about>;
  readonly health: Translation<typeof health>;
}
