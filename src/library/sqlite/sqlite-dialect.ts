/** SQLite dialect of a library. */
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { LibraryAdapter, LibraryDialect } from '../store/dialect.ts';
import { isDamage } from '../store/library-error.ts';
import { type DatabaseThread, ThreadDriver } from './database.ts';

const SQLITE: LibraryDialect = {
  listsSongs: false,

  /** Nothing to do: triggers log the changes, and one process writes at a time. */
  async numberChanges() {},

  async beginCarryOver(work) {
    await sql`pragma defer_foreign_keys = on`.execute(work);
  },

  /**
   * No lock: a file is used by one machine, and SQLite cannot tell who writes beside this process;
   * `rewriteFile` checks itself.
   */
  async withFile(_library, _path, work) {
    return work(async () => {});
  },

  async state(library) {
    const { rows: others } = await sql<{ dataVersion: number }>`pragma data_version`.execute(library);
    const { rows: ours } = await sql<{ changes: number }>`select total_changes() as changes`.execute(library);
    return `${others[0].dataVersion} ${ours[0].changes}`;
  },

  async continueNumbers() {},

  /** Integrity check, which itself fails if too much is broken. */
  async faults(library) {
    try {
      const { rows } = await sql<{ integrityCheck: string }>`pragma integrity_check`.execute(library);
      return rows.map((row) => row.integrityCheck).filter((line) => line !== 'ok');
    } catch (error) {
      if (isDamage(error)) return [(error as Error).message];
      throw error;
    }
  },

  async lacks() {
    return [];
  },
};

class Adapter extends SqliteAdapter implements LibraryAdapter {
  readonly dialect = SQLITE;
}

/** Kysely dialect of a library's file. */
export class ThreadDialect implements Dialect {
  readonly #thread: DatabaseThread;

  constructor(thread: DatabaseThread) {
    this.#thread = thread;
  }

  createDriver = () => new ThreadDriver(this.#thread);
  createQueryCompiler = () => new SqliteQueryCompiler();
  createAdapter = () => new Adapter();
  createIntrospector: Dialect['createIntrospector'] = (db) => new SqliteIntrospector(db);
}
