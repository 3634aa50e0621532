/** State of the correction dialog, opened anywhere on the page, and its outcome. Knows no React. */
import { createStore } from '../shell/store.ts';

/** Label; null: none of the genres; undefined: none. */
export type Label = string | null | undefined;

export interface LabelQuestion {
  /** Key of the question. */
  readonly key: string;
  /** "Blue Train is …" */
  readonly title: string;
  /** Genres that the model names. */
  readonly ranked: readonly string[];
  /** Label shown for the songs now, if they share one. */
  readonly current: Label;
  /** Whether there is a label to remove. */
  readonly mayForget: boolean;
  /** @returns what came of it */
  readonly submit: (label: Label) => Promise<LabelOutcome>;
}

export interface LabelOutcome {
  readonly text: string;
  readonly undo: () => Promise<void>;
}

export type Notice =
  | { readonly kind: 'saving' }
  | ({ readonly kind: 'saved' } & LabelOutcome)
  | { readonly kind: 'undone' }
  | { readonly kind: 'failed'; readonly message: string };

/** Open question; undefined while the chooser is closed. */
export const openQuestion = createStore<LabelQuestion | undefined>(undefined);
/** Notice; undefined without one. */
export const notice = createStore<Notice | undefined>(undefined);
/** Genres that are known here beside the model's. */
export const knownGenres = createStore<readonly string[]>([]);

/** Closes the chooser and submits the label. */
export async function submitLabel(submit: LabelQuestion['submit'], label: Label): Promise<void> {
  openQuestion.set(undefined);
  notice.set({ kind: 'saving' });
  await showOutcome(async () => ({ kind: 'saved', ...(await submit(label)) }));
}

/** Undoes a label. */
export function undoLabel(undo: LabelOutcome['undo']): Promise<void> {
  return showOutcome(async () => {
    await undo();
    return { kind: 'undone' };
  });
}

async function showOutcome(act: () => Promise<Notice>): Promise<void> {
  try {
    notice.set(await act());
  } catch (error) {
    notice.set({ kind: 'failed', message: (error as Error).message });
  }
}
