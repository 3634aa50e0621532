/** Words for why a song has its genre. Pure. */
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/corrections.ts';

/** Undefined if the genre is the model's, and for songs stored by an older page. */
export function taughtWords({ taught }: { taught?: LibrarySong['taught'] }): string | undefined {
  if (!taught) return undefined;
  return taught.by === 'you' ? words.you : words.neighbours(taught.songs);
}
