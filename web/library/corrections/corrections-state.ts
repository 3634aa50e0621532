/** Corrections under way on any page of the library. Knows no React. */
import type { CorrectionOutcome, LibrarySong } from '../../../src/server/library-schema.ts';
import { type Asked, answer, asked, type Outcome, type Said } from '../../corrections/asking.ts';
import { createStore } from '../../shell/store.ts';
import { words } from '../../strings.corrections.ts';
import { genreName } from '../../strings.ts';
import { sayGenre, undoSaid } from '../api.ts';
import { titleOf } from '../song-words.ts';

/** Revision of corrections, on which pages with genres refetch. */
export const corrected = createStore(0);

/** Opens the chooser. */
export function askGenre(songs: readonly LibrarySong[] | readonly number[]): void {
  const ids = songs.map((song) => (typeof song === 'number' ? song : song.id));
  const [first] = songs;
  const song = ids.length === 1 && typeof first === 'object' ? first : undefined;
  if (ids.length > 0) asked.set(song ? questionOf(song) : questionOfMany(ids));
}

/** Sets the label of a song directly. */
export function say(song: LibrarySong, said: Said): Promise<void> {
  return answer((said) => sayOf([song.id], titleOf(song), said), said);
}

/** Notifies pages with genres. */
export function noteCorrected(): void {
  corrected.set(corrected.get() + 1);
}

/** Sends a label to the library. */
export async function sayOf(ids: readonly number[], what: string, said: Said): Promise<Outcome> {
  const outcome = await sayGenre(ids, said);
  noteCorrected();
  return {
    text: textOf(outcome, what, said),
    undo: async () => {
      await undoSaid(outcome.batch);
      noteCorrected();
    },
  };
}

function questionOf(song: LibrarySong): Asked {
  const { id, ranking, outside, unsure, genre, taught } = song;
  const claim = unsure ? undefined : genre;
  return {
    key: String(id),
    title: words.title(titleOf(song)),
    ranked: ranking.map(({ genre }) => genre),
    current: outside ? null : claim,
    mayForget: taught?.by === 'you',
    say: (said) => sayOf([id], titleOf(song), said),
  };
}

function questionOfMany(ids: readonly number[]): Asked {
  return {
    key: ids.join(),
    title: words.titleOfMany(ids.length),
    ranked: [],
    current: undefined,
    mayForget: true,
    say: (said) => sayOf(ids, words.many(ids.length), said),
  };
}

function textOf({ neighbours }: CorrectionOutcome, what: string, said: Said): string {
  const follow = neighbours > 0 ? ` ${words.neighboursToo(neighbours)}` : '';
  if (said === undefined) return words.forgotten(what);
  return (said === null ? words.saidNone(what) : words.said(what, genreName(said))) + follow;
}
