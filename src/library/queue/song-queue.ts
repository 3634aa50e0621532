/** Job queue of files to analyse, stored beside a library in its database, by pg-boss. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { asPostgresError, isUnreachable } from '../postgres/errors.ts';
import type { Library } from '../store/store.ts';
import { isPaused, pauseWorkers } from './paused.ts';
import { queuePackage, refuseFile } from './queue-package.ts';

export interface QueueOptions {
  /** Address of the library's database. */
  readonly place: string;
  readonly library: Library;
  /** Analysis key: workers of another version or model take none of these files. */
  readonly analysis: string;
  /** Number of retries of a file whose worker died. Default 5. */
  readonly retries?: number;
  /** Whether this process takes files. */
  readonly isWorker?: boolean;
}

/** Lease of a file. If it expires, another worker gets the file. */
export interface Lease {
  readonly id: string;
  readonly path: string;
  /** Id of the attempt. */
  readonly retryCount: number;
}

export interface QueueCounts {
  /** Number of files that nobody has taken yet, or that wait for a retry. */
  readonly waiting: number;
  /** Number of files that workers hold. */
  readonly active: number;
}

/** Time after which a silent worker counts as dead or disconnected for good. */
export const LEASE_SECONDS = 10;
const RETRIES = 5;
const EXPIRES_SECONDS = 1800;
const SUPERVISE_SECONDS = 2;
const CONNECTIONS = 3;
/** Interval of polling for a pause. */
const LOOK_MS = 1000;
const WORKER = 'tonearm worker';
const HASH_LENGTH = 8;
/** Patience with a database that restarts. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 500;
const NAME = /[^\w./-]/g;

export class SongQueue {
  readonly #boss: PgBoss;
  readonly #library: Library;
  readonly #name: string;
  readonly #tables: string;
  #isPaused = false;
  #lookedAt = -Infinity;

  private constructor(boss: PgBoss, library: Library, name: string, tables: string) {
    this.#boss = boss;
    this.#library = library;
    this.#name = name;
    this.#tables = tables;
  }

  /** @throws bad-request for a library in a file, or without the package pg-boss */
  static async open(options: QueueOptions): Promise<SongQueue> {
    const { place, library, analysis, isWorker, retries = RETRIES } = options;
    refuseFile(place);
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(library);
    const tables = `${rows[0].schema}_queue`;
    const name = `songs/${analysis.replace(NAME, '-')}`;
    const { PgBoss } = await queuePackage();
    const boss = new PgBoss({
      connectionString: place,
      application_name: isWorker
        ? `${WORKER} ${shortHash(tables)}.${shortHash(name)} ${process.pid} ${hostname()}`
        : 'tonearm queue',
      schema: tables,
      max: CONNECTIONS,
      schedule: false,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: SUPERVISE_SECONDS,
      monitorVacuum: false,
    });
    // Told by the call that fails, too.
    boss.on('error', () => {});
    await boss.start();
    const queue = new SongQueue(boss, library, name, tables);
    await queue.#make(retries);
    return queue;
  }

  /** Adds files; those that are waiting or active already are not added again. */
  async add(paths: readonly string[]): Promise<void> {
    const jobs = paths.map((path) => ({ data: { path }, singletonKey: path }));
    if (jobs.length > 0) await untilReachable(() => this.#boss.insert(this.#name, jobs));
  }

  /** Takes at most `most` files; none while the queue is paused, which is polled. */
  async take(most: number): Promise<readonly Lease[]> {
    if (performance.now() - this.#lookedAt > LOOK_MS) {
      this.#isPaused = await this.isPaused();
      this.#lookedAt = performance.now();
    }
    if (this.#isPaused) return [];
    const jobs = await this.#boss.fetch<{ path: string }>(this.#name, {
      batchSize: most,
      includeMetadata: true,
    });
    return jobs.map(({ id, data, retryCount }) => ({ id, path: data.path, retryCount }));
  }

  /** Files that crashed every worker that tried. */
  async takeDead(most: number): Promise<readonly string[]> {
    const dead = await this.#boss.fetch<{ path: string }>(this.#dead, { batchSize: most });
    if (dead.length > 0)
      await this.#boss.complete(
        this.#dead,
        dead.map(({ id }) => id),
      );
    return dead.map(({ data }) => data.path);
  }

  async complete(leases: readonly Lease[]): Promise<void> {
    if (leases.length > 0) await this.#boss.complete(this.#name, [...leases]);
  }

  /** Returns files for a retry by this worker or another. */
  async giveBack(lease: Lease, message: string): Promise<void> {
    await this.#boss.fail(this.#name, lease, { message });
  }

  /** Renews leases. */
  async renew(leases: readonly Lease[]): Promise<void> {
    if (leases.length > 0) await this.#boss.touch(this.#name, [...leases]);
  }

  async counts(): Promise<QueueCounts> {
    const { rows } = await untilReachable(() =>
      this.#boss.getDb().executeSql(
        `select count(*) filter (where state < 'active')::int as waiting, count(*) filter (where state = 'active')::int as active
         from ${this.#tables}.job where name in ($1, $2) and state <= 'active'`,
        [this.#name, this.#dead],
      ),
    );
    return rows[0];
  }

  /** Number of connected workers of this library, of any version. */
  async workers(): Promise<number> {
    return this.#connected(`${WORKER} ${shortHash(this.#tables)}.%`);
  }

  /** Number of workers that take from this queue. */
  async likeWorkers(): Promise<number> {
    return this.#connected(`${WORKER} ${shortHash(this.#tables)}.${shortHash(this.#name)} %`);
  }

  async isPaused(): Promise<boolean> {
    return isPaused(this.#library);
  }

  /** Pauses workers or lets them go on; they finish the files that they hold. */
  async pause(paused: boolean): Promise<void> {
    await pauseWorkers(this.#library, paused);
    this.#lookedAt = -Infinity;
  }

  /** Removes files, except those that workers hold. */
  async remove(paths: readonly string[]): Promise<void> {
    await this.#boss
      .getDb()
      .executeSql(
        `delete from ${this.#tables}.job where name = $1 and state < 'active' and singleton_key = any($2)`,
        [this.#name, paths],
      );
  }

  /** Removes all files that nobody holds. @returns how many */
  async clear(): Promise<number> {
    return this.#boss.deleteQueuedJobs(this.#name);
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: true }).catch(() => {});
  }

  async #connected(like: string): Promise<number> {
    const { rows } = await sql<{ workers: number }>`
      select count(distinct (application_name, client_addr)) as workers from pg_stat_activity
      where application_name like ${like} and datname = current_database()`.execute(this.#library);
    return rows[0].workers;
  }

  get #dead(): string {
    return `${this.#name}/dead`;
  }

  async #make(retries: number): Promise<void> {
    const common = { expireInSeconds: EXPIRES_SECONDS, retryLimit: retries };
    await this.#boss.createQueue(this.#dead, common);
    await this.#boss.createQueue(this.#name, {
      ...common,
      policy: 'exclusive',
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      heartbeatSeconds: LEASE_SECONDS,
      deleteAfterSeconds: 3600,
      deadLetter: this.#dead,
    });
  }
}

/**
 * Short hash that distinguishes libraries of a database, and analyses of a library: a connection's name has
 * no room for more.
 */
function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}

/** Retries an idempotent request while the database is unreachable. */
async function untilReachable<Result>(ask: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      const error = asPostgresError(thrown);
      if (!isUnreachable(error) || performance.now() - start > PATIENCE_MS) throw error;
    }
    await pause(RETRY_MS);
  }
}
