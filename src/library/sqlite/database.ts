/** SQLite driver for the query builder, with the file open in a thread of its own. */
import { Worker } from 'node:worker_threads';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import { TonearmError } from '../../errors.ts';
import { camelCase } from '../columns/names.ts';
import { nullRecord } from '../store/null-record.ts';
import type { DatabaseAnswer, DatabaseFault, DatabaseOptions, DatabaseRequest } from './database-protocol.ts';

type Row = Record<string, unknown>;

interface Waiting {
  readonly resolve: (answer: DatabaseAnswer) => void;
  readonly reject: (reason: unknown) => void;
}

/** Thread with an open database. It keeps the process alive only while a caller waits for an answer. */
export class DatabaseThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  #requests = 0;
  /** Error that ended the thread. */
  #over: unknown;

  private constructor(options: DatabaseOptions) {
    this.#worker = new Worker(new URL('./database-worker.js', import.meta.url), {
      workerData: options,
      execArgv: [],
      // Rows are sent on at once: room for more of them would only be filled.
      resourceLimits: { maxYoungGenerationSizeMb: 6 },
    });
    this.#worker.on('message', (answer: DatabaseAnswer) => this.#receive(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#end(new TonearmError('internal', 'The thread of the library stopped unexpectedly.'));
        resolve();
      });
    });
  }

  /** @throws what SQLite says, with its code, and bad-request for a library of a newer Tonearm. */
  static async open(options: DatabaseOptions): Promise<DatabaseThread> {
    const thread = new DatabaseThread(options);
    try {
      await thread.#answerTo(0);
      return thread;
    } catch (error) {
      await thread.#worker.terminate();
      throw error;
    }
  }

  /** Rows in pages: reading a hundred thousand at once would keep everybody else waiting. */
  async *query({ sql, parameters }: CompiledQuery, session: number): AsyncGenerator<QueryResult<Row>> {
    this.#requests++;
    const id = this.#requests;
    let answer = await this.#ask({ id, session, sql, parameters });
    const names = (answer.columns ?? []).map(camelCase);
    try {
      yield resultOf(answer, names);
      while (answer.more) {
        answer = await this.#ask({ id, page: 'next' });
        yield resultOf(answer, names);
      }
    } finally {
      if (answer.more) this.#worker.postMessage({ id, page: 'drop' } satisfies DatabaseRequest);
    }
  }

  async close(): Promise<void> {
    this.#end(new TonearmError('internal', 'The library was closed.'));
    this.#worker.ref();
    this.#worker.postMessage('close');
    await this.#exited;
  }

  #ask(request: DatabaseRequest): Promise<DatabaseAnswer> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    this.#worker.postMessage(request);
    return this.#answerTo(request.id);
  }

  #answerTo(id: number): Promise<DatabaseAnswer> {
    this.#worker.ref();
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #receive(answer: DatabaseAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (answer.error) waiting?.reject(errorOf(answer.error));
    else waiting?.resolve(answer);
  }

  #end(reason: unknown): void {
    this.#over ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#over);
    this.#waiting.clear();
  }
}

/** Sessions of a thread for Kysely. */
export class ThreadDriver implements Driver {
  readonly #thread: DatabaseThread;
  #sessions = 0;

  constructor(thread: DatabaseThread) {
    this.#thread = thread;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Session> {
    this.#sessions++;
    return new Session(this.#thread, this.#sessions);
  }

  /** Begins with the write lock: later, in the middle, there is no waiting for it. */
  async beginTransaction(session: Session): Promise<void> {
    await session.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(session: Session): Promise<void> {
    await session.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(session: Session): Promise<void> {
    await session.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {}

  destroy(): Promise<void> {
    return this.#thread.close();
  }
}

/** Session of statements, with its transaction if it is in one. */
class Session implements DatabaseConnection {
  readonly #thread: DatabaseThread;
  readonly #number: number;

  constructor(thread: DatabaseThread, number: number) {
    this.#thread = thread;
    this.#number = number;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const rows: Row[] = [];
    let last: QueryResult<Row> = { rows };
    for await (const page of this.#thread.query(query, this.#number)) {
      for (const row of page.rows) rows.push(row);
      last = page;
    }
    return { ...last, rows: rows as R[] };
  }

  streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    return this.#thread.query(query, this.#number) as AsyncIterableIterator<QueryResult<R>>;
  }
}

function resultOf(
  { values = [], changes, insertId }: DatabaseAnswer,
  names: readonly string[],
): QueryResult<Row> {
  const blank = nullRecord(names);
  const rows: Row[] = [];
  for (let at = 0; at < values.length; ) {
    const row: Row = blank();
    for (const name of names) row[name] = values[at++];
    rows.push(row);
  }
  return {
    rows,
    numAffectedRows: changes === undefined ? undefined : BigInt(changes),
    insertId: insertId === undefined ? undefined : BigInt(insertId),
  };
}

function errorOf({ code, message }: DatabaseFault): Error {
  if (code === 'bad-request') return new TonearmError('bad-request', message);
  return Object.assign(new Error(message), { code });
}
