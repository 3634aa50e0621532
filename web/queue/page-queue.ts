/** The one queue of the page: it lives as long as the page does, whatever is shown. */
import { browserEngine } from '../engine/browser-engine.ts';
import { serverEngine } from '../engine/server-engine.ts';
import { createStore } from '../shell/store.ts';
import { createQueue } from './queue.ts';
import { songsAmong } from './songs-among.ts';

export const queue = createQueue({ server: serverEngine, browser: browserEngine }, 'server');

/** Names of the files that were last given and are no songs. */
export const leftOut = createStore<readonly string[]>([]);

/**
 * Puts the songs among some files into the queue.
 * @returns the number of the first of them; undefined where there was none.
 */
export function addFiles(files: readonly File[]): string | undefined {
  const sorted = songsAmong(files);
  leftOut.set(sorted.leftOut.map((file) => file.name));
  return sorted.songs.length > 0 ? queue.add(sorted.songs)[0] : undefined;
}

/** Puts them into the queue and shows the first. */
export function addAndShow(files: readonly File[]): void {
  const first = addFiles(files);
  if (first !== undefined) queue.select(first);
}
