/** Integrity check and backup of a library's file. */
import { open, rm, stat } from 'node:fs/promises';
import { sql } from 'kysely';
import { TonearmError } from '../errors.ts';
import { renameOver } from '../jobs/rename-over.ts';
import { dialectOf } from './store/dialect.ts';
import { damaged, isDamage } from './store/library-error.ts';
import { isDatabase } from './store/place.ts';
import { type Library, openLibrary } from './store/store.ts';

export interface LibraryCheck {
  /** Integrity errors of the file; empty if it is sound. */
  readonly faults: readonly string[];
  readonly songs: number;
  readonly files: number;
  /** Number of songs without a file: they are kept for the day it comes back. */
  readonly orphans: number;
}

/** Checks all of the file: every page, every index, and all references. */
export async function checkLibrary(library: Library): Promise<LibraryCheck> {
  const faults = [...(await dialectOf(library).faults(library)), ...(await strayFiles(library))];
  const nothing = { songs: 0, files: 0, orphans: 0 };
  return { faults, ...(faults.length === 0 ? await countAll(library) : nothing) };
}

/**
 * Checks the pages alone, in a thread of its own; a database checks its own.
 * @throws TonearmError with the remedy if one is damaged
 */
export async function refuseDamaged(path: string): Promise<void> {
  if (isDatabase(path)) return;
  const library = await openLibrary(path);
  try {
    const { rows } = await sql<{ quickCheck: string }>`pragma quick_check(1)`.execute(library);
    if (rows[0].quickCheck !== 'ok') throw damaged();
  } catch (error) {
    throw isDamage(error) ? damaged() : error;
  } finally {
    await library.destroy();
  }
}

/**
 * Writes a consistent copy of the library while others go on using it. A kill leaves no copy, or all of it.
 * @throws bad-request where the file is there already or cannot be written.
 */
export async function backUpLibrary(library: Library, path: string): Promise<void> {
  if (await stat(path).catch(() => undefined)) {
    throw new TonearmError(
      'bad-request',
      `Expected a new file for the backup, got ${JSON.stringify(path)}, which is there.`,
    );
  }
  const part = `${path}.part`;
  try {
    await rm(part, { force: true });
    await sql`vacuum into ${part}`.execute(library);
    await sync(part);
    await renameOver(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'SQLITE_CANTOPEN' || !code?.startsWith('SQLITE_')) {
      throw new TonearmError(
        'bad-request',
        `Expected a place for the backup, got ${JSON.stringify(path)}: ${message}.`,
      );
    }
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

async function strayFiles(library: Library): Promise<string[]> {
  const rows = await library
    .selectFrom('files')
    .leftJoin('songs', 'songs.contentHash', 'files.contentHash')
    .select('files.path')
    .where('files.contentHash', 'is not', null)
    .where('songs.id', 'is', null)
    .execute()
    .catch((error) => {
      if (isDamage(error)) return [];
      throw error;
    });
  return rows.map(({ path }) => `the song of ${path} is missing`);
}

async function countAll(library: Library): Promise<Omit<LibraryCheck, 'faults'>> {
  const { rows } = await sql<Omit<LibraryCheck, 'faults'>>`
    select (select count(*) from songs) as songs, (select count(*) from files) as files,
      (select count(*) from songs where content_hash not in
        (select content_hash from files where content_hash is not null)) as orphans
  `.execute(library);
  return rows[0];
}
