/** What the commands of the library share. */
import { stat } from 'node:fs/promises';
import { TonearmError } from '../errors.ts';
import { type Library, openLibrary } from '../library/store.ts';

export const DEFAULT_LIBRARY = '.tonearm/library.sqlite';

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
