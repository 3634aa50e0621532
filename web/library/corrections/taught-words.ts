/** Words for why a song has its genre. Pure. */
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words } from '../../strings.corrections.ts';

/** Undefined where the model says it. Songs that were kept by an older page do not tell. */
export function taughtWords({ taught }: { taught?: LibrarySong['taught'] }): string | undefined {
  if (!taught) return undefined;
  return taught.by === 'you' ? words.you : words.neighbours(taught.songs);
}
