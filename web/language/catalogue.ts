/** Words of a language: the same, with the same gaps, as the English of each part of the page. */
import type { sentences } from '../error-message.ts';
import type { words as about } from '../strings.about.ts';
import type { words as compare } from '../strings.compare.ts';
import type { words as corrections } from '../strings.corrections.ts';
import type { words as health } from '../strings.health.ts';
import type { words as history } from '../strings.history.ts';
import type { words as how } from '../strings.how.ts';
import type { words as inbox } from '../strings.inbox.ts';
import type { words as insight } from '../strings.insight.ts';
import type { words as library } from '../strings.library.ts';
import type { words as microphone } from '../strings.microphone.ts';
import type { words as models } from '../strings.models.ts';
import type { words as player } from '../strings.player.ts';
import type { words as playlists } from '../strings.playlists.ts';
import type { words as search } from '../strings.search.ts';
import type { words as teach } from '../strings.teach.ts';
import type { strings } from '../strings.ts';
import type { words as without } from '../strings.without.ts';

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
