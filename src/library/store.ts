/** One SQLite file that several processes may use at once. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CamelCasePlugin, Kysely, type PluginTransformResultArgs } from 'kysely';
import { TonearmError } from '../errors.ts';
import { DatabaseThread, ThreadDialect } from './database.ts';
import { asLibraryError } from './library-error.ts';
import { MIGRATIONS, SONG_COLUMNS } from './migrations.ts';
import type { Tables } from './schema.ts';

export type Library = Kysely<Tables>;

export interface LibraryOptions {
  /** How long a statement waits for other programs that hold the file. Every write here takes milliseconds. */
  readonly waitMs?: number;
}

const WAIT_MS = 15_000;

/**
 * Opens the library at `path` and makes it where it is not there. Close it with `destroy()`. Its file is open in a
 * thread: no statement holds up this one. Readers never wait (write-ahead log); a writer waits for others, for a
 * while (SQLITE_BUSY).
 *
 * @throws bad-request where the file is no library, or one of a newer Tonearm; Busy where another program holds it.
 */
export async function openLibrary(path: string, { waitMs = WAIT_MS }: LibraryOptions = {}): Promise<Library> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const thread = await DatabaseThread.open({
      path,
      waitMs,
      migrations: MIGRATIONS,
      songColumns: SONG_COLUMNS,
    });
    return new Kysely<Tables>({ dialect: new ThreadDialect(thread), plugins: [new SnakeCaseInSql()] });
  } catch (error) {
    throw openingError(path, error);
  }
}

/** Rows have their names from the thread, an answer at a time and not a row at a time. */
class SnakeCaseInSql extends CamelCasePlugin {
  override async transformResult({ result }: PluginTransformResultArgs) {
    return result;
  }
}

/** A file that is something else may have been named by mistake. */
function openingError(path: string, cause: unknown): unknown {
  const { code } = cause as { code?: unknown };
  const known = code === 'SQLITE_NOTADB' || code === 'SQLITE_CANTOPEN' ? cause : asLibraryError(cause);
  if (known instanceof TonearmError) return known;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TonearmError(
    'bad-request',
    `Expected a library that can be opened, got ${JSON.stringify(path)}: ${reason}.`,
  );
}
