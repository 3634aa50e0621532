/** Opening of a library that several processes may use at once: a SQLite file, or a database. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { TonearmError } from '../../errors.ts';
import { DatabaseThread } from '../sqlite/database.ts';
import { ThreadDialect } from '../sqlite/sqlite-dialect.ts';
import { asLibraryError } from './library-error.ts';
import { MIGRATIONS, SONG_COLUMNS } from './migrations.ts';
import { isDatabase } from './place.ts';
import type { Tables } from './schema.ts';
import { SnakeCaseInSql } from './snake-case.ts';

export type Library = Kysely<Tables>;

export interface LibraryOptions {
  /** Longest wait of a statement for other programs that hold the file. Every write here takes milliseconds. */
  readonly waitMs?: number;
  /** Whether to create missing tables; otherwise they are an error. Default true. */
  readonly create?: boolean;
}

const WAIT_MS = 15_000;

/**
 * Opens the library at `place`, a path or the address of a database (`postgres://...`), and makes it where it is not
 * there. Close it with `destroy()`.
 *
 * A file is open in a thread: no statement holds up this one. Readers never wait (write-ahead log); a writer waits for
 * others, for a while (SQLITE_BUSY).
 *
 * @throws bad-request where there is something else, or a library of a newer Tonearm; busy where another program holds
 * it, or the database cannot be reached.
 */
export async function openLibrary(place: string, options: LibraryOptions = {}): Promise<Library> {
  const { waitMs = WAIT_MS, create = true } = options;
  if (!isDatabase(place)) return openFile(place, waitMs);
  const { openPostgres } = await import('../postgres/postgres.ts');
  return openPostgres(place, { waitMs, create });
}

async function openFile(path: string, waitMs: number): Promise<Library> {
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

/** Error of opening a file; one of another kind may have been named by mistake. */
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
