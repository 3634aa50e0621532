/** Connection pool of a database, for the query builder. */
import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { camelCase } from '../columns/names.ts';
import { asPostgresError, isUnreachable } from './errors.ts';
import type { Presence } from './presence.ts';

const MAX_PAUSE_MS = 500;
/** Statements with a longer time limit: indexes and marks of millions of songs take long. */
const LONG = /^\s*(create index|vacuum|analyze|insert into listed_marks)\b/;
const LONG_MS = 24 * 3600 * 1000;

export class LibraryPool implements PostgresPool {
  readonly #pool: Pool;
  readonly #presence: Presence;
  readonly #waitMs: number;

  constructor(pool: Pool, presence: Presence, waitMs: number) {
    this.#pool = pool;
    this.#presence = presence;
    this.#waitMs = waitMs;
    // A connection that is lost while nobody uses it leaves the pool, and that is all; one in use tells its next statement.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Connects; waits while the database restarts. */
  async connect(): Promise<PostgresPoolClient> {
    const start = performance.now();
    for (let wait = 10; ; wait = Math.min(MAX_PAUSE_MS, 2 * wait)) {
      if (this.#presence.failure !== undefined) throw this.#presence.failure;
      try {
        return new LibraryClient(await this.#pool.connect());
      } catch (error) {
        if (!isUnreachable(error) || performance.now() - start > this.#waitMs) throw asPostgresError(error);
      }
      await pause(wait);
    }
  }

  /** Closes the pool and waits for its connections, which do not keep the process alive when idle. */
  async end(): Promise<void> {
    const waiting = setInterval(() => {}, MAX_PAUSE_MS);
    await this.#pool.end();
    await this.#presence.close();
    clearInterval(waiting);
  }
}

/** Client that strips characters PostgreSQL cannot store, and renames columns once an answer, not once a row. */
class LibraryClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  #error: Error | undefined;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  query(...query: readonly unknown[]): never {
    return this.#rowsOf(query[0] as string, query[1] as readonly unknown[]) as never;
  }

  release(): void {
    this.#client.release(this.#error);
  }

  async #rowsOf(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    try {
      const values = parameters.map(withoutNul);
      const { command, rowCount, rows, fields } = await this.#client.query({
        text,
        values,
        rowMode: 'array',
        ...(LONG.test(text) && { query_timeout: LONG_MS }),
      });
      const names = fields.map(({ name }) => camelCase(name));
      return {
        command: command as PostgresQueryResult<unknown>['command'],
        rowCount: rowCount ?? 0,
        rows: rows.map((cells) => rowOf(names, cells)),
      };
    } catch (error) {
      // A connection that is lost, or in doubt, is not used again.
      if (isUnreachable(error)) this.#error = error as Error;
      throw asPostgresError(error);
    }
  }
}

function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}

function rowOf(names: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) row[names[i]] = cells[i];
  return row;
}
