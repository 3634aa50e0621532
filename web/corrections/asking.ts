/** State of the correction dialog, opened anywhere on the page, and its outcome. Knows no React. */
import { createStore } from '../shell/store.ts';

/** Label; null: none of the genres; undefined: none. */
export type Said = string | null | undefined;

export interface Asked {
  /** Key of the question. */
  readonly key: string;
  /** "Blue Train is …" */
  readonly title: string;
  /** Genres that the model names. */
  readonly ranked: readonly string[];
  /** Label shown for the songs now, if they share one. */
  readonly current: Said;
  /** Whether there is a label to remove. */
  readonly mayForget: boolean;
  /** @returns what came of it */
  readonly say: (said: Said) => Promise<Outcome>;
}

export interface Outcome {
  readonly text: string;
  readonly undo: () => Promise<void>;
}

export type Notice =
  | { readonly kind: 'saying' }
  | ({ readonly kind: 'said' } & Outcome)
  | { readonly kind: 'undone' }
  | { readonly kind: 'failed'; readonly message: string };

/** Open question; undefined while the chooser is closed. */
export const asked = createStore<Asked | undefined>(undefined);
/** Notice; undefined without one. */
export const notice = createStore<Notice | undefined>(undefined);
/** Genres that are known here beside the model's. */
export const knownGenres = createStore<readonly string[]>([]);

/** Closes the chooser and submits the label. */
export async function answer(say: Asked['say'], said: Said): Promise<void> {
  asked.set(undefined);
  notice.set({ kind: 'saying' });
  await telling(async () => ({ kind: 'said', ...(await say(said)) }));
}

/** Undoes a label. */
export function takeBack(undo: Outcome['undo']): Promise<void> {
  return telling(async () => {
    await undo();
    return { kind: 'undone' };
  });
}

async function telling(act: () => Promise<Notice>): Promise<void> {
  try {
    notice.set(await act());
  } catch (error) {
    notice.set({ kind: 'failed', message: (error as Error).message });
  }
}
