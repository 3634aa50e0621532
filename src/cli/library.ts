/** Options and helpers shared by the commands of the library. */
import { stat } from 'node:fs/promises';
import { Option } from 'commander';
import { TonearmError } from '../errors.ts';
import { songsWaiting } from '../library/songs/songs.ts';
import { dialectOf } from '../library/store/dialect.ts';
import { isDatabase, shownPlace } from '../library/store/place.ts';
import { type Library, openLibrary } from '../library/store/store.ts';

/** Default location: a path, or the address of a database that the environment names. */
export const DEFAULT_LIBRARY = process.env.TONEARM_DATABASE_URL || '.tonearm/library.sqlite';

export function libraryOption(description = 'where tonearm scan kept the songs'): Option {
  return new Option('--library <place>', `${description}: a file, or postgres://...`).default(
    DEFAULT_LIBRARY,
    shownPlace(DEFAULT_LIBRARY),
  );
}

/** Prints a line on standard error. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints what the library's database lacks, on standard error. */
export async function noteLacks(library: Library): Promise<void> {
  for (const words of await dialectOf(library).lacks(library)) note(words);
}

/** Prints how many songs cannot be compared yet, on standard error. */
export async function noteWaiting(library: Library): Promise<void> {
  const waiting = await songsWaiting(library);
  if (waiting === 0) return;
  const songs = waiting === 1 ? '1 song waits' : `${waiting} songs wait`;
  note(
    `${songs} for a new scan and cannot be compared yet: an older version heard them. Run tonearm scan on their folders.`,
  );
}

/** Runs `work` on an existing library. @throws not-found without one */
export async function withLibrary<T>(place: string, work: (library: Library) => Promise<T>): Promise<T> {
  await refuseMissing(place);
  const library = await openLibrary(place, { create: false });
  return work(library).finally(() => library.destroy());
}

/** @throws not-found where a file is not there; a database tells itself */
export async function refuseMissing(place: string): Promise<void> {
  if (isDatabase(place) || (await stat(place).catch(() => undefined))) return;
  throw new TonearmError(
    'not-found',
    `Expected a library, got none at ${JSON.stringify(place)}: tonearm scan makes one.`,
  );
}
