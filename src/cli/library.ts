/** What the commands of the library share. */
import { stat } from 'node:fs/promises';
import { TonearmError } from '../errors.ts';
import type { Catalogue } from '../library/catalogue.ts';
import { type Library, openLibrary } from '../library/store.ts';

export const DEFAULT_LIBRARY = '.tonearm/library.sqlite';

/** A line beside what was asked for. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Says how many songs cannot be compared yet. */
export function noteWaiting({ entries }: Catalogue): void {
  const waiting = entries.filter(({ vector }) => vector === undefined).length;
  if (waiting === 0) return;
  const songs = waiting === 1 ? '1 song waits' : `${waiting} songs wait`;
  note(
    `${songs} for a new scan and cannot be compared yet: an older version heard them. Run tonearm scan on their folders.`,
  );
}

/** Runs `work` on a library that is there already. @throws not-found where none is. */
export async function withLibrary<T>(path: string, work: (library: Library) => Promise<T>): Promise<T> {
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    throw new TonearmError(
      'not-found',
      `Expected a library, got none at ${JSON.stringify(path)}: tonearm scan makes one.`,
    );
  }
  const library = await openLibrary(path);
  return work(library).finally(() => library.destroy());
}
