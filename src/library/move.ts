/** Move of a library: from a file to a database, back, or into a file to keep. Nothing is analysed again. */
import { cp, rm, stat } from 'node:fs/promises';
import type { Transaction } from 'kysely';
import { TonearmError } from '../errors.ts';
import { renameOver } from '../jobs/rename-over.ts';
import { dialectOf } from './store/dialect.ts';
import { isDatabase, shownPlace } from './store/place.ts';
import type { Tables } from './store/schema.ts';
import { type Library, openLibrary } from './store/store.ts';
import { journalFolder } from './tagging/journal.ts';
import { modelsFolder } from './training/train-library.ts';

export interface Moved {
  readonly songs: number;
  readonly files: number;
}

/** Tables in the order of their foreign keys, each with the key that pages are read by. */
const TABLES = [
  { table: 'songs', key: 'id' },
  { table: 'files', key: 'path' },
  { table: 'corrections', key: 'id' },
  { table: 'taught', key: 'contentHash' },
  { table: 'playlists', key: 'id' },
] as const;
/** Rows per statement, whose parameters are limited. */
const ROWS_AT_ONCE = 300;

/**
 * Copies a library and the files beside it to an empty place. A kill leaves nothing there, or all of it; the
 * source is not changed, and locked meanwhile.
 * @throws bad-request where something is there already
 */
export async function moveLibrary(from: string, to: string): Promise<Moved> {
  const source = await openLibrary(from, { create: false });
  try {
    const copyBeside = async () => {
      for (const beside of [journalFolder, modelsFolder]) await copyFolder(beside(from), beside(to));
    };
    return await (isDatabase(to) ? copyIntoDatabase : copyIntoFile)(source, to, copyBeside);
  } finally {
    await source.destroy();
  }
}

/**
 * Writes a copy of the library to a new file. A kill leaves no copy, or all of it.
 * @param finish what has to be done as well before the copy is there
 */
export async function copyIntoFile(
  source: Library,
  path: string,
  finish: () => Promise<void> = async () => {},
): Promise<Moved> {
  if (await stat(path).catch(() => undefined)) throw isThere(path);
  const part = `${path}.part`;
  await rm(part, { force: true });
  const target = await openLibrary(part);
  try {
    const moved = await copyAll(source, target, finish);
    await target.destroy();
    await renameOver(part, path);
    return moved;
  } catch (error) {
    await target.destroy().catch(() => {});
    for (const name of [part, `${part}-wal`, `${part}-shm`]) await rm(name, { force: true }).catch(() => {});
    throw error;
  }
}

async function copyIntoDatabase(source: Library, place: string, finish: () => Promise<void>): Promise<Moved> {
  const target = await openLibrary(place);
  try {
    for (const { table } of TABLES) {
      const row = await target
        .selectFrom(table)
        .select(({ lit }) => lit(1).as('one'))
        .limit(1)
        .executeTakeFirst();
      if (row !== undefined) throw isThere(shownPlace(place));
    }
    return await copyAll(source, target, finish);
  } finally {
    await target.destroy();
  }
}

function copyAll(source: Library, target: Library, finish: () => Promise<void>): Promise<Moved> {
  return source
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((read) =>
      target.transaction().execute(async (write) => {
        const counts: Record<string, number> = {};
        for (const { table, key } of TABLES) counts[table] = await copyTable(read, write, table, key);
        await dialectOf(write).continueNumbers(write);
        await finish();
        return { songs: counts.songs, files: counts.files };
      }),
    );
}

async function copyTable(
  read: Transaction<Tables>,
  write: Transaction<Tables>,
  table: (typeof TABLES)[number]['table'],
  key: string,
): Promise<number> {
  let count = 0;
  let last: unknown;
  for (;;) {
    const { ref } = read.dynamic;
    const rows = (await read
      .selectFrom(table)
      .selectAll()
      .$if(last !== undefined, (some) => some.where(ref(key), '>', last))
      .orderBy(ref(key))
      .limit(ROWS_AT_ONCE)
      .execute()) as Record<string, unknown>[];
    if (rows.length === 0) return count;
    await write
      .insertInto(table)
      .values(rows as never)
      .execute();
    count += rows.length;
    last = rows[rows.length - 1][key];
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  if (!(await stat(from).catch(() => undefined))) return;
  await cp(from, to, { recursive: true, force: false });
}

function isThere(place: string): TonearmError {
  return new TonearmError(
    'bad-request',
    `Expected a place without a library, got ${JSON.stringify(place)}, which has one.`,
  );
}
