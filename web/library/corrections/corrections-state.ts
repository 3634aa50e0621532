/** What is being said of songs on any page of the library. Knows no React. */

import type { CorrectionOutcome, LibrarySong } from '../../../src/server/library-schema.ts';
import { createStore } from '../../shell/store.ts';
import { words } from '../../strings.corrections.ts';
import { genreName } from '../../strings.ts';
import { apiErrorOf, sayGenre, undoSaid } from '../api.ts';
import { titleOf } from '../song-words.ts';

/** The songs that the chooser is open for. */
export interface Asked {
  readonly ids: readonly number[];
  /** The one song, where it is one. */
  readonly song?: LibrarySong | undefined;
}

export type Notice =
  | { readonly kind: 'saying' }
  | { readonly kind: 'said'; readonly text: string; readonly batch: string }
  | { readonly kind: 'undone' }
  | { readonly kind: 'failed'; readonly message: string };

/** Undefined: the chooser is shut. */
export const asked = createStore<Asked | undefined>(undefined);
/** Undefined: nothing is to be told. */
export const notice = createStore<Notice | undefined>(undefined);
/** Grows with every change, so that what shows genres asks again. */
export const corrected = createStore(0);
/** Genres of the library, with those of its user. */
export const libraryGenres = createStore<readonly string[]>([]);

/** Opens the chooser. */
export function askGenre(songs: readonly LibrarySong[] | readonly number[]): void {
  const ids = songs.map((song) => (typeof song === 'number' ? song : song.id));
  const [first] = songs;
  if (ids.length > 0)
    asked.set({ ids, song: ids.length === 1 && typeof first === 'object' ? first : undefined });
}

/** @param genre null: none of these; undefined: what was said is taken back */
export async function say({ ids, song }: Asked, genre: string | null | undefined): Promise<void> {
  asked.set(undefined);
  notice.set({ kind: 'saying' });
  try {
    const outcome = await sayGenre(ids, genre);
    notice.set({ kind: 'said', text: textOf(outcome, song, genre), batch: outcome.batch });
    noteCorrected();
  } catch (error) {
    notice.set({ kind: 'failed', message: apiErrorOf(error).message });
  }
}

/** Whatever shows genres asks again. */
export function noteCorrected(): void {
  corrected.set(corrected.get() + 1);
}

export async function undoNotice(batch: string): Promise<void> {
  try {
    await undoSaid(batch);
    notice.set({ kind: 'undone' });
    noteCorrected();
  } catch (error) {
    notice.set({ kind: 'failed', message: apiErrorOf(error).message });
  }
}

function textOf(
  { songs, neighbours }: CorrectionOutcome,
  song: LibrarySong | undefined,
  genre: string | null | undefined,
): string {
  const what = song ? titleOf(song) : words.many(songs);
  const follow = neighbours > 0 ? ` ${words.neighboursToo(neighbours)}` : '';
  if (genre === undefined) return words.forgotten(what);
  return (genre === null ? words.saidNone(what) : words.said(what, genreName(genre))) + follow;
}
