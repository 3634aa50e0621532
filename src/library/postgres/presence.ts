/**
 * Presence of a process in a library: a connection of its own that holds a shared lock. Tables are migrated
 * under the exclusive lock, so that no program meets tables of another version.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { TonearmError } from '../../errors.ts';
import type { LibraryWire } from '../store/dialect.ts';
import { asPostgresError, isUnreachable } from './errors.ts';
import { LIST_TABLES } from './list/table.ts';
import { MIGRATIONS, SONG_COLUMNS } from './migrations.ts';

export interface PresenceOptions {
  /** Creates a client that is not yet connected. */
  readonly connection: () => Client;
  /** Longest wait for others. */
  readonly waitMs: number;
  /** Whether to create missing tables; otherwise they are an error. */
  readonly create: boolean;
}

const POLL_MS = 100;
const RECONNECT_MS = 1000;
const LOCK = 'hashtext(current_schema()), 1';
const CHANNEL = "('tonearm_' || (hashtext(current_schema())::bigint & 4294967295))";

export class Presence implements LibraryWire {
  readonly #options: PresenceOptions;
  readonly #listeners: ((message: string) => void)[] = [];
  #client: Client | undefined;
  #closed = false;
  #failure: unknown;

  private constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** @throws not-found, bad-request for a library of a newer Tonearm, busy */
  static async open(options: PresenceOptions): Promise<Presence> {
    const presence = new Presence(options);
    await presence.#connect(options.create);
    return presence;
  }

  /** Error if the library is unusable: another process migrated it meanwhile. */
  get failure(): unknown {
    return this.#failure;
  }

  send(message: string): void {
    void this.#client?.query(`select pg_notify(${CHANNEL}, $1)`, [message]).catch(() => {});
  }

  listen(listener: (message: string) => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => {});
  }

  async #connect(create: boolean): Promise<void> {
    const client = await this.#reach();
    client.on('error', () => {});
    try {
      await this.#enter(client, create);
      await this.#listenOn(client);
    } catch (error) {
      await client.end().catch(() => {});
      throw asPostgresError(error);
    }
    this.#client = client;
    client.once('end', () => void this.#reconnect());
    // It does not keep a process alive that has nothing else to do.
    (client as unknown as { unref(): void }).unref();
  }

  /** Connects; waits for a database that is starting. */
  async #reach(): Promise<Client> {
    const start = performance.now();
    for (;;) {
      const client = this.#options.connection();
      try {
        await client.connect();
        return client;
      } catch (error) {
        await client.end().catch(() => {});
        if (!isUnreachable(error) || performance.now() - start > this.#options.waitMs)
          throw asPostgresError(error);
      }
      await pause(POLL_MS);
    }
  }

  /** Reconnects after a lost connection; the version may have changed meanwhile. */
  async #reconnect(): Promise<void> {
    while (!this.#closed) {
      try {
        return await this.#connect(false);
      } catch (error) {
        if (error instanceof TonearmError) {
          this.#failure = error;
          return;
        }
      }
      await pause(RECONNECT_MS, undefined, { ref: false });
    }
  }

  /** Receives notifications; those that this connection sent come back, and are ignored. */
  async #listenOn(client: Client): Promise<void> {
    const { rows } = await client.query(`select ${CHANNEL} as channel, pg_backend_pid() as pid`);
    const [{ channel, pid }] = rows;
    client.on('notification', ({ payload = '', processId }) => {
      if (processId !== pid) for (const listener of this.#listeners) listener(payload);
    });
    await client.query(`listen ${channel}`);
  }

  async #enter(client: Client, create: boolean): Promise<void> {
    const start = performance.now();
    for (;;) {
      await client.query(`select pg_advisory_lock_shared(${LOCK})`);
      const version = await versionOf(client);
      if (version > MIGRATIONS.length) throw tooNew(version);
      if (version === 0 && !create) throw noLibrary();
      if (version === MIGRATIONS.length && (await missingColumns(client)).length === 0) return;
      await client.query(`select pg_advisory_unlock_shared(${LOCK})`);
      if (!(await migrateAlone(client)) && performance.now() - start > this.#options.waitMs)
        throw await inUse(client);
      await pause(POLL_MS);
    }
  }
}

/** Migrates under the exclusive lock; false if others use the library. */
async function migrateAlone(client: Client): Promise<boolean> {
  const { rows } = await client.query(`select pg_try_advisory_lock(${LOCK}) as alone`);
  if (!rows[0].alone) return false;
  try {
    await client.query('begin');
    const version = await versionOf(client);
    if (version < MIGRATIONS.length || (await missingColumns(client)).length > 0)
      await migrate(client, version);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.query(`select pg_advisory_unlock(${LOCK})`).catch(() => {});
  }
  return true;
}

async function migrate(client: Client, version: number): Promise<void> {
  for (const step of MIGRATIONS.slice(version)) await client.query(step);
  for (const { name, type } of await missingColumns(client)) {
    await client.query(`alter table songs add column "${name}" ${type}`);
  }
  for (const step of LIST_TABLES) await client.query(step);
  await client.query('create table if not exists tonearm (version int not null)');
  await client.query('delete from tonearm');
  await client.query('insert into tonearm values ($1)', [MIGRATIONS.length]);
}

/** Version of the tables; 0 without any. */
async function versionOf(client: Client): Promise<number> {
  const { rows } = await client.query("select to_regclass('tonearm') is not null as there");
  if (!rows[0].there) return 0;
  return (await client.query('select version from tonearm')).rows[0].version;
}

async function missingColumns(client: Client) {
  const { rows } = await client.query(
    "select attname from pg_attribute where attrelid = to_regclass('songs') and attnum > 0 and not attisdropped",
  );
  const known = new Set(rows.map(({ attname }) => attname));
  return SONG_COLUMNS.filter(({ name }) => !known.has(name));
}

function tooNew(version: number): TonearmError {
  return new TonearmError(
    'bad-request',
    `Expected a library of version ${MIGRATIONS.length} at most, got ${version}: update Tonearm.`,
  );
}

function noLibrary(): TonearmError {
  return new TonearmError(
    'not-found',
    'Expected a library, got a database without one: tonearm scan makes one.',
  );
}

async function inUse(client: Client): Promise<TonearmError> {
  const { rows } = await client.query(`
    select count(distinct pid) as others from pg_locks
    where locktype = 'advisory' and granted and objsubid = 2 and objid = 1
      and classid = (hashtext(current_schema())::bigint & 4294967295)::oid and pid <> pg_backend_pid()`);
  return new TonearmError(
    'busy',
    `The library was made by an older Tonearm and has to be brought up to date, but is in use (${rows[0].others} connected). Stop its servers and workers, and try again.`,
  );
}
