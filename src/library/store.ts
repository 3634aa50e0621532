/** One SQLite file that several processes may use at once. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { BadRequest, TonearmError } from '../errors.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';

export type Library = Kysely<Tables>;

/** How long a writer waits for another process. Every write here takes milliseconds. */
const BUSY_MS = 30_000;
const OPENING_TRIES = 50;
const OPENING_PAUSE_MS = 100;

/**
 * Opens the library at `path` and makes it where it is not there. Close it with `destroy()`. Readers never wait
 * (write-ahead log); writes are single statements, so that none has to be repeated. Open it once and keep it: the
 * file stays open until its statements are collected as garbage.
 *
 * @throws BadRequest where the file is no library, or one of a newer Tonearm.
 */
export async function openLibrary(path: string): Promise<Library> {
  const database = await openDatabase(path);
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

/** Turning to the write-ahead log does not wait for other processes by itself. */
async function openDatabase(path: string): Promise<Database.Database> {
  for (let tried = 1; ; tried++) {
    try {
      return openOnce(path);
    } catch (error) {
      if (error instanceof TonearmError) throw error;
      if (!isBusy(error) || tried === OPENING_TRIES) throw unusable(path, error);
      await new Promise((resolve) => setTimeout(resolve, OPENING_PAUSE_MS));
    }
  }
}

function openOnce(path: string): Database.Database {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path, { timeout: BUSY_MS });
  try {
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = normal');
    database.exec('pragma foreign_keys = on');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && /busy|locked/i.test(`${(error as { code?: string }).code} ${error.message}`)
  );
}

function unusable(path: string, cause: unknown): BadRequest {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BadRequest(`Expected a library that can be opened, got ${JSON.stringify(path)}: ${reason}.`);
}
