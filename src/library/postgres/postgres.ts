/** Library in PostgreSQL: for more songs, servers and workers than one machine can handle. */
import {
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  replaceWithNoncontingentExpression,
  sql,
} from 'kysely';
import type { ClientConfig } from 'pg';
import { TonearmError } from '../../errors.ts';
import type { LibraryAdapter, LibraryDialect, LibraryWire } from '../store/dialect.ts';
import type { Tables } from '../store/schema.ts';
import { SnakeCaseInSql } from '../store/snake-case.ts';
import { PostgresCounters } from './counters.ts';
import { missingExtensions } from './extensions.ts';
import { withFile } from './file-lock.ts';
import { LibraryPool } from './pool.ts';
import { Presence, type PresenceOptions } from './presence.ts';

export type PostgresOptions = Pick<PresenceOptions, 'waitMs' | 'create'>;

/** Size of the pool: a process that scans or serves does a few things at once. */
const MAX_CONNECTIONS = 8;
const CONNECT_MS = 10_000;
/** Query timeout, after which an answer is taken as lost. */
const ANSWER_MS = 120_000;
const INT8 = 20;
const ROWS_NUMBERED_AT_ONCE = 20_000;

const POSTGRES: LibraryDialect = {
  listsSongs: true,

  async numberChanges(library) {
    let numbered = ROWS_NUMBERED_AT_ONCE;
    while (numbered === ROWS_NUMBERED_AT_ONCE) {
      const { rows } = await sql<{ numbered: number }>`
        select number_song_changes(${ROWS_NUMBERED_AT_ONCE}) as numbered`.execute(library);
      numbered = rows[0].numbered;
    }
  },

  async beginCarryOver(work) {
    await sql`set constraints all deferred`.execute(work);
    await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 3)`.execute(work);
  },

  withFile,

  /** Transaction state: another text after each transaction that wrote. */
  async state(library) {
    const { rows } = await sql<{ state: string }>`select pg_current_snapshot()::text as state`.execute(
      library,
    );
    return rows[0].state;
  },

  async continueNumbers(work) {
    for (const table of ['songs', 'corrections', 'playlists']) {
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), coalesce(max(id), 0) + 1, false) from ${sql.table(table)}`.execute(
        work,
      );
    }
  },

  /** No integrity check: the database has its own. */
  async faults() {
    return [];
  },

  lacks: missingExtensions,
};

class Adapter extends PostgresAdapter implements LibraryAdapter {
  readonly dialect = POSTGRES;
  readonly counters = new PostgresCounters();
  readonly wire: LibraryWire;

  constructor(wire: LibraryWire) {
    super();
    this.wire = wire;
  }
}

class LibraryPostgres extends PostgresDialect {
  readonly #wire: LibraryWire;

  constructor(pool: LibraryPool, wire: LibraryWire) {
    super({ pool });
    this.#wire = wire;
  }

  override createAdapter(): Adapter {
    return new Adapter(this.#wire);
  }
}

/** Opens the library of a database; see `openLibrary`. */
export async function openPostgres(url: string, options: PostgresOptions): Promise<Kysely<Tables>> {
  const { Client, Pool, types } = await driver();
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'tonearm',
    connectionTimeoutMillis: CONNECT_MS,
    lock_timeout: options.waitMs,
    keepAlive: true,
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
  };
  const presence = await Presence.open({ ...options, connection: () => new Client(config) });
  const pool = new Pool({ ...config, max: MAX_CONNECTIONS, query_timeout: ANSWER_MS, allowExitOnIdle: true });
  return new Kysely<Tables>({
    dialect: new LibraryPostgres(new LibraryPool(pool, presence, options.waitMs), presence),
    plugins: [
      new SnakeCaseInSql(),
      new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression }),
    ],
  });
}

async function driver() {
  try {
    return (await import('pg')).default;
  } catch (cause) {
    throw new TonearmError(
      'bad-request',
      'A library in PostgreSQL needs the package pg, which is not installed. Install it beside Tonearm: npm install pg',
      { cause },
    );
  }
}
