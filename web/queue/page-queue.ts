/** Queue of the page, which lives as long as the page does. */
import { withChosenModel } from '../engine/chosen-model.ts';
import type { EngineName } from '../engine/engine.ts';
import { engines } from '../engine/engines.ts';
import { firstEngine, keepChoice } from '../engine/first-engine.ts';
import { HAS_SERVER } from '../shell/site.ts';
import { createStore } from '../shell/store.ts';
import { rememberFolderCovers } from '../tags/folder-covers.ts';
import { keepQueue } from './kept-songs.ts';
import { Queue } from './queue.ts';
import { songsAmong } from './songs-among.ts';

const first = HAS_SERVER ? firstEngine() : ({ engine: 'browser', byHand: false } as const);
export const queue = new Queue(
  { server: withChosenModel(engines.server), browser: withChosenModel(engines.browser) },
  first.engine,
);

/** Whether the visitor chose the engine, rather than the page. */
export const engineByHand = createStore(first.byHand);

/** Chooses the engine for songs from now on, and for the next visit. */
export function chooseEngine(engine: EngineName): void {
  queue.chooseEngine(engine);
  engineByHand.set(true);
  keepChoice(engine);
}

// Private windows may refuse a store; the songs then live as long as the page.
void keepQueue(queue).catch(() => undefined);
// The history is loaded after the page, since it is not needed for the first view.
const remember = () =>
  void import('../history/history.ts').then(({ keepHistory }) => keepHistory(queue)).catch(() => undefined);
if (document.readyState === 'complete') remember();
else addEventListener('load', remember, { once: true });

/** Names of the files that were last given and are no songs. */
export const skippedFiles = createStore<readonly string[]>([]);

/** Songs cleared from the list, until they are restored or something new is heard. */
export const clearedQueue = createStore<Cleared | undefined>(undefined);

interface Cleared {
  readonly songs: number;
  readonly putBack: () => void;
}

/** Takes all songs off the list; they can be put back. */
export function clearQueue(): void {
  const { songs } = queue.getSnapshot();
  const putBack = queue.clear();
  clearedQueue.set({
    songs: songs.length,
    putBack: () => {
      clearedQueue.set(undefined);
      putBack();
    },
  });
}

/**
 * Puts the songs among some files into the queue.
 * @returns the number of the first of them; undefined where there was none.
 */
export function addFiles(files: readonly File[]): string | undefined {
  const sorted = songsAmong(files);
  clearedQueue.set(undefined);
  rememberFolderCovers(sorted.songs, sorted.covers);
  skippedFiles.set(sorted.leftOut.map((file) => file.name));
  return sorted.songs.length > 0 ? queue.add(sorted.songs)[0] : undefined;
}

/** Puts them into the queue and shows the first. */
export function addAndShow(files: readonly File[]): void {
  const first = addFiles(files);
  if (first !== undefined) queue.select(first);
}
