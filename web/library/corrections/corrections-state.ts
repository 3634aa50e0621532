/** Corrections under way on any page of the library. Knows no React. */
import type { CorrectionOutcome, LibrarySong } from '../../../src/server/library-schema.ts';
import {
  type Label,
  type LabelOutcome,
  type LabelQuestion,
  openQuestion,
  submitLabel,
} from '../../corrections/label-state.ts';
import { words } from '../../language/en/corrections.ts';
import { genreName } from '../../language/en/main.ts';
import { createStore } from '../../shell/store.ts';
import { labelSongs, undoLabels } from '../api/corrections.ts';
import { titleOf } from '../song-words.ts';

/** Revision of corrections, on which pages with genres refetch. */
export const correctionCount = createStore(0);

/** Opens the chooser. */
export function askLabel(songs: readonly LibrarySong[] | readonly number[]): void {
  const ids = songs.map((song) => (typeof song === 'number' ? song : song.id));
  const [first] = songs;
  const song = ids.length === 1 && typeof first === 'object' ? first : undefined;
  if (ids.length > 0) openQuestion.set(song ? questionOf(song) : questionOfMany(ids));
}

/** Sets the label of a song directly. */
export function labelSong(song: LibrarySong, label: Label): Promise<void> {
  return submitLabel((label) => sendLabel([song.id], titleOf(song), label), label);
}

/** Notifies pages with genres. */
export function countCorrection(): void {
  correctionCount.set(correctionCount.get() + 1);
}

/** Sends a label to the library. */
export async function sendLabel(ids: readonly number[], what: string, label: Label): Promise<LabelOutcome> {
  const outcome = await labelSongs(ids, label);
  countCorrection();
  return {
    text: textOf(outcome, what, label),
    undo: async () => {
      await undoLabels(outcome.batch);
      countCorrection();
    },
  };
}

function questionOf(song: LibrarySong): LabelQuestion {
  const { id, ranking, outside, unsure, genre, taught } = song;
  const claim = unsure ? undefined : genre;
  return {
    key: String(id),
    title: words.title(titleOf(song)),
    ranked: ranking.map(({ genre }) => genre),
    current: outside ? null : claim,
    mayForget: taught?.by === 'you',
    submit: (label) => sendLabel([id], titleOf(song), label),
  };
}

function questionOfMany(ids: readonly number[]): LabelQuestion {
  return {
    key: ids.join(),
    title: words.titleOfMany(ids.length),
    ranked: [],
    current: undefined,
    mayForget: true,
    submit: (label) => sendLabel(ids, words.many(ids.length), label),
  };
}

function textOf({ neighbours }: CorrectionOutcome, what: string, label: Label): string {
  const follow = neighbours > 0 ? ` ${words.neighboursToo(neighbours)}` : '';
  if (label === undefined) return words.forgotten(what);
  return (label === null ? words.saidNone(what) : words.said(what, genreName(label))) + follow;
}
